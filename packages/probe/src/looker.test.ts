import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { confirmingDepth, failure, type FailureCode, type LookRow, type Observation, slotAt } from '@upwatch/core';
import type { CheckRun } from './check.ts';
import { Looker } from './looker.ts';
import type { Heard, WitnessPort } from './network/witnesses.ts';
import type { Assignment, Batch, ProbeLimits, Sample } from './port.ts';
import { ManualTime, MIDNIGHT, settled } from './testing/manual-time.ts';

interface Target {
  tookMs: number;
  statusCode: number;
  isHanging?: boolean;
  body?: string;
  code?: FailureCode;
}

interface Rig {
  readonly time: ManualTime;
  readonly looker: Looker;
  readonly target: Target;
  /** Monotonic instants at which the target was looked at, with the monitor. */
  readonly starts: { readonly id: string; readonly atMs: number }[];
  readonly rows: LookRow[];
  readonly observations: Observation[];
  readonly troubles: string[];
  inFlight: number;
  inFlightMax: number;
}

function rigOf(t: TestContext, limits: Partial<ProbeLimits> = {}, witnesses?: WitnessPort): Rig {
  const time = new ManualTime(t);
  const target: Target = { tookMs: 20, statusCode: 200 };
  const run: CheckRun = {
    type: 'FAKE',
    timeoutMs: () => 10_000,
    hostOf: ({ host }) => (typeof host === 'string' ? host : ''),
    planOf: () => ({ attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 }),
    targetOf: () => 'fake',
    run: ({ id }) => {
      rig.starts.push({ id: typeof id === 'string' ? id : '', atMs: time.monotonic() });
      rig.inFlightMax = Math.max(rig.inFlightMax, ++rig.inFlight);
      const seen = { ...target };
      return new Promise<Sample>((resolve) => {
        if (seen.isHanging) return;
        setTimeout(() => {
          rig.inFlight--;
          const body = seen.body === undefined ? {} : { body: Buffer.from(seen.body) };
          if (seen.code) return resolve({ phases: { totalMs: seen.tookMs }, facts: {}, failure: failure(seen.code) });
          resolve({
            phases: { totalMs: seen.tookMs },
            facts: { statusCode: seen.statusCode, remotePort: 443 },
            ...body,
          });
        }, seen.tookMs);
      });
    },
  };
  const looker = new Looker({
    region: 'local',
    clock: time,
    limits: { concurrency: 100, concurrencyPerHost: 100, queueMax: 100, ...limits },
    runOf: () => run,
    checkEnv: { resolver: { resolve: () => [] } },
    ...(witnesses && { witnesses }),
    listener: {
      onBatch: (batch: Batch) => {
        for (let i = 0; i < batch.rows.length; i++) rig.rows.push(batch.rows.at(i));
        rig.observations.push(...batch.observations);
      },
      onPhase: () => {},
      onTrouble: (error) => rig.troubles.push(error.message),
    },
  });
  const rig: Rig = {
    time,
    looker,
    target,
    starts: [],
    rows: [],
    observations: [],
    troubles: [],
    inFlight: 0,
    inFlightMax: 0,
  };
  t.after(() => looker.close());
  return rig;
}

function monitor(id: string, intervalMs: number, host = id): Assignment {
  return { monitorId: id, key: 1, generation: 1, type: 'FAKE', config: { id, host }, assertions: [], intervalMs };
}

const monitors = (count: number, intervalMs: number, host?: string): Assignment[] =>
  Array.from({ length: count }, (_, i) => monitor(`m${i}`, intervalMs, host));

test('every slot is looked at, once, for as long as it runs: no drift', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 5000)], remove: [] });
  await rig.time.pass(60_000);
  const slots = rig.rows.map((row) => row.slotMs);
  assert.ok(slots.length >= 11, `${slots.length} looks`);
  assert.deepEqual(
    slots.slice(1).map((slot, i) => slot - slots[i]!),
    slots.slice(1).map(() => 5000),
  );
  assert.equal(slots[0], slotAt('a', 5000, slots[0]!));
  assert.ok(rig.rows.every((row) => row.latenessMs <= 10));
});

test('two who ask how it is doing are told the same: the first takes nothing from the second', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  rig.time.freeze(300);
  await rig.time.pass(500);
  const [first, second] = [await rig.looker.stats(), await rig.looker.stats()];
  assert.ok(first.latenessP99Ms > 290 && first.loopDelayP99Ms > 190, JSON.stringify(first));
  assert.deepEqual(second, first);
  await rig.time.pass(120_000, 100);
  const later = await rig.looker.stats();
  assert.ok(later.latenessP99Ms < 200 && later.loopDelayP99Ms < 190, JSON.stringify(later));
});

test('a new monitor is looked at immediately, a changed one keeps its slots', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(50);
  assert.equal(rig.rows[0]?.slotMs, MIDNIGHT);
  rig.looker.assign({ set: [{ ...monitor('a', 60_000), generation: 2 }], remove: [] });
  await rig.time.pass(60_000);
  assert.equal(rig.rows[1]?.slotMs, slotAt('a', 60_000, rig.time.wall()));
  assert.equal(rig.rows.length, 2);
});

