import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Heard, WitnessPort } from './network/witnesses.ts';
import { monitor, monitors, rigOf } from './testing/looker-rig.ts';
import { MIDNIGHT, settled } from './testing/manual-time.ts';

test('what is removed is not looked at again, and a look under way is not recorded', async (t) => {
  const rig = rigOf(t);
  rig.target.tookMs = 500;
  rig.looker.assign({ set: [monitor('a', 1000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(100);
  rig.looker.assign({ set: [], remove: ['a'] });
  await rig.time.pass(5000);
  assert.equal(rig.starts.length, 1);
  assert.equal(rig.rows.length, 0);
});

test('a look is whole when something is new, and its row alone when nothing is', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 1000)], remove: [] });
  await rig.time.pass(5000);
  assert.equal(rig.observations.length, 1);
  rig.target.statusCode = 204;
  await rig.time.pass(3000);
  assert.deepEqual(
    rig.observations.map((seen) => seen.facts.statusCode),
    [200, 204],
  );
});

test('a look whose body is not as expected keeps the beginning of that body', async (t) => {
  const rig = rigOf(t);
  rig.target.body = 'all is lost';
  const assertions = [
    { id: 'x', severity: 'fail' as const, config: { type: 'body_contains' as const, substring: 'fine' } },
  ];
  rig.looker.assign({ set: [{ ...monitor('a', 60_000), assertions }], remove: [], lookNow: ['a'] });
  await rig.time.pass(50);
  assert.equal(rig.observations[0]?.failure?.code, 'body.missing_text');
  assert.equal(rig.observations[0]?.facts.bodyExcerpt, 'all is lost');
});

test('a confirming look is made at once, with one attempt, in the millisecond after the slot', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(100);
  rig.target.statusCode = 500;
  rig.looker.confirm('a', MIDNIGHT);
  await rig.time.pass(40);
  const seen = rig.observations.at(-1)!;
  assert.deepEqual([seen.slotMs, seen.kind, seen.attempts.length], [MIDNIGHT + 1, 'confirming', 1]);
  assert.equal(seen.failure?.code, 'status.unexpected');
});

test('attempts go on with growing waits, and none begins after the next slot', async (t) => {
  const rig = rigOf(t);
  rig.target.statusCode = 503;
  rig.looker.assign({ set: [monitor('long', 3_600_000)], remove: [], lookNow: ['long'] });
  await rig.time.pass(20_000);
  assert.deepEqual(
    rig.starts.map(({ atMs }) => Math.round(atMs / 100) / 10),
    [0, 2, 6.1],
  );
  assert.equal(rig.observations[0]?.attempts.length, 3);
  rig.looker.assign({ set: [monitor('short', 1000)], remove: ['long'] });
  await rig.time.pass(2000);
  assert.equal(rig.observations.at(-1)?.attempts.length, 1);
});

test('no more looks run at once than the bound, overall and per host, and waiting ones come in turn', async (t) => {
  const rig = rigOf(t, { concurrency: 4, concurrencyPerHost: 2 });
  const set = [
    ...monitors(6, 60_000, 'one'),
    ...monitors(6, 60_000).map((one) => ({ ...one, monitorId: `${one.monitorId}x` })),
  ];
  rig.looker.assign({ set, remove: [], lookNow: set.map((one) => one.monitorId) });
  await rig.time.pass(5);
  assert.equal(rig.inFlight, 4);
  assert.equal(rig.starts.filter(({ id }) => id.startsWith('m')).length, 4);
  await rig.time.pass(500);
  assert.equal(rig.inFlightMax, 4);
  assert.equal(rig.rows.length, 12);
});

test('a look that finds no room until its next slot is unknown, never down', async (t) => {
  const rig = rigOf(t, { concurrency: 1, queueMax: 1 });
  rig.target.tookMs = 9000;
  const set = monitors(3, 3000);
  rig.looker.assign({ set, remove: [], lookNow: set.map((one) => one.monitorId) });
  await rig.time.pass(20_000);
  const missed = rig.rows.filter((row) => row.outcome !== 'up');
  assert.ok(missed.length > 3);
  assert.ok(missed.every((row) => row.outcome === 'unknown' && row.failureCode === 'probe.overloaded'));
});

