import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentileLines, phaseLines, regionLines } from './latency-series.ts';

type Phases = Parameters<typeof phaseLines>[0][number]['phases'];

const bucket = (at: string, p50: number | null, phases: Phases = null) => ({
  bucket: at,
  uptimePercent: 100,
  maintenanceChecks: 0,
  avgLatencyMs: p50,
  p50LatencyMs: p50,
  p95LatencyMs: p50 === null ? null : p50 * 2,
  p99LatencyMs: p50 === null ? null : p50 * 3,
  phases,
});
const [FIRST, SECOND] = ['2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z'];
const seconds = (at: string): number => Date.parse(at) / 1000;

test('phases stand on each other: the upper edge is the whole look, and each keeps its own value', () => {
  const { times, series } = phaseLines([
    bucket(FIRST, 30, { dnsMs: 1, tcpMs: 4, ttfbMs: 25 }),
    bucket(SECOND, 20, { tcpMs: 5, ttfbMs: 15 }),
  ]);
  assert.deepEqual(times, [seconds(FIRST), seconds(SECOND)]);
  assert.deepEqual(
    series.map(({ id, values, drawn }) => [id, values, drawn]),
    [
      ['dnsMs', [1, null], [1, 0]],
      ['tcpMs', [4, 5], [5, 5]],
      ['ttfbMs', [25, 15], [30, 20]],
    ],
  );
});

test('where no phases are known there is a gap, not a zero', () => {
  const { series } = phaseLines([bucket(FIRST, 30, { tcpMs: 4 }), bucket(SECOND, 20)]);
  assert.deepEqual(series[0]!.drawn, [4, null]);
});

test('percentiles are lines of their own', () => {
  const { series } = percentileLines([bucket(FIRST, 10), bucket(SECOND, null)]);
  assert.deepEqual(
    series.map(({ drawn }) => drawn),
    [
      [10, null],
      [20, null],
      [30, null],
    ],
  );
});

test('regions share one time axis, though each looked at times of its own', () => {
  const { times, series } = regionLines([
    ['eu-west', [bucket(SECOND, 20)]],
    ['us-east', [bucket(FIRST, 80)]],
  ]);
  assert.deepEqual(times, [seconds(FIRST), seconds(SECOND)]);
  assert.deepEqual(
    series.map(({ id, drawn }) => [id, drawn]),
    [
      ['eu-west', [null, 20]],
      ['us-east', [80, null]],
    ],
  );
  assert.notEqual(series[0]!.color, series[1]!.color);
});
