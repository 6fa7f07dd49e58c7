import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedByComponent } from './subscriber-counts.ts';

test('counted are those who are told: confirmed, and not stopped', () => {
  const told = { confirmed: true, stoppedAt: null };
  const { everything, byComponent } = countedByComponent([
    { ...told, componentIds: [] },
    { ...told, componentIds: ['a', 'b'] },
    { ...told, componentIds: ['a'] },
    { confirmed: false, stoppedAt: null, componentIds: ['a'] },
    { confirmed: true, stoppedAt: '2026-01-01T00:00:00Z', componentIds: [] },
  ]);
  assert.equal(everything, 1);
  assert.deepEqual(
    [...byComponent],
    [
      ['a', 2],
      ['b', 1],
    ],
  );
});
