import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  confirmingDepth,
  confirmingSlot,
  INTERVAL_MAX_MS,
  nextSlot,
  phaseOf,
  SLOT_GRID_MS,
  slotAt,
  slotsMissed,
} from './schedule.ts';

const ids = fc.uuid();
const intervals = fc.integer({ min: 1, max: 86_400 }).map((seconds) => seconds * 1000);
const instants = fc.double({ min: 0, max: 4_000_000_000_000, noNaN: true });

/** Ids as they are made in one burst: they differ in their tails alone. */
function burstOfIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `0199d2f0-7c00-7000-8000-${i.toString(16).padStart(12, '0')}`);
}

test('a phase lies on the grid and within the interval, the same each time', () => {
  fc.assert(
    fc.property(ids, intervals, (id, interval) => {
      const phase = phaseOf(id, interval);
      assert.ok(phase >= 0 && phase < interval && phase % SLOT_GRID_MS === 0);
      assert.equal(phaseOf(id, interval), phase);
    }),
  );
});

test('the slot at a time is the last one not after it, and the next is exactly one interval later', () => {
  fc.assert(
    fc.property(ids, intervals, instants, (id, interval, wall) => {
      const slot = slotAt(id, interval, wall);
      assert.ok(slot <= wall && wall < slot + interval);
      assert.equal(nextSlot(id, interval, wall), slot + interval);
      assert.equal(slotAt(id, interval, slot), slot);
      assert.equal(nextSlot(id, interval, slot), slot + interval);
      assert.equal(slotAt(id, interval, slot + interval - 0.001), slot);
    }),
  );
});

test('slots do not drift: following next from next for a thousand steps lands on the thousandth slot', () => {
  fc.assert(
    fc.property(ids, intervals, instants, (id, interval, wall) => {
      let slot = slotAt(id, interval, wall);
      const first = slot;
      for (let i = 0; i < 1000; i++) slot = nextSlot(id, interval, slot + (i % 7));
      assert.equal(slot, first + 1000 * interval);
    }),
    { numRuns: 20 },
  );
});

test('10,000 monitors of one interval start evenly: no second starts three times as many as another (T07)', () => {
  for (const interval of [5_000, 30_000, 60_000]) {
    const starts = Array.from({ length: interval / 1000 }, () => 0);
    for (const id of burstOfIds(10_000)) starts[Math.floor(phaseOf(id, interval) / 1000)]!++;
    const ratio = Math.max(...starts) / Math.min(...starts);
    assert.ok(ratio <= 3, `${interval} ms: ${ratio.toFixed(2)}`);
  }
});

test('the ticks of one second are filled evenly by monitors of a second', () => {
  const starts = Array.from({ length: 1000 / SLOT_GRID_MS }, () => 0);
  for (const id of burstOfIds(10_000)) starts[phaseOf(id, 1000) / SLOT_GRID_MS]!++;
  assert.ok(Math.max(...starts) / Math.min(...starts) <= 2);
});

test('a confirming slot is one that no scheduled look can have, and tells how deep it is', () => {
  fc.assert(
    fc.property(ids, intervals, instants, fc.integer({ min: 1, max: SLOT_GRID_MS - 1 }), (id, interval, wall, n) => {
      const slot = slotAt(id, interval, wall);
      assert.equal(confirmingDepth(slot), 0);
      assert.equal(confirmingDepth(confirmingSlot(slot, n)), n);
    }),
  );
});

test('slots missed are those strictly between', () => {
  assert.equal(slotsMissed(0, 60_000, 60_000), 0);
  assert.equal(slotsMissed(0, 600_000, 60_000), 9);
  assert.equal(slotsMissed(600_000, 0, 60_000), 0);
  assert.equal(slotsMissed(1, 120_000, 60_000), 1, 'from a confirming slot as from the slot it confirms');
});

test('an interval that no monitor may have is refused', () => {
  for (const interval of [0, -1000, 999, 1010, INTERVAL_MAX_MS + 1000, Number.NaN, Infinity]) {
    assert.throws(() => phaseOf('a', interval), RangeError);
  }
});
