/** What the checks found, as Prometheus reads it. */
import type { Health } from './health.ts';
import type { CheckReport } from './report.ts';

/** The media type of `metricsText` (Prometheus text format 0.0.4). */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** Labels and value, a line each. */
  readonly lines: readonly (readonly [Readonly<Record<string, string>>, number])[];
}

/**
 * Readiness and every check for Prometheus. Checks run as for a probe: what was found within `cacheMs` is given again.
 * @example
 * const health = createHealth({ checks: { database: { run: () => undefined } } });
 * console.log(await metricsText(health));
 */
export async function metricsText(health: Health): Promise<string> {
  const { status, checks = [] } = await health.report();
  const counted = [...health.runs()];
  const metrics: readonly Metric[] = [
    {
      name: 'health_ready',
      type: 'gauge',
      help: 'Whether readiness is answered with 200.',
      lines: [[{}, status === 'unhealthy' ? 0 : 1]],
    },
    perCheck('health_check_up', 'Whether the check succeeded when it last ran.', checks, (check) =>
      Number(!check.isFailed),
    ),
    perCheck('health_check_warn', 'Whether the check warns.', checks, (check) => Number(check.status === 'warn')),
    perCheck('health_check_critical', 'Whether readiness depends on the check.', checks, (check) =>
      Number(check.critical),
    ),
    perCheck(
      'health_check_duration_seconds',
      'How long the check took when it last ran.',
      checks,
      (check) => check.responseTimeMs / 1_000,
    ),
    perCheck(
      'health_check_last_run_timestamp_seconds',
      'When the check last ran.',
      checks,
      (check) => check.atMs / 1_000,
    ),
    {
      name: 'health_check_runs_total',
      type: 'counter',
      help: 'How often the check ran, by what came of it.',
      lines: counted.flatMap(([check, runs]) =>
        Object.entries(runs).map(([result, count]) => [{ check, result }, count] as const),
      ),
    },
  ];
  return metrics
    .filter(({ lines }) => lines.length > 0)
    .map(written)
    .join('');
}

function perCheck(
  name: string,
  help: string,
  checks: readonly CheckReport[],
  valueOf: (check: CheckReport) => number,
): Metric {
  return { name, type: 'gauge', help, lines: checks.map((check) => [{ check: check.name }, valueOf(check)]) };
}

/** Names of checks hold no quote, backslash or line break. */
function written({ name, type, help, lines }: Metric): string {
  const values = lines.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${values.join('')}`;
}
