import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, type RegionState } from '@upwatch/core';
import { newMonitor } from '../../stores/testing/samples.ts';
import { MonitorMemory } from './monitor-memory.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const HOUR_MS = 3_600_000;

function upSince(lastSlotMs: number): RegionState {
  return { verdict: 'up', sinceMs: lastSlotMs, lastSlotMs, consecutiveFailures: 0, consecutiveSuccesses: 2 };
}

test('after a start with a clock that was set back, the newest look is the newest that was heard', () => {
  const memory = new MonitorMemory();
  const monitor = { ...newMonitor(1), key: 1, generation: 1, createdAtMs: NOW, updatedAtMs: NOW };
  const state = { ...initialState(1, NOW), regions: { eu: upSince(NOW + HOUR_MS), us: upSince(NOW - HOUR_MS) } };
  const known = memory.set(monitor, { state, nowMs: NOW });
  assert.equal(memory.newestSlotMs(known), NOW + HOUR_MS, 'nothing was heard yet');
  known.lastSlotMs[memory.placeOf('eu')] = NOW;
  assert.equal(memory.newestSlotMs(known), NOW);
  known.lastSlotMs[memory.placeOf('asia')] = NOW + 1;
  assert.equal(memory.newestSlotMs(known), NOW + 1, 'also of a region of which nothing is kept');
});

test('a region was last heard when its newest look was, also one that changed nothing', () => {
  const memory = new MonitorMemory();
  assert.deepEqual(memory.newestByRegion(), new Map());
  const [one, other] = [1, 2].map((key) => {
    const monitor = { ...newMonitor(key), key, generation: 1, createdAtMs: NOW, updatedAtMs: NOW };
    const state = { ...initialState(1, NOW), regions: { eu: upSince(NOW - key * HOUR_MS) } };
    return memory.set(monitor, { state, nowMs: NOW });
  });
  assert.deepEqual(memory.newestByRegion(), new Map([['eu', NOW - HOUR_MS]]), 'as it is on disk');
  one!.lastSlotMs[memory.placeOf('eu')] = NOW - 2;
  other!.lastSlotMs[memory.placeOf('eu')] = NOW - 1;
  other!.lastSlotMs[memory.placeOf('asia')] = NOW;
  const newest = new Map([
    ['eu', NOW - 1],
    ['asia', NOW],
  ]);
  assert.deepEqual(memory.newestByRegion(), newest);
});
