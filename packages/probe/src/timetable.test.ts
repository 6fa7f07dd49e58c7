import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmingDepth, slotAt } from '@upwatch/core';
import { monitor, monitors, type Rig, rigOf } from './testing/looker-rig.ts';
import { MIDNIGHT } from './testing/manual-time.ts';

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

test('a look that lasts longer than its interval is never doubled', async (t) => {
  const rig = rigOf(t);
  rig.target.tookMs = 2500;
  rig.looker.assign({ set: [monitor('a', 1000)], remove: [] });
  await rig.time.pass(20_000);
  assert.equal(rig.inFlightMax, 1);
  assert.ok(rig.rows.every((row) => row.outcome === 'up'));
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

test('a slot that comes an interval late is missed, and the next one is looked at', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 1000)], remove: [] });
  await rig.time.pass(2000);
  const before = rig.rows.length;
  rig.time.freeze(3000);
  await rig.time.pass(3000);
  const [missed, next] = rig.rows.slice(before);
  assert.deepEqual([missed?.outcome, next?.outcome], ['unknown', 'up']);
  assert.ok(
    missed!.latenessMs >= 2000 && next!.latenessMs < 1000,
    `${missed!.latenessMs} and ${next!.latenessMs} ms late`,
  );
});

test('what is looked at once a day and was slept through is looked at within ten minutes', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: monitors(200, 86_400_000), remove: [] });
  rig.time.freeze(6 * 3_600_000);
  const isDue = rig.time.monotonic();
  await rig.time.pass(601_000, 500);
  const made = rig.starts.length;
  assert.ok(made > 30, `${made} of 200 were due in a quarter of a day`);
  assert.ok(rig.starts.every(({ atMs }) => atMs - isDue <= 600_500));
  await rig.time.pass(3_600_000, 5000);
  assert.ok(rig.starts.length - made < 25, `${rig.starts.length - made} in the hour after`);
});

test('a clock that is set is followed within a minute, however far the next slot is', async (t) => {
  const rig = rigOf(t);
  rig.looker.assign({ set: [monitor('a', 86_400_000)], remove: [] });
  await rig.time.pass(1000);
  rig.time.jumpWall(7_200_000);
  await rig.time.pass(60_000, 500);
  assert.deepEqual(rig.troubles, ['the clock jumped by 7200000 ms']);
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
