import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, LookRows } from '@upwatch/core';
import { REPLAY_LOOKS_MAX } from '../replaying/recorded-past.ts';
import { MINUTE, monitorWith, policyOf, replayed, shop, spanOf, TWO_OUTAGES } from './testing/past-monitor.ts';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

test('the past is replayed under another policy, and it is said which pages there would have been', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, TWO_OUTAGES);
  const alone = (await replayed(api, id)).body.data;
  assert.deepEqual([alone.inForce.incidents, alone.candidate, alone.comparison, alone.looks], [2, null, null, 61]);
  const { data } = (await replayed(api, id, { ...spanOf(api), policy: policyOf(3) })).body;
  assert.deepEqual(
    [data.inForce.pages, data.candidate.pages, data.comparison.pagesSpared, data.comparison.pagesAdded],
    [2, 1, 1, 0],
  );
  assert.equal(data.comparison.downtimeMissedMs, 3 * MINUTE);
  assert.deepEqual(data.actual, { incidents: 0, pages: 0, alerts: 0 });
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
  const id = await monitorWith(api, TWO_OUTAGES);
  const counted = async () => {
    const { inForce, notReplayed } = (await replayed(api, id)).body.data;
    assert.match(notReplayed.join(' '), /first step/);
    assert.doesNotMatch(notReplayed.join(' '), /no alert channel/);
    return [inForce.incidents, inForce.pages, inForce.alerts];
  };
  assert.deepEqual(await counted(), [2, 2, 8], 'two channels of the first step, told of two openings and two ends');
  await api.ask('PUT', `/api/v1/monitors/${id}`, { alertChannelIds: [pager] });
  assert.deepEqual(await counted(), [2, 2, 12], 'and the channel that the monitor names itself');
});

test('a rule that goes by what is usual is replayed by the hours that went before', async () => {
  await using api = await testApi();
  const id = await shop(api);
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
  const severities = async (factor: number) => {
    const answer = await replayed(api, id, { ...spanOf(api), policy: policyBy(factor) });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data.candidate.outages.map(({ severity }: { severity: string }) => severity);
  };
  assert.deepEqual(await severities(3), ['degraded']);
  assert.deepEqual(await severities(5), []);
});

test('what was told is counted as it was, and what the numbers leave out is said', async () => {
  await using api = await testApi();
  const { monitorId } = await openIncidentOf(api);
  const { actual, looks, notReplayed } = (await replayed(api, monitorId)).body.data;
  assert.deepEqual([actual, looks], [{ incidents: 1, pages: 1, alerts: 1 }, 2]);
  assert.match(notReplayed.join(' '), /The first look is of \d{4}-.*Z: what was before is in "as it was" alone\./);
  const id = await monitorWith(api, 'u'.repeat(300));
  assert.doesNotMatch((await replayed(api, id)).body.data.notReplayed.join(' '), /first look|clock|groups hold/);
  await using silent = await testApi();
  const alone = await replayed(silent, await monitorWith(silent, 'uu'));
  assert.match(alone.body.data.notReplayed.join(' '), /There is no alert channel: .* as if there were one\./);
});

test('a clock that was set back makes a time come twice, and that is said where somebody had looked in it', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, TWO_OUTAGES);
  const { generation, policy } = (await api.core.monitors.get(id))!;
  const atMs = api.nowMs() - 20 * MINUTE;
  const setBy = (byMs: number, setAtMs = atMs) => ({
    monitorId: id,
    state: initialState(generation, atMs),
    updates: [],
    deliveries: [],
    forensics: {
      policy: { hash: 'a'.repeat(64), policy, engineVersion: '0.1.0' },
      decision: { atMs: setAtMs, generation, step: { type: 'clock-set', byMs } as const },
      ...{ atMs, evaluations: [], transitions: [] },
    },
  });
  const said = async () => (await replayed(api, id)).body.data.notReplayed.join(' ');
  await api.core.commit([setBy(90_000)]);
  assert.doesNotMatch(await said(), /clock/);
  // Nobody had looked in the time that came twice: it is as if the clock had stood still.
  await api.core.commit([setBy(-500, atMs + 20_000)]);
  assert.doesNotMatch(await said(), /clock/);
  await api.core.commit([setBy(-90_000)]);
  assert.match(await said(), /The clock was set back, by 90 s: looks of the time that came twice/);
});

test('a replay that cannot be is refused in words', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, 'uu');
  const refusal = async (body: object) => {
    const { status, body: refused } = await replayed(api, id, body);
    return `${status} ${refused.errors?.[0]?.field}: ${refused.message}`;
  };
  const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
  assert.equal(await refusal({ from: to, to: from }), `400 from: from must be before to, got ${to} and ${from}`);
  const later = { from: '2030-01-01T00:00:00.000Z', to: '2030-01-02T00:00:00.000Z' };
  assert.equal(await refusal(later), `400 from: from must be in the past, got ${later.from}`);
  assert.equal(await refusal({ to }), '400 from: from is required');
  const asked = { ...spanOf(api), policy: { ...policyOf(3), triggerRules: [] } };
  assert.match(
    await refusal(asked),
    /^400 policy\.triggerRules: policy\.triggerRules must not be empty, got an empty list$/,
  );
  const made = new Date(api.nowMs()).toISOString();
  assert.equal(
    await refusal({ from, to }),
    `400 from: from and to must span looks, got none from ${from} to ${to}: "shop" was made at ${made}, and single looks are kept for 7 days`,
  );
});

test('a span with more looks than one replay goes through is refused before anything is decided', async () => {
  await using api = await testApi();
  const id = await shop(api);
  const { key: monitorKey } = (await api.core.monitors.get(id))!;
  const rows = new LookRows(REPLAY_LOOKS_MAX + 1);
  for (let place = 0; place <= REPLAY_LOOKS_MAX; place++) {
    const slotMs = api.nowMs() - 1_000 * (REPLAY_LOOKS_MAX + 1 - place);
    const seen = { latenessMs: 0, kind: 'scheduled', outcome: 'up', attempts: 1 } as const;
    rows.push({ monitorKey, slotMs, ...seen, phases: { totalMs: 5 }, statusCode: 200, bodyBytes: 2 });
  }
  api.history.append('local', rows, []);
  const day = { from: new Date(api.nowMs() - 24 * 60 * MINUTE).toISOString(), to: spanOf(api).to };
  const { status, body } = await replayed(api, id, day);
  assert.deepEqual(
    [status, body.message],
    [400, `from must be later: there are more than 60000 looks up to ${day.to}, with those that say how things stood`],
  );
});

test('one replay runs at a time: another is asked to come again', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, TWO_OUTAGES);
  const answers = await Promise.all([replayed(api, id), replayed(api, id)]);
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  );
  const refused = answers.find(({ status }) => status === 409)!;
  assert.equal(refused.body.message, 'another replay is running: try again in a few seconds');
  assert.equal((await replayed(api, id)).status, 200);
});
