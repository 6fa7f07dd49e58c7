import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult } from '@upwatch/sdk';
import { lookOf, phasesOf } from './read-state.ts';

const AT = '2026-01-02T03:04:05.000Z';
const NONE = { dnsMs: null, tcpMs: null, tlsMs: null, ttfbMs: null, downloadMs: null };

/** As the server answers, as much as is read of it. */
function resultOf(responseTimeMs: number | null, totalMs: number): CheckResult {
  const result: unknown = {
    ...{ timestamp: AT, passed: true, responseTimeMs },
    details: { phases: { ...NONE, totalMs } },
  };
  // The rest of a result is not asked for here.
  return result as CheckResult;
}

test('what reports by itself has no time of answering, and a job whose run was measured has that', () => {
  assert.deepEqual(lookOf(resultOf(0, 0)), { atMs: Date.parse(AT), isPassed: true, ms: undefined });
  assert.equal(phasesOf(resultOf(0, 0)), undefined);
  assert.equal(lookOf(resultOf(1500, 1500)).ms, 1500);
  assert.deepEqual(phasesOf(resultOf(1500, 1500)), { totalMs: 1500 });
  assert.equal(lookOf(resultOf(null, 0)).ms, undefined);
});
