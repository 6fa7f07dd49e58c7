import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

const MINUTE = 60_000;

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

/** A monitor with a look each minute up to now, all from before its decisions were recorded: `u` up, `d` down. */
async function monitorWith(api: TestApi, looks: string): Promise<string> {
  const config = { url: 'http://shop.example/', method: 'GET' };
  const body = { name: 'shop', type: 'HTTP', config };
  const { id } = (await api.ask('POST', '/api/v1/monitors', body)).body.data;
  const { key } = (await api.core.monitors.get(id))!;
  const startMs = Math.floor(api.nowMs() / MINUTE) * MINUTE - (looks.length - 1) * MINUTE;
  const seen = Array.from(looks, (letter, place) =>
    observationOf({
      monitorId: id,
      generation: 1,
      attempts: [],
      slotMs: startMs + place * MINUTE,
      startedAtMs: startMs + place * MINUTE,
      kind: 'scheduled',
      ...(letter === 'd' && { failure: failure('status.unexpected', 'expected 2xx, got 503') }),
    }),
  );
  recordLooks(api.history, key, seen);
  return id;
}

const policyOf = (count: number) => ({
  triggerRules: [{ type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' }],
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 0 },
});

test('the past is replayed under another policy, and it is said which pages there would have been', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, `${'u'.repeat(30)}dduuuuuuuuuuuuuuuuuuuuddduuuuuu`);
  const span = { from: new Date(api.nowMs() - 3 * 3_600_000).toISOString(), to: new Date(api.nowMs()).toISOString() };
  const replay = async (body: object) => api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, body);
  const alone = (await replay(span)).body.data;
  assert.deepEqual([alone.inForce.incidents, alone.candidate, alone.comparison, alone.looks], [2, null, null, 61]);
  const { data } = (await replay({ ...span, policy: policyOf(3) })).body;
  assert.deepEqual(
    [data.inForce.pages, data.candidate.pages, data.comparison.pagesSpared, data.comparison.pagesAdded],
    [2, 1, 1, 0],
  );
  assert.equal(data.comparison.downtimeMissedMs, 3 * MINUTE);
  assert.deepEqual(data.actual, { incidents: 0, pages: 0, alerts: 0 });
});

test('what opened during maintenance is no page of any policy', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, `${'u'.repeat(30)}dduuuuuuuuuuuuuuuuuuuuddduuuuuu`);
  const at = (minutesAgo: number) => new Date(api.nowMs() - minutesAgo * MINUTE).toISOString();
  const window = { monitorId: id, startsAt: at(40), endsAt: at(20), suppressAlerts: true };
  const made = await api.ask('POST', '/api/v1/maintenance-windows', window);
  assert.equal(made.status, 201, made.text);
  const { data } = (await api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, { from: at(180), to: at(0) })).body;
  assert.deepEqual([data.inForce.incidents, data.inForce.pages, data.inForce.recoveries], [2, 1, 1]);
});

test('pages and alerts are those of the channels and policies there are', async () => {
  await using api = await testApi();
  const channel = async (name: string): Promise<string> => {
    const config = { channelType: 'webhook', url: 'https://hooks.example/x' };
    return (await api.ask('POST', '/api/v1/alert-channels', { name, config })).body.data.id;
  };
  const [chat, mail, pager] = [await channel('chat'), await channel('mail'), await channel('pager')];
  const steps = [
    { delayMinutes: 0, channelIds: [chat, mail], repeatIntervalSeconds: 60 },
    { delayMinutes: 1, channelIds: [pager] },
  ];
  const made = await api.ask('POST', '/api/v1/notification-policies', { name: 'all', escalation: { steps } });
  assert.equal(made.status, 201, made.text);
  const id = await monitorWith(api, `${'u'.repeat(30)}dduuuuuuuuuuuuuuuuuuuuddduuuuuu`);
  const span = { from: new Date(api.nowMs() - 3 * 3_600_000).toISOString(), to: new Date(api.nowMs()).toISOString() };
  const replayed = async () => {
    const { inForce, notReplayed } = (await api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, span)).body.data;
    assert.match(notReplayed.join(' '), /first step/);
    return [inForce.incidents, inForce.pages, inForce.alerts];
  };
  assert.deepEqual(await replayed(), [2, 2, 8], 'two channels of the first step, told of two openings and two ends');
  await api.ask('PUT', `/api/v1/monitors/${id}`, { alertChannelIds: [pager] });
  assert.deepEqual(await replayed(), [2, 2, 12], 'and the channel that the monitor names itself');
});

test('while what a monitor depends on was down, nothing of it is a page', async () => {
  await using api = await testApi();
  const { incident } = await openIncidentOf(api);
  const id = await monitorWith(api, `${'u'.repeat(30)}${'d'.repeat(31)}`);
  const span = { from: new Date(api.nowMs() - 3 * 3_600_000).toISOString(), to: new Date(api.nowMs()).toISOString() };
  const pages = async (): Promise<number> =>
    (await api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, span)).body.data.inForce.pages;
  assert.equal(await pages(), 1);
  const startedAtMs = api.nowMs() - 60 * MINUTE;
  const outage = { ...incident, severity: 'DOWN', startedAtMs, confirmedAtMs: startedAtMs } as const;
  await api.core.incidents.commit({ incident: outage, updates: [], deliveries: [] }, undefined);
  const changed = await api.ask('PUT', `/api/v1/monitors/${id}`, { dependsOn: [incident.monitorId] });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(await pages(), 0);
});

test('a rule that goes by what is usual is replayed by the hours that went before', async () => {
  await using api = await testApi();
  const config = { url: 'http://shop.example/', method: 'GET' };
  const { id } = (await api.ask('POST', '/api/v1/monitors', { name: 'shop', type: 'HTTP', config })).body.data;
  const { key } = (await api.core.monitors.get(id))!;
  const looks = Array.from({ length: 600 }, (_, place) => {
    const slotMs = Math.floor(api.nowMs() / MINUTE) * MINUTE - (599 - place) * MINUTE;
    const phases = { totalMs: place < 590 ? 120 : 480 };
    const seen = { monitorId: id, generation: 1, attempts: [], kind: 'scheduled' } as const;
    return observationOf({ ...seen, slotMs, startedAtMs: slotMs, phases });
  });
  recordLooks(api.history, key, looks);
  const policyBy = (factor: number) => ({
    ...policyOf(2),
    triggerRules: [
      { type: 'response_time', count: 3, scope: 'per_region', severity: 'degraded', baseline: { factor } },
    ],
  });
  const replay = async (factor: number) => {
    const span = { from: new Date(api.nowMs() - 3_600_000).toISOString(), to: new Date(api.nowMs()).toISOString() };
    const answer = await api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, { ...span, policy: policyBy(factor) });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data.candidate.outages.map(({ severity }: { severity: string }) => severity);
  };
  assert.deepEqual(await replay(3), ['degraded']);
  assert.deepEqual(await replay(5), []);
});

test('a replay that cannot be is refused in words', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, 'uu');
  const refusal = async (body: object) => {
    const answer = await api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, body);
    return `${answer.status} ${answer.body.errors?.[0]?.message}`;
  };
  const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
  assert.equal(await refusal({ from: to, to: from }), `400 from must be before to, got ${to} and ${from}`);
  assert.match(
    await refusal({ from: '2030-01-01T00:00:00Z', to: '2030-01-02T00:00:00Z' }),
    /^400 from must be in the past/,
  );
  assert.match(await refusal({ to }), /^400 .*from/);
  assert.match(await refusal({ from, to, policy: { triggerRules: [] } }), /^400 .*policy/);
});