test('the first look of a new monitor has a slot on the grid, as those that can be confirmed have', async (t) => {
  const rig = rigOf(t);
  rig.time.freeze(1013);
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(200);
  const [first] = rig.rows;
  assert.equal(first?.slotMs, MIDNIGHT + 1040);
  assert.deepEqual([first.kind, confirmingDepth(first.slotMs)], ['scheduled', 0]);
});

test('a monitor that is changed just after its first look is looked at again, under a slot of its own', async (t) => {
  const rig = rigOf(t);
  rig.time.freeze(1013);
  rig.target.tookMs = 1;
  rig.looker.assign({ set: [monitor('a', 60_000)], remove: [], lookNow: ['a'] });
  await rig.time.pass(30, 1);
  rig.looker.assign({ set: [{ ...monitor('a', 60_000), generation: 2 }], remove: [], lookNow: ['a'] });
  await rig.time.pass(200, 1);
  assert.deepEqual(
    rig.rows.map((row) => row.slotMs - MIDNIGHT),
    [1040, 1080],
  );
});

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

test('a look that lasts longer than its interval is never doubled', async (t) => {
  const rig = rigOf(t);
  rig.target.tookMs = 2500;
  rig.looker.assign({ set: [monitor('a', 1000)], remove: [] });
  await rig.time.pass(20_000);
  assert.equal(rig.inFlightMax, 1);
  assert.ok(rig.rows.every((row) => row.outcome === 'up'));
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

test('after ten minutes of standing still nothing is down, nothing comes in a burst, and each is looked at in its next interval', async (t) => {
  const rig = rigOf(t);
  const set = monitors(100, 10_000);
  rig.looker.assign({ set, remove: [] });
  await rig.time.pass(20_000);
  rig.starts.length = 0;
  rig.rows.length = 0;
  const frozeAt = rig.time.monotonic();
  rig.time.freeze(600_000);
  await rig.time.pass(10_500);
  assert.ok(rig.rows.every((row) => row.outcome !== 'down'));
  assert.equal(
    new Set(rig.rows.filter((row) => row.failureCode === 'probe.suspended').map((row) => row.monitorKey)).size,
    1,
  );
  assert.equal(new Set(rig.starts.map(({ id }) => id)).size, 100);
  const firstSecond = rig.starts.filter(({ atMs }) => atMs < frozeAt + 601_000).length;
  assert.ok(firstSecond <= 2 * 10 + 10, `${firstSecond} looks in the first second`);
});

for (const asleepMs of [6000, 30_000, 59_000, 400_000]) {
  test(`after ${asleepMs / 1000} s of standing still the busiest second has less than twice the looks it had before`, async (t) => {
    const rig = rigOf(t, { concurrency: 1000 });
    rig.looker.assign({ set: monitors(1200, 60_000), remove: [] });
    await rig.time.pass(60_000, 50);
    const steady = busiestSecond(rig.starts.splice(0));
    rig.time.freeze(asleepMs);
    await rig.time.pass(60_000, 50);
    const after = busiestSecond(rig.starts);
    assert.ok(after <= 2 * steady, `${after} looks in a second, ${steady} at most before`);
    assert.equal(new Set(rig.starts.map(({ id }) => id)).size, 1200);
  });
}

function busiestSecond(starts: Rig['starts']): number {
  const counts = Map.groupBy(starts, ({ atMs }) => Math.floor(atMs / 1000));
  return Math.max(...[...counts.values()].map((inOne) => inOne.length));
}

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

for (const [what, jumpMs] of [
  ['an hour forwards', 3_600_000],
  ['an hour back', -3_600_000],
  ['ten years forwards', 10 * 365 * 86_400_000],
  ['to 1970', -MIDNIGHT],
] as const) {
  test(`the wall clock jumps ${what}: one notice, the spacing at the target stays`, async (t) => {
    const rig = rigOf(t);
    rig.looker.assign({ set: [monitor('a', 5000)], remove: [] });
    await rig.time.pass(20_000);
    rig.time.jumpWall(jumpMs);
    await rig.time.pass(40_000);
    const gaps = rig.starts.slice(1).map(({ atMs }, i) => atMs - rig.starts[i]!.atMs);
    assert.ok(
      gaps.every((gap) => Math.abs(gap - 5000) <= 500),
      gaps.join(' '),
    );
    assert.equal(rig.troubles.length, 1);
    assert.ok(rig.rows.every((row) => row.outcome === 'up'));
  });
}

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

test('a silence is held back until the witnesses have spoken, and its monitor is not looked at meanwhile', async (t) => {
  let answer: (heard: Heard) => void = () => {};
  const witnesses: WitnessPort = {
    ask: () => new Promise<Heard>((resolve) => (answer = resolve)),
    learn: async () => {},
    areKnownAt: () => false,
    compare: async () => ({ asUsual: 0, altered: 0, names: [] }),
  };
  const { time, looker, target, rows, observations, starts } = rigOf(t, {}, witnesses);
  target.code = 'timeout.tcp';
  looker.assign({ set: [monitor('a', 1000, 'a.example')], remove: [], lookNow: ['a'] });
  await time.pass(1500);
  assert.deepEqual([starts.length, rows.length], [1, 0]);
  answer({ isAnswered: false, silentAnchors: 1, areAnchorsSilent: true, silentPeers: [], names: [] });
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
