/** What is known of single monitors, for those who showed a key: their names are in it, and a target's address never is. */
import type { Monitor } from '@upwatch/core';
import type { Tallied } from '../../engine/measuring/look-tally.ts';
import type { ApiDeps } from '../deps.ts';
import { counter, gauge, type Metric, type Sample } from './exposition.ts';

const STATUSES = ['up', 'degraded', 'down', 'unknown', 'paused'] as const;
const DEFAULTS = { perMonitor: true, monitorsMax: 2000 };

export type MonitorMetricsDeps = Pick<ApiDeps, 'engine' | 'tally' | 'beats' | 'config'>;

/** @param monitors in the order in which they were made: those beyond the most are only counted */
export function monitorMetrics(monitors: readonly Monitor[], deps: MonitorMetricsDeps): Metric[] {
  const { perMonitor, monitorsMax } = deps.config.metrics ?? DEFAULTS;
  if (!perMonitor) return [];
  const shown = monitors.slice(0, monitorsMax);
  const left = monitors.length - shown.length;
  return [
    gauge('upwatch_monitors_without_metrics', 'Monitors beyond the most that have series of their own.', [
      { value: left },
    ]),
    ...statusMetrics(shown, deps),
    ...lookMetrics(shown, deps),
    ...farMetrics(shown, deps),
  ];
}

function statusMetrics(monitors: readonly Monitor[], { engine }: MonitorMetricsDeps): Metric[] {
  const known = monitors.map((monitor) => ({ monitor, status: engine.statusOf(monitor) }));
  const watched = known.filter(({ status }) => status !== 'paused');
  return [
    gauge(
      'upwatch_monitor_info',
      'Always 1; what a monitor is, in labels.',
      monitors.map((monitor) => sample(monitor, 1, { type: monitor.type })),
    ),
    gauge(
      'upwatch_monitor_up',
      '1 while a monitor is up or degraded, 0 while it is down; absent while nothing is known.',
      watched
        .filter(({ status }) => status !== 'unknown')
        .map(({ monitor, status }) => sample(monitor, status === 'down' ? 0 : 1)),
    ),
    gauge(
      'upwatch_monitor_degraded',
      '1 while a monitor is degraded.',
      watched.map(({ monitor, status }) => sample(monitor, status === 'degraded' ? 1 : 0)),
    ),
    gauge(
      'upwatch_monitor_verdict',
      '1 for the verdict that holds, 0 for the others.',
      known.flatMap(({ monitor, status }) =>
        STATUSES.map((verdict) => sample(monitor, verdict === status ? 1 : 0, { verdict })),
      ),
    ),
  ];
}

/** Of the newest look in each region. */
function lookMetrics(monitors: readonly Monitor[], { tally }: MonitorMetricsDeps): Metric[] {
  const seen = monitors.flatMap((monitor) => tally.of(monitor.key).map((tallied) => ({ monitor, tallied })));
  const samples = (
    of: (tallied: Tallied) => readonly (readonly [value: number, labels?: Sample['labels']])[],
  ): Sample[] =>
    seen.flatMap(({ monitor, tallied }) =>
      of(tallied).map(([value, labels]) => sample(monitor, value, { region: tallied.region, ...labels })),
    );
  return [
    gauge(
      'upwatch_monitor_last_look_timestamp_seconds',
      'What the newest look was for, by the clock.',
      samples(({ slotMs }) => [[slotMs / 1000]]),
    ),
    gauge(
      'upwatch_monitor_look_duration_seconds',
      'How long the newest look took; absent where it said nothing of the target.',
      samples(({ totalMs }) => (totalMs === undefined ? [] : [[totalMs / 1000]])),
    ),
    gauge(
      'upwatch_monitor_look_phase_seconds',
      'How long each phase of the newest look took.',
      samples(({ phases }) => Object.entries(phases).map(([phase, ms]) => [ms / 1000, { phase }] as const)),
    ),
    counter(
      'upwatch_monitor_looks_total',
      'Looks since the start of the server.',
      samples(({ looks }) => [[looks]]),
    ),
    counter(
      'upwatch_monitor_failures_total',
      'Looks that failed since the start of the server, by what failed; class probe is a fault of our own.',
      samples(({ failures }) => Object.entries(failures).map(([name, count]) => [count, { class: name }] as const)),
    ),
  ];
}

/** What the far end said: its certificate, its last sign of life. */
function farMetrics(monitors: readonly Monitor[], { engine, beats }: MonitorMetricsDeps): Metric[] {
  const instants = (of: (monitor: Monitor) => number | undefined): Sample[] =>
    monitors.flatMap((monitor) => {
      const ms = of(monitor);
      return ms === undefined ? [] : [sample(monitor, ms / 1000)];
    });
  return [
    gauge(
      'upwatch_monitor_certificate_not_after_timestamp_seconds',
      'When the certificate that was shown last ends.',
      instants(({ id }) => engine.certificateOf(id)?.notAfterMs),
    ),
    gauge(
      'upwatch_monitor_heartbeat_last_success_timestamp_seconds',
      'When a job that reports by itself last said that it went well.',
      instants(({ id }) => beats.lastSuccessMsOf(id)),
    ),
  ];
}

function sample(monitor: Monitor, value: number, labels: Sample['labels'] = {}): Sample {
  return { value, labels: { monitor: monitor.name, id: monitor.id, ...labels } };
}
