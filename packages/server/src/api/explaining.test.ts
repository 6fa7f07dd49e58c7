import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

test('an incident is explained as data and in sentences, in /api/v1 alone', async () => {
  await using api = await testApi();
  const { incident, channelId } = await openIncidentOf(api);
  const { data } = (await api.ask('GET', `/api/v1/incidents/${incident.id}/explanation`)).body;
  assert.equal(data.why[0].rule, '2 consecutive failures in local');
  assert.equal(data.why[0].looks.length, 2);
  assert.deepEqual(
    data.told.map(({ channelId: told, outcome, reason }: Record<string, string>) => [told, outcome, reason]),
    [[channelId, 'failed', 'answered 410']],
  );
  assert.deepEqual(data.notTold, []);
  assert.match(data.sentences.join('\n'), /The rule "2 consecutive failures in local" was met at .*: 2 of 2/);
  assert.match(data.sentences.join('\n'), /could not be told of the opening: answered 410\./);
  assert.equal((await api.ask('GET', `/compat/api/v1/incidents/${incident.id}/explanation`)).status, 404);
  const nobody = '019b0000-0000-7000-8000-000000000000';
  const missing = await api.ask('GET', `/api/v1/incidents/${nobody}/explanation`);
  assert.deepEqual([missing.status, missing.body.message], [404, `there is no incident ${nobody}`]);
});
