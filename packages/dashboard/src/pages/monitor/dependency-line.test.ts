import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dependencyLine } from './dependency-line.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 2, 12, 30);

function at(hoursAgo: number, avgLatencyMs: number | null) {
  return { bucket: new Date(Date.UTC(2026, 0, 2, 12) - hoursAgo * HOUR_MS).toISOString(), avgLatencyMs };
}

test('the hours stand where they belong, from zero up to the slowest', () => {
  assert.deepEqual(dependencyLine([at(1, 10), at(0, 5)], NOW), { parts: ['90,2 94,12'], lowMs: 5, highMs: 10 });
  assert.deepEqual(dependencyLine([at(23, 0)], NOW), { parts: ['2,22 2,22'], lowMs: 0, highMs: 0 });
});

test('an hour without a figure breaks the line, and one that is too old is left out', () => {
  const line = dependencyLine([at(24, 99), at(3, 4), at(2, null), at(1, 4), at(0, 4)], NOW);
  assert.deepEqual(
    line?.parts.map((part) => part.split(' ').length),
    [2, 2],
  );
  assert.equal(line?.highMs, 4);
});

test('without figures there is no line', () => {
  assert.equal(dependencyLine([], NOW), undefined);
  assert.equal(dependencyLine([at(0, null)], NOW), undefined);
});
