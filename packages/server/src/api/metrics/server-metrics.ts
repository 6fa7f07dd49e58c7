/** What Upwatch says of itself. Without a key nothing of a single monitor is in it, and a target's address never is. */
import type { Monitor } from '@upwatch/core';
import type { ApiDeps } from '../deps.ts';
import type { OtlpStats } from '../../telemetry/otlp-exporter.ts';
import type { EngineStats } from '../engine-stats.ts';
import { counter, gauge, type Metric, type Sample } from './exposition.ts';
import { monitorMetrics } from './monitor-metrics.ts';

const STATUSES = ['up', 'degraded', 'down', 'unknown', 'paused'] as const;
const OPEN = ['WATCHING', 'TRIGGERED', 'CONFIRMED'] as const;

/**
 * Collects every metric.
 * @param isDetailed whether single monitors are in it: for those who showed a key
 */
export async function serverMetrics(
  deps: ApiDeps,
  given: { readonly stats: EngineStats; readonly isDetailed: boolean },
): Promise<readonly Metric[]> {
  const [monitors, outbox, incidents] = await Promise.all([
    deps.core.monitors.all(),
    deps.core.outbox.counts(),
    Promise.all(OPEN.map(async (status) => (await deps.core.incidents.list({ status }, { page: 0, size: 1 })).total)),
  ]);
  return [
    gauge('upwatch_build_info', 'Always 1; the version is the label.', [
      { value: 1, labels: { version: deps.version } },
    ]),
    ...lookMetrics(given.stats),
    gauge('upwatch_loop_delay_seconds', 'Delay of the event loops in the last one to two minutes, 99th percentile.', [
      { value: deps.self.loopDelayP99Ms() / 1000, labels: { thread: 'server' } },
      { value: given.stats.loopDelayP99Ms / 1000, labels: { thread: 'probe' } },
    ]),
    gauge('upwatch_monitors', 'Monitors by current status.', statusSamples(monitors, deps)),
    gauge('upwatch_incidents_open', 'Incidents that are not resolved.', [
      { value: incidents.reduce((sum, count) => sum + count, 0) },
    ]),
    gauge(
      'upwatch_outbox',
      'Alerts by delivery status.',
      Object.entries(outbox).map(([status, value]) => ({ value, labels: { status: status.toLowerCase() } })),
    ),
    ...(given.isDetailed ? monitorMetrics(monitors, deps) : []),
    ...(deps.telemetry ? otlpMetrics(deps.telemetry.stats) : []),
    ...processMetrics(deps.startedAtMs),
  ];
}

function lookMetrics(stats: EngineStats): Metric[] {
  return [
    counter('upwatch_looks_total', 'Looks made since the start.', stats.looksTotal),
    counter('upwatch_looks_skipped_total', 'Slots skipped because the probe was too busy.', stats.skippedTotal),
    gauge('upwatch_looks_running', 'Looks under way.', [{ value: stats.running }]),
    gauge('upwatch_looks_queued', 'Looks that wait for room.', [{ value: stats.queued }]),
    gauge('upwatch_look_lateness_seconds', 'How late looks began in the last one to two minutes, 99th percentile.', [
      { value: stats.latenessP99Ms / 1000 },
    ]),
    counter('upwatch_commits_total', 'Looks committed because they changed something.', stats.committedTotal),
    gauge('upwatch_history_buffered', 'Looks that wait to be written to history.', [{ value: stats.historyBuffered }]),
    counter('upwatch_history_lost_total', 'Looks that history could not keep.', stats.historyLost),
  ];
}

function statusSamples(monitors: readonly Monitor[], { engine }: ApiDeps): Sample[] {
  const counts = new Map<string, number>(STATUSES.map((status) => [status, 0]));
  for (const monitor of monitors) {
    const status = engine.statusOf(monitor);
    counts.set(status, counts.get(status)! + 1);
  }
  return [...counts].map(([status, value]) => ({ value, labels: { status } }));
}

function otlpMetrics({ sent, dropped, failures, queued }: OtlpStats): Metric[] {
  return [
    counter('upwatch_otlp_sent_total', 'Looks and requests sent as traces.', sent),
    counter('upwatch_otlp_dropped_total', 'Looks and requests that were not: no room, or refused.', dropped),
    counter('upwatch_otlp_failures_total', 'Requests to the OTLP endpoint that failed.', failures),
    gauge('upwatch_otlp_queued', 'Looks and requests that wait to be sent.', [{ value: queued }]),
  ];
}

function processMetrics(startedAtMs: number): Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time used, all threads.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: process.memoryUsage.rss() }]),
    gauge('process_start_time_seconds', 'When the server started.', [{ value: startedAtMs / 1000 }]),
  ];
}
