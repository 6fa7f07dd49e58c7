import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { LookRow } from './look-rows.ts';
import {
  addEncodedTotals,
  addLook,
  clearTotals,
  DamagedTotals,
  describeTotals,
  emptyTotals,
  encodeTotals,
  type LookTotals,
  looksIn,
  mergeTotals,
} from './look-totals.ts';
import { arbitraryLook, keptRows, realisticLooks } from './testing/arbitrary-looks.ts';

const anyLooks = fc.array(arbitraryLook(fc.constant(1)), { maxLength: 100 });

function totalsOf(looks: readonly LookRow[]): LookTotals {
  const rows = keptRows(looks);
  const totals = emptyTotals();
  for (let i = 0; i < rows.length; i++) addLook(totals, rows, i);
  return totals;
}

/** Sums are kept to 0.05 %; everything else is exact. */
function assertAlike(found: LookTotals, expected: LookTotals): void {
  assert.deepEqual(found.outcomes, expected.outcomes);
  assert.deepEqual(Object.fromEntries(found.failures), Object.fromEntries(expected.failures));
  assert.deepEqual(found.phaseCounts, expected.phaseCounts);
  assert.deepEqual(found.sketch, expected.sketch);
  for (const [p, sum] of expected.phaseSumsUs.entries()) {
    assert.ok(Math.abs(found.phaseSumsUs[p]! - sum) <= sum * 0.0005, `${found.phaseSumsUs[p]} for ${sum}`);
  }
}

test('totals are read as they were written', () => {
  fc.assert(
    fc.property(anyLooks, (looks) => {
      const back = emptyTotals();
      addEncodedTotals(encodeTotals(totalsOf(looks)), back);
      assertAlike(back, totalsOf(looks));
    }),
  );
});

test('the totals of parts, merged or read one after another, are the totals of the whole', () => {
  fc.assert(
    fc.property(anyLooks, anyLooks, (a, b) => {
      const merged = totalsOf(a);
      mergeTotals(merged, totalsOf(b));
      assertAlike(merged, totalsOf([...a, ...b]));
      const read = emptyTotals();
      for (const looks of [a, b]) addEncodedTotals(encodeTotals(totalsOf(looks)), read);
      assertAlike(read, totalsOf([...a, ...b]));
    }),
  );
});

test('a changed byte is noticed, and nothing added', () => {
  const bytes = encodeTotals(totalsOf(realisticLooks({ seed: 4, intervalMs: 30_000, isHttps: true })));
  const totals = emptyTotals();
  for (let place = 0; place < bytes.length; place++) {
    const damaged = bytes.with(place, bytes[place]! ^ 0x10);
    assert.throws(() => addEncodedTotals(damaged, totals), DamagedTotals);
  }
  assert.deepEqual(totals, emptyTotals());
});

test('cleared totals are as good as new', () => {
  fc.assert(
    fc.property(anyLooks, (looks) => {
      const totals = totalsOf(looks);
      clearTotals(totals);
      assert.deepEqual(totals, emptyTotals());
    }),
  );
});

test('a look that was never answered counts for uptime and not for latency', () => {
  const [answered, other] = realisticLooks({ seed: 5, intervalMs: 1000, isHttps: true, looks: 2 });
  const timedOut: LookRow = {
    ...other!,
    outcome: 'down',
    statusCode: 0,
    failureCode: 'timeout.ttfb',
    phases: { totalMs: 10_000 },
  };
  const said = describeTotals(totalsOf([{ ...answered!, outcome: 'up' }, timedOut]));
  assert.deepEqual(said.looks, { up: 1, degraded: 0, down: 1, unknown: 0 });
  assert.deepEqual(said.failureCodes, { 'timeout.ttfb': 1 });
  assert.ok(said.latency!.p99Ms < 1000);
});

test('nothing answered has neither latency nor phases', () => {
  const said = describeTotals(emptyTotals());
  assert.equal(said.latency, undefined);
  assert.equal(said.phases, undefined);
  assert.equal(looksIn(emptyTotals()), 0);
});

test('the totals of an hour take at most 120 bytes', () => {
  for (const intervalMs of [5000, 30_000]) {
    const { length } = encodeTotals(totalsOf(realisticLooks({ seed: 2, intervalMs, isHttps: true })));
    assert.ok(length <= 120, `every ${intervalMs} ms: ${length} bytes`);
  }
});
