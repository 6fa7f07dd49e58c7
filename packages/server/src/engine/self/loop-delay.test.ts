import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { LoopDelay } from './loop-delay.ts';

/** Long enough for a measurement to begin, which is every 100 ms. */
const MEASURED_MS = 250;

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('two who ask are told the same, for at least a minute and less than two', async (t) => {
  let nowMs = 0;
  const delay = new LoopDelay({ monotonic: () => nowMs });
  t.after(() => delay.close());
  await pass(MEASURED_MS);
  standStill(2000);
  await pass(MEASURED_MS);
  const first = delay.p99Ms();
  assert.ok(first > 1500, `${first} ms`);
  assert.equal(delay.p99Ms(), first);
  const tickAt = (ms: number): void => {
    nowMs = ms;
    delay.tick();
  };
  tickAt(59_999);
  tickAt(60_000);
  assert.equal(delay.p99Ms(), first);
  await pass(MEASURED_MS);
  tickAt(120_000);
  await pass(MEASURED_MS);
  assert.ok(delay.p99Ms() < 1500, `${delay.p99Ms()} ms`);
});