test('a check that never settles is given up, said aloud, and its place is free again', async (t) => {
  const rig = rigOf(t, { concurrency: 1 });
  rig.target.isHanging = true;
  rig.looker.assign({ set: [monitor('a', 30_000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(100);
  rig.target.isHanging = false;
  await rig.time.pass(90_000);
  assert.equal(rig.rows[0]?.failureCode, 'probe.unsettled');
  assert.equal(rig.rows[0]?.outcome, 'unknown');
  assert.match(rig.troubles[0]!, /never ended/);
  assert.equal(rig.rows.at(-1)?.outcome, 'up');
});

test('a look that failed while this thread stood still says nothing of its target', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  rig.target.tookMs = 200;
  rig.target.statusCode = 404;
  await rig.time.pass(50);
  rig.time.freeze(800);
  await rig.time.pass(300);
  assert.equal(rig.rows[0]?.outcome, 'unknown');
  assert.equal(rig.rows[0]?.failureCode, 'probe.overloaded');
});

test('a warning of a look during which this thread stood still says nothing either', async (t) => {
  const rig = rigOf(t);
  const assertions = [
    { id: 'x', severity: 'warn' as const, config: { type: 'body_contains' as const, substring: 'fine' } },
  ];
  rig.looker.assign({ set: [{ ...monitor('a', 60_000), assertions }], remove: [], lookNow: ['a'] });
  rig.target.tookMs = 200;
  rig.target.body = 'all is lost';
  await rig.time.pass(50);
  rig.time.freeze(800);
  await rig.time.pass(300);
  assert.deepEqual([rig.rows[0]?.outcome, rig.rows[0]?.failureCode], ['unknown', 'probe.overloaded']);
});

test('closing hands over what was seen and records nothing that was under way', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 1000), monitor('b', 1000)], remove: [] });
  await rig.time.pass(2000);
  rig.target.tookMs = 5000;
  await rig.time.pass(1000);
  await rig.looker.close();
  const recorded = rig.rows.length;
  await rig.time.pass(10_000);
  await settled();
  assert.equal(rig.rows.length, recorded);
  assert.ok(rig.rows.every((row) => row.outcome === 'up'));
});

const ALL_SILENT: Heard = { isAnswered: false, silentAnchors: 1, areAnchorsSilent: true, silentPeers: [], names: [] };

/** Witnesses that speak when the test says so. */
function slowWitnesses() {
  let speak: (heard: Heard) => void = () => {};
  const witnesses: WitnessPort = {
    ask: () => new Promise<Heard>((resolve) => (speak = resolve)),
    learn: async () => {},
    areKnownAt: () => false,
    compare: async () => ({ asUsual: 0, altered: 0, names: [] }),
  };
  return { witnesses, answer: (heard: Heard) => speak(heard) };
}

test('what is removed while the witnesses are asked is not recorded when they have spoken', async (t) => {
  const { witnesses, answer } = slowWitnesses();
  const { time, looker, target, rows, starts } = rigOf(t, {}, witnesses);
  target.code = 'timeout.tcp';
  looker.assign({ set: [monitor('a', 1000, 'a.example')], remove: [], lookNow: ['a'] });
  await time.pass(500);
  looker.assign({ set: [], remove: ['a'] });
  answer(ALL_SILENT);
  await time.pass(2000);
  assert.deepEqual([starts.length, rows.length], [1, 0]);
});

test('a silence is held back until the witnesses have spoken, and its monitor is not looked at meanwhile', async (t) => {
  const { witnesses, answer } = slowWitnesses();
  const { time, looker, target, rows, observations, starts } = rigOf(t, {}, witnesses);
  target.code = 'timeout.tcp';
  looker.assign({ set: [monitor('a', 1000, 'a.example')], remove: [], lookNow: ['a'] });
  await time.pass(1500);
  assert.deepEqual([starts.length, rows.length], [1, 0]);
  answer(ALL_SILENT);
  await time.pass(20);
  assert.deepEqual(
    observations.map(({ failure: seen }) => seen?.code),
    ['probe.network'],
  );
  assert.equal(rows[0]!.outcome, 'unknown');
  target.code = 'connect.refused';
  await time.pass(1000);
  assert.equal(rows.at(-1)!.failureCode, 'connect.refused');
});

test('what answers in the place of a target that was well is not the target, where two anchors say so', async (t) => {
  const witnesses: WitnessPort = {
    ask: async () => ({ isAnswered: true, silentAnchors: 0, areAnchorsSilent: false, silentPeers: [], names: [] }),
    learn: async () => {},
    areKnownAt: (reach, port) => reach === 'public' && port === 443,
    compare: async () => ({ asUsual: 0, altered: 2, names: ['one.example:443', 'two.example:443'] }),
  };
  const { time, looker, target, rows } = rigOf(t, {}, witnesses);
  looker.assign({ set: [monitor('a', 10_000, 'a.example')], remove: [], lookNow: ['a'] });
  await time.pass(1000, 100);
  target.code = 'connect.refused';
  await time.pass(20_000, 100);
  assert.deepEqual(
    [rows[0]!.outcome, rows.at(-1)!.outcome, rows.at(-1)!.failureCode],
    ['up', 'unknown', 'probe.network'],
  );
});
