/**
 * The invariants hold whatever goes wrong in whatever order. A failure prints its seed and step, and is run again with
 *   UPWATCH_SEED=<seed> UPWATCH_SEEDS=1 npm test
 * and, once mended, is kept in MET below. `run.ts` beside this runs thousands.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './random.ts';
import type { Flaw } from './recorder.ts';
import { simulate } from './simulation.ts';

const SIZE = { monitors: 10, regions: 3, hours: 4 };
const FIRST = Number(process.env['UPWATCH_SEED'] ?? 1);
const COUNT = Number(process.env['UPWATCH_SEEDS'] ?? 16);

/** Seeds that broke an invariant once, the size they were met at, and what they showed. */
const MET = [
  { seed: 60, hours: 6, showed: 'a recovered region rewrote its state at the next steady look' },
  { seed: 39, hours: 6, showed: 'an incident began before the abandoned one before it had ended' },
  { seed: 4, hours: 6, showed: 'the clock, set back, brought an abandoned incident into a cooldown it never had' },
  {
    seed: 1441,
    hours: 4,
    showed: 'a region was down since a time to come, because the clock was set back in a streak',
  },
  { seed: 103, hours: 6, showed: 'a bad region that was heard again did not get its vote back from a steady look' },
];

for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
  test(`the invariants hold for seed ${seed}`, () => {
    const run = simulate(seed, SIZE);
    assert.equal(run.broken, undefined);
  });
}

for (const { seed, hours, showed } of MET) {
  test(`seed ${seed}: no more does it happen that ${showed}`, () => {
    const run = simulate(seed, { ...SIZE, hours });
    assert.equal(run.broken, undefined);
  });
}

test('a day of 50 monitors in 3 regions, in which everything happens that can', () => {
  const run = simulate(FIRST + 1, { monitors: 50, regions: 3, hours: 24 });
  assert.equal(run.broken, undefined);
  for (const type of ['failing', 'confirm-wanted', 'triggered', 'went-down', 'went-degraded', 'came-up', 'reopened']) {
    assert.ok((run.seen.get(type) ?? 0) > 0, `${type} never happened`);
  }
  for (const type of ['spread', 'eased', 'abandoned', 'region-changed']) {
    assert.ok((run.seen.get(type) ?? 0) > 0, `${type} never happened`);
  }
  assert.ok(run.looks > 100_000 && run.alerts > 100);
});

test('one region alone keeps the invariants too', () => {
  for (let seed = FIRST; seed < FIRST + 5; seed++) {
    const run = simulate(seed, { ...SIZE, regions: 1 });
    assert.equal(run.broken, undefined);
  }
});

test('the same seed gives the same run', () => {
  const size = { ...SIZE, hours: 1 };
  assert.deepEqual(simulate(7, size), simulate(7, size));
  const [a, b] = [new Random(7), new Random(7)];
  for (let i = 0; i < 100; i++) assert.equal(a.next(), b.next());
});

const FLAWS: readonly [flaw: Flaw, what: string][] = [
  ['no-transaction', 'state is committed and alerts afterwards'],
  ['mark-before-send', 'alerts are marked before they are sent'],
  ['tell-before-commit', 'alerts are told before they are committed'],
];

for (const [flaw, what] of FLAWS) {
  test(`an engine in which ${what} is found out`, () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    assert.ok(
      seeds.some((seed) => simulate(seed, SIZE, flaw).broken !== undefined),
      'the invariants are blind to it',
    );
  });
}
