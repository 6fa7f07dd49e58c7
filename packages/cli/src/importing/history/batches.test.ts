import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesOf } from './batches.ts';
import { HOUR_MS, type PastLook, type PastPart } from './past.ts';

const T0 = Date.UTC(2026, 2, 2);

function hourOf(n: number, count: number): PastPart {
  const fromMs = T0 + n * HOUR_MS;
  const looks = Array.from({ length: count }, (_, i): PastLook => ({ atMs: fromMs + i, outcome: 'up', latencyMs: i }));
  return { type: 'looks', fromMs, looks };
}

function sizesOf(parts: Iterable<PastPart>) {
  return [...batchesOf(parts)].map(({ looks = [], hours = [], days = [] }) => [
    looks.length,
    hours.length,
    days.length,
  ]);
}

test('a call holds as much as it should, and an hour is never divided', () => {
  assert.deepEqual(sizesOf([hourOf(0, 1600), hourOf(1, 400), hourOf(2, 1), hourOf(3, 5000)]), [
    [2000, 0, 0],
    [1, 0, 0],
    [5000, 0, 0],
  ]);
  const sums = ['day', 'hour'].flatMap((type) =>
    Array.from({ length: 1001 }, () => ({ type, fromMs: T0, totals: { up: 1, down: 0 } }) as PastPart),
  );
  assert.deepEqual(sizesOf(sums), [
    [0, 0, 500],
    [0, 0, 500],
    [0, 1000, 1],
    [0, 1, 0],
  ]);
  assert.deepEqual(sizesOf([]), []);
});

test('an hour of more looks than a call may have is sent as its sum', () => {
  const [batch] = [...batchesOf([hourOf(0, 5001)])];
  const latency = { averageMs: 2500, minMs: 0, maxMs: 5000 };
  assert.deepEqual(batch, {
    looks: [],
    hours: [{ from: new Date(T0).toISOString(), up: 5001, down: 0, latency }],
    days: [],
  });
});
