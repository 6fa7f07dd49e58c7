import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIncidentOf } from './testing/walk-operations.ts';
import { testApi } from './testing/test-api.ts';

test('an incident leads to its evaluations, these to the looks they counted, and a look to what it led to', async () => {
  await using api = await testApi();
  const { incident, monitorId } = await openIncidentOf(api);
  const ask = async (path: string) => (await api.ask('GET', `/api/v1${path}`)).body.data;
  const timeline = await ask(`/forensics/incidents/${incident.id}/timeline`);
  const [transition] = timeline.transitions;
  const [evaluation] = timeline.triggeringEvaluations;
  assert.deepEqual(transition.triggeringEvaluationIds, [evaluation.id]);
  assert.equal(evaluation.triggeringTransitionId, transition.id);
  assert.equal(evaluation.rule, '2 consecutive failures in local');
  assert.deepEqual(evaluation.evaluationDetails, { evidence: { counted: 2, needed: 2 } });
  assert.equal(timeline.policySnapshot.hashHex, evaluation.policySnapshotHashHex);
  const results = await ask(`/monitors/${monitorId}/results`);
  assert.deepEqual(
    evaluation.inputResultIds.toReversed(),
    results.map((result: { id: string }) => result.id),
  );
  assert.equal(transition.checkId, (await ask(`/incidents/${incident.id}`)).incident.triggeringCheckId);
  const listed = (await api.ask('GET', '/api/v1/incidents')).body.data[0];
  for (const shown of [listed, (await ask(`/incidents/${incident.id}`)).incident]) {
    assert.equal(shown.triggeredByRuleSnapshotHashHex, evaluation.policySnapshotHashHex);
    assert.equal(shown.engineVersion, evaluation.engineVersion);
  }
  const trace = await ask(`/forensics/traces/${transition.checkId}`);
  const { transitions, policySnapshot } = timeline;
  const { checkId } = transition;
  assert.deepEqual(trace, { checkId, evaluations: [evaluation], transitions, policySnapshot });
});

test('the timeline has everything that happened in one order, by pages; the contract has the steps alone', async () => {
  await using api = await testApi();
  const { incident, channelId, deliveryId } = await openIncidentOf(api);
  await api.ask('POST', `/api/v1/incidents/${incident.id}/updates`, { body: 'Looking.', notifySubscribers: false });
  const path = `/forensics/incidents/${incident.id}/timeline`;
  const whole = (await api.ask('GET', `/api/v1${path}`)).body.data;
  const types = whole.entries.map(({ type }: { type: string }) => type);
  for (const type of ['evaluation', 'transition', 'delivery', 'comment']) assert.ok(types.includes(type), type);
  const told = whole.entries.find(({ type }: { type: string }) => type === 'delivery');
  assert.deepEqual([told.channelId, told.deliveryId], [channelId, deliveryId]);
  assert.deepEqual([whole.entriesTotal, whole.hasMoreEntries], [types.length, false]);
  const second = (await api.ask('GET', `/api/v1${path}?page=1&size=2`)).body.data;
  assert.deepEqual([second.entries, second.hasMoreEntries], [whole.entries.slice(2, 4), true]);
  const explained = (await api.ask('GET', `/api/v1/incidents/${incident.id}/explanation`)).body.data;
  assert.deepEqual(explained.timeline, whole.entries);
  assert.deepEqual(Object.keys((await api.ask('GET', `/compat/api/v1${path}`)).body.data).sort(), [
    'policySnapshot',
    'transitions',
    'triggeringEvaluations',
  ]);
});

test('what a person opens and changes is a step like any other', async () => {
  await using api = await testApi();
  const { monitorId } = await openIncidentOf(api);
  const body = { title: 'Slow', severity: 'DEGRADED', monitorId, body: 'Looking.' };
  const { id } = (await api.ask('POST', '/api/v1/incidents', body)).body.data.incident;
  const { incident: shown } = (await api.ask('GET', `/api/v1/incidents/${id}`)).body.data;
  assert.deepEqual([shown.triggeredByRuleSnapshotHashHex, shown.engineVersion], [null, null]);
  await api.ask('POST', `/api/v1/incidents/${id}/updates`, { newStatus: 'WATCHING', notifySubscribers: false });
  const { transitions } = (await api.ask('GET', `/api/v1/forensics/incidents/${id}/timeline`)).body.data;
  assert.deepEqual(
    transitions.map((one: Record<string, string>) => `${one['fromStatus']} ${one['toStatus']} ${one['reason']}`),
    ['WATCHING CONFIRMED Opened by hand: Looking.', 'CONFIRMED WATCHING Changed by hand.'],
  );
  assert.deepEqual(transitions[0].details, { source: 'public-api' });
});

test('what was not decided, and what is no hash, are refused in words', async () => {
  await using api = await testApi();
  const { monitorId } = await openIncidentOf(api);
  const refusal = async (path: string) => {
    const { status, body } = await api.ask('GET', `/api/v1/forensics${path}`);
    return `${status} ${body.errors?.[0]?.message ?? body.message}`;
  };
  const nobody = '019b0000-0000-7000-8000-000000000000';
  assert.equal(await refusal(`/traces/${nobody}`), `404 there is no trace of the check ${nobody}`);
  assert.equal(await refusal(`/incidents/${nobody}/timeline`), `404 there is no incident ${nobody}`);
  assert.equal(await refusal(`/monitors/${nobody}/transitions`), `404 there is no monitor ${nobody}`);
  const hash = 'cd'.repeat(32);
  assert.equal(await refusal(`/policy-snapshots/${hash}`), `404 there is no policy with the hash ${hash}`);
  assert.match(await refusal('/policy-snapshots/xyz'), /^400 .*must be a SHA-256 hash: 64 hexadecimal digits/);
  assert.match(await refusal(`/monitors/${monitorId}/rule-evaluations?ruleType=magic`), /^400 .*ruleType/);
});
