import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DamagedBlock, decodeBlock, encodeBlock } from './block.ts';
import { type LookRow, LookRows } from './look-rows.ts';
import { arbitraryLook, keptRows, realisticLooks, SOME_HOUR_MS } from './testing/arbitrary-looks.ts';

/** In order of slots, each slot once. */
function inOrder(looks: readonly LookRow[]): LookRow[] {
  const bySlot = new Map(looks.map((look) => [look.slotMs, look]));
  return [...bySlot.values()].sort((a, b) => a.slotMs - b.slotMs);
}

function all(rows: LookRows): unknown[] {
  return Array.from({ length: rows.length }, (_, i) => ({ ...rows.at(i), keptId: rows.keptId[i] }));
}

const looksOfOne = fc.array(arbitraryLook(fc.constant(77)), { maxLength: 120 }).map(inOrder);

test('a block of any looks is read as it was written', () => {
  fc.assert(
    fc.property(looksOfOne, fc.array(fc.nat(0xffff_fffe), { maxLength: 120 }), (looks, keptIds) => {
      const rows = keptRows(looks, keptIds);
      const bytes = encodeBlock(rows, 0, rows.length, SOME_HOUR_MS);
      const back = decodeBlock(bytes, 77, SOME_HOUR_MS, new LookRows(8));
      assert.deepEqual(all(back), all(rows));
    }),
    { numRuns: 500 },
  );
});

test('a part of the rows is a block of its own, read behind what is there already', () => {
  const rows = keptRows(realisticLooks({ seed: 3, intervalMs: 30_000, isHttps: true }));
  const first = encodeBlock(rows, 0, 50, SOME_HOUR_MS);
  const second = encodeBlock(rows, 50, rows.length, SOME_HOUR_MS);
  const back = new LookRows(rows.length + 5);
  decodeBlock(first, 1, SOME_HOUR_MS, back);
  decodeBlock(second, 1, SOME_HOUR_MS, back);
  assert.deepEqual(all(back), all(rows));
});

test('slots and outcomes are exact around a confirming look, a gap and a changed interval', () => {
  const [like] = realisticLooks({ seed: 1, intervalMs: 1000, isHttps: false, looks: 1 });
  const offsets = [20, 30_020, 30_021, 60_020, 60_021, 90_020, 600_020, 605_020, 610_020];
  const rows = keptRows(
    offsets.map((offset): LookRow => {
      const isConfirming = offset % 10 === 1;
      return {
        ...like!,
        slotMs: SOME_HOUR_MS + offset,
        kind: isConfirming ? 'confirming' : 'scheduled',
        outcome: isConfirming ? 'down' : 'up',
      };
    }),
  );
  const back = new LookRows(offsets.length);
  decodeBlock(encodeBlock(rows, 0, rows.length, SOME_HOUR_MS), 1, SOME_HOUR_MS, back);
  assert.deepEqual(all(back), all(rows));
});

test('a changed byte is noticed', () => {
  const rows = keptRows(realisticLooks({ seed: 9, intervalMs: 60_000, isHttps: true }));
  const bytes = encodeBlock(rows, 0, rows.length, SOME_HOUR_MS);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
      const damaged = bytes.slice();
      damaged[place]! ^= flip;
      assert.throws(() => decodeBlock(damaged, 1, SOME_HOUR_MS, new LookRows(rows.length)), DamagedBlock);
    }),
    { numRuns: 300 },
  );
});

test('a sealed check of a realistic site takes at most 6 bytes', () => {
  for (const intervalMs of [1000, 5000, 30_000, 60_000]) {
    for (const isHttps of [false, true]) {
      const rows = keptRows(realisticLooks({ seed: intervalMs, intervalMs, isHttps }));
      const perCheck = encodeBlock(rows, 0, rows.length, SOME_HOUR_MS).length / rows.length;
      assert.ok(perCheck <= 6, `every ${intervalMs} ms, https ${isHttps}: ${perCheck.toFixed(2)} bytes`);
    }
  }
});
