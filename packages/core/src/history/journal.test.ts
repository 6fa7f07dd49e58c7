import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DamagedJournal, decodeJournal, encodeJournal } from './journal.ts';
import type { LookRows } from './look-rows.ts';
import { arbitraryLook, keptRows, SOME_HOUR_MS } from './testing/arbitrary-looks.ts';

function all(rows: LookRows): unknown[] {
  return Array.from({ length: rows.length }, (_, i) => ({ ...rows.at(i), keptId: rows.keptId[i] }));
}

const looksOfMany = fc.array(arbitraryLook(fc.nat(0xff_ffff)), { maxLength: 80 });

test('a journal entry of any looks is read as it was written, in the order they came', () => {
  fc.assert(
    fc.property(looksOfMany, fc.array(fc.nat(0xffff_fffe), { maxLength: 80 }), (looks, keptIds) => {
      const rows = keptRows(looks, keptIds);
      assert.deepEqual(all(decodeJournal(encodeJournal(rows, SOME_HOUR_MS), SOME_HOUR_MS)), all(rows));
    }),
    { numRuns: 500 },
  );
});

test('an entry that was cut short is refused', () => {
  fc.assert(
    fc.property(looksOfMany, fc.double({ min: 0, max: 0.999, noNaN: true }), (looks, part) => {
      const bytes = encodeJournal(keptRows(looks), SOME_HOUR_MS);
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      assert.throws(() => decodeJournal(cut, SOME_HOUR_MS), DamagedJournal);
    }),
  );
});
