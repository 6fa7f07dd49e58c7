/** Taking incidents on by the API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const INCIDENT = { title: 'Payments are slow', severity: 'DOWN' };

test('an incident is taken on, by the name of the key, and says who has it', async () => {
  await using api = await testApi();
  const made = (await api.ask('POST', '/api/v1/incidents', INCIDENT)).body.data.incident;
  assert.deepEqual([made.acknowledgedAt, made.acknowledgedBy, made.snoozedUntil], [null, null, null]);
  const path = `/api/v1/incidents/${made.id}`;
  const taken = (await api.ask('POST', `${path}/acknowledge`, { body: 'on it' })).body.data;
  assert.deepEqual([taken.incident.acknowledgedBy, taken.incident.snoozedUntil], ['test', null]);
  assert.equal(taken.updates.at(-1).body, 'Acknowledged by test: on it');
  const again = (await api.ask('POST', `${path}/acknowledge`)).body.data;
  assert.deepEqual(again, taken, 'who has it has it');
  const given = (await api.ask('POST', `${path}/unacknowledge`, { body: 'lunch' })).body.data;
  assert.equal(given.incident.acknowledgedBy, null);
  assert.ok(
    given.updates.some(({ body }: { body: string }) => body === 'Given back by test: nobody has it now: lunch'),
  );
  const { items } = await api.core.audit.list({ page: 0, size: 10 });
  assert.ok(items.some(({ actor, action }) => actor === 'test' && action === 'incident.acknowledged'));
});

test('a snooze is told in minutes, and says until when', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/incidents', INCIDENT)).body.data.incident;
  const path = `/api/v1/incidents/${id}/acknowledge`;
  const { incident } = (await api.ask('POST', path, { snoozeMinutes: 90 })).body.data;
  assert.equal(incident.snoozedUntil, '2026-01-02T04:34:05.000Z');
  for (const snoozeMinutes of [0, 1.5, 10_081, '60', Number.MAX_SAFE_INTEGER]) {
    const refused = await api.ask('POST', path, { snoozeMinutes });
    assert.equal(refused.status, 400, String(snoozeMinutes));
    assert.equal(refused.body.errors[0].field, 'snoozeMinutes');
  }
});

test('compat knows neither the operations nor the fields', async () => {
  await using api = await testApi();
  const { incident } = (await api.ask('POST', '/compat/api/v1/incidents', INCIDENT)).body.data;
  assert.equal('acknowledgedBy' in incident, false);
  assert.equal((await api.ask('POST', `/compat/api/v1/incidents/${incident.id}/acknowledge`)).status, 404);
  const quiet = await api.ask('POST', '/compat/api/v1/incidents', { ...INCIDENT, notifyChannels: false });
  assert.equal(quiet.status, 400);
});
