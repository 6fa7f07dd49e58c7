/** What the checks found, handed to OpenTelemetry by the application's own meter. */
import type { HealthObserver } from './settings.ts';

/** What is used of a meter of `@opentelemetry/api`, 1.9 and newer. */
export interface HealthMeter {
  createHistogram(name: string, options: InstrumentOptions): { record(value: number, attributes: Attributes): void };
  createCounter(name: string, options: InstrumentOptions): { add(value: number, attributes: Attributes): void };
  createGauge(name: string, options: InstrumentOptions): { record(value: number, attributes: Attributes): void };
}

interface InstrumentOptions {
  readonly description: string;
  readonly unit: string;
}

type Attributes = Record<string, string>;

/**
 * An observer that records each run of a check: `health.check.duration` (seconds), `health.check.runs` (by `health.check.result`),
 * `health.check.up` (1 or 0), all with `health.check.name`; and `health.probes` (by `health.probe` and `http.response.status_code`).
 * @example
 * const health = createHealth({
 *   checks: { database: { run: () => undefined } },
 *   observer: openTelemetryObserver(metrics.getMeter('health')),
 * });
 * await health.report();
 */
export function openTelemetryObserver(meter: HealthMeter): HealthObserver {
  const duration = meter.createHistogram('health.check.duration', { description: 'How long a check took.', unit: 's' });
  const runs = meter.createCounter('health.check.runs', { description: 'Runs of checks.', unit: '{run}' });
  const up = meter.createGauge('health.check.up', { description: 'Whether a check succeeded.', unit: '1' });
  const probes = meter.createCounter('health.probes', { description: 'Probes that were answered.', unit: '{probe}' });
  return {
    checked: ({ name, status, isFailed, responseTimeMs }) => {
      const attributes = { 'health.check.name': name };
      duration.record(responseTimeMs / 1_000, attributes);
      runs.add(1, { ...attributes, 'health.check.result': isFailed ? 'error' : status });
      up.record(isFailed ? 0 : 1, attributes);
    },
    answered: ({ probe, statusCode }) =>
      probes.add(1, { 'health.probe': probe, 'http.response.status_code': String(statusCode) }),
  };
}
