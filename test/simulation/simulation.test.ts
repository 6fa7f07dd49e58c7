/** What holds of the simulation besides its days (days.test.ts). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenOf, runMany, runOne, SIZE } from './many.ts';
import { SCENES } from './scenes.ts';

test('one region alone keeps the invariants too', async () => {
  const size = { monitors: 10, regions: 1, hours: 6 };
  const all = await runMany([1, 2, 3, 4, 5].map((seed) => ({ seed, size })));
  assert.equal(all.length, 5);
  assert.deepEqual(brokenOf(all), []);
});

test('the same seed gives the same run, byte for byte', async () => {
  for (const seed of [7, 8, 9]) {
    const asked = { seed, size: { ...SIZE, hours: 4 } };
    assert.deepEqual(await runOne(asked), await runOne(asked));
  }
});

test('SQLite answers all that the engine asks as the store in memory does', async () => {
  const size = { ...SIZE, hours: 6 };
  const asked = [1, 2, 3, 4].map((seed) => ({ seed, size }));
  for (const one of [...asked, { seed: 1, size: { ...size, scenes: SCENES } }]) {
    const { broken, trace } = await runOne(one, { isBoth: true });
    assert.equal(broken, undefined);
    assert.equal(trace, (await runOne(one)).trace);
  }
});
