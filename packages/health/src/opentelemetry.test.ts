import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createHealth } from './health.ts';
import { openTelemetryObserver } from './opentelemetry.ts';
import { manualClock } from './testing/manual-clock.ts';

test('runs and probes arrive in OpenTelemetry', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  const health = createHealth({
    clock: manualClock(),
    checks: {
      database: { run: () => undefined },
      cache: { run: () => Promise.reject(new Error('cold')), critical: false },
    },
    observer: openTelemetryObserver(provider.getMeter('health')),
  });
  await health.answer({ method: 'GET', url: '/ready', header: () => undefined });
  await health.answer({ method: 'GET', url: '/ready', header: () => undefined });
  await provider.forceFlush();
  const metrics = exporter.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
  const seen = Object.fromEntries(
    metrics.map(({ descriptor, dataPoints }) => [
      `${descriptor.name} ${descriptor.unit}`,
      dataPoints.map(({ attributes, value }) => [
        ...Object.values(attributes),
        typeof value === 'number' ? value : value.count,
      ]),
    ]),
  );
  await provider.shutdown();
  assert.deepEqual(seen, {
    'health.check.duration s': [
      ['database', 1],
      ['cache', 1],
    ],
    'health.check.runs {run}': [
      ['database', 'ok', 1],
      ['cache', 'error', 1],
    ],
    'health.check.up 1': [
      ['database', 1],
      ['cache', 0],
    ],
    'health.probes {probe}': [['ready', '200', 2]],
  });
});
