/** What holds of the simulation besides its days (days.ts). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenOf, seedsFrom, SIZE } from './days.ts';
import { runOne } from './many.ts';
import { SCENES } from './scenes.ts';

test('one region alone keeps the invariants too', async () => {
  const all = [];
  for (const seed of seedsFrom(1, 5)) all.push(await runOne(seed, { size: { monitors: 10, regions: 1, hours: 6 } }));
  assert.deepEqual(brokenOf(all), []);
});

test('the same seed gives the same run, byte for byte', async () => {
  for (const seed of [7, 8, 9]) {
    const size = { ...SIZE, hours: 4 };
    assert.deepEqual(await runOne(seed, { size }), await runOne(seed, { size }));
  }
});

test('SQLite answers all that the engine asks as the store in memory does', async () => {
  const sizes = [...seedsFrom(1, 4).map(() => ({ ...SIZE, hours: 6 })), { ...SIZE, hours: 6, scenes: SCENES }];
  for (const [place, size] of sizes.entries()) {
    const seed = (place % 4) + 1;
    const { broken, trace } = await runOne(seed, { size, isBoth: true });
    assert.equal(broken, undefined);
    assert.equal(trace, (await runOne(seed, { size })).trace);
  }
});
