import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Freshness } from './freshness.ts';

const MONITOR = { id: 'm', frequencySeconds: 60 };
const at = (freshness: Freshness, nowMs: number, newestSlotMs?: number): number =>
  freshness.overdueMs(MONITOR, { newestSlotMs, nowMs });

test('a result is overdue after three intervals and a timeout, counted from the newest look', () => {
  const freshness = new Freshness();
  freshness.begin('m', 10_000, 0);
  assert.equal(at(freshness, 290_000, 100_000), 0);
  assert.equal(at(freshness, 290_001, 100_000), 1);
});

test('before the first look, and after a pause, it counts from when looking began', () => {
  const freshness = new Freshness();
  freshness.begin('m', 10_000, 1000);
  freshness.begin('m', 10_000, 150_000);
  assert.equal(at(freshness, 191_000), 0);
  assert.equal(at(freshness, 191_005), 5);
  freshness.end('m');
  freshness.begin('m', 10_000, 900_000);
  assert.equal(at(freshness, 1_000_000, 100_000), 0);
});

test('nothing is overdue of what is not looked at', () => {
  assert.equal(at(new Freshness(), 1e9, 0), 0);
});
