import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { importedRegion, importedRows, importSourceOf, totalsOfImported, totalsOfRows } from './imported-past.ts';
import { decodeBlock, encodeBlock } from './block.ts';
import { LookRows } from './look-rows.ts';
import { addEncodedTotals, describeTotals, emptyTotals, encodeTotals } from './look-totals.ts';

test('a region says where its past comes from, and no region that is looked from does', () => {
  assert.equal(importedRegion('uptime-kuma'), 'imported:uptime-kuma');
  assert.equal(importSourceOf('imported:uptime-kuma'), 'uptime-kuma');
  for (const region of ['local', 'eu-west', 'imported', '']) assert.equal(importSourceOf(region), undefined);
});

test('a look without a time counts, and has none in the average', () => {
  const rows = importedRows(7, [
    { atMs: 1000, outcome: 'up', latencyMs: 80 },
    { atMs: 2000, outcome: 'up' },
    { atMs: 3000, outcome: 'down', latencyMs: 9000 },
  ]);
  assert.deepEqual([rows.at(1).phases, rows.at(1).outcome, rows.at(1).failureCode], [{ totalMs: 0 }, 'up', undefined]);
  const { looks, latency } = describeTotals(totalsOfRows(rows));
  assert.deepEqual([looks, latency?.averageMs], [{ up: 2, degraded: 0, down: 1, unknown: 0 }, 80]);
});

test('totals keep counts and average, and no percentile lies outside of what there was', () => {
  const count = fc.nat({ max: 5000 });
  const times = fc
    .tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000))
    .map((three) => three.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      times,
      (up, degraded, down, unknown, [minMs = 0, averageMs = 0, maxMs = 0]) => {
        const given = { looks: { up, degraded, down, unknown }, latency: { averageMs, minMs, maxMs } };
        const kept = emptyTotals();
        addEncodedTotals(encodeTotals(totalsOfImported(given)), kept);
        const { looks, latency } = describeTotals(kept);
        assert.deepEqual(looks, given.looks);
        if (up + degraded === 0) return assert.equal(latency, undefined);
        assert.ok(Math.abs(latency!.averageMs - averageMs) <= 0.001 * averageMs + 0.001);
        for (const ms of [latency!.p50Ms, latency!.p95Ms, latency!.p99Ms]) {
          assert.ok(ms >= 0.98 * minMs - 0.01 && ms <= 1.02 * maxMs + 0.01, `${ms} of ${minMs} to ${maxMs}`);
        }
      },
    ),
  );
});

test('a block of no look is one', () => {
  const rows = decodeBlock(encodeBlock(new LookRows(0), 0, 0, 0), 7, 0, new LookRows(4));
  assert.equal(rows.length, 0);
});
