/** What targets report of what they need, as the API shows it. */
import type { KnownDependency, KnownStatus, Monitor } from '@upwatch/core';
import { DEPENDENCY_WIDTHS, type DependencyBucket, type Span } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { spanOf, type SpanAsked } from './history-views.ts';
import { isoTime } from './present/time.ts';

const DAY_MS = 86_400_000;
const [{ widthMs: HOUR_WIDE_MS }, { widthMs: DAY_WIDE_MS }] = DEPENDENCY_WIDTHS;
/** A chart by hours has no more points than a week. */
const BY_HOUR_MAX_MS = 7 * DAY_MS;
/** From the best to the worst. */
const ORDER: readonly KnownStatus[] = ['up', 'missing', 'degraded', 'down'];

type Deps = Pick<ApiDeps, 'core' | 'reported' | 'clock'>;

/** Those of a monitor, in the order in which they came. */
export async function dependenciesOf({ id }: Monitor, { core, reported, clock }: Deps) {
  const nowMs = clock.wall();
  const [hours, days] = await Promise.all([
    core.reportedDependencies.history(id, spanBack(nowMs, DAY_MS), HOUR_WIDE_MS),
    core.reportedDependencies.history(id, spanBack(nowMs, 30 * DAY_MS), DAY_WIDE_MS),
  ]);
  return reported.of(id).map((known) => {
    const lastDay = hours.get(known.name) ?? [];
    return {
      name: known.name,
      ...standingOf(known),
      firstSeenAt: isoTime(known.firstSeenMs),
      isIgnored: known.isIgnored ?? false,
      uptime24h: uptimeIn(lastDay),
      uptime30d: uptimeIn(days.get(known.name) ?? []),
      lastDay: lastDay.map(presentBucket),
    };
  });
}

/** The past of one of them. */
export async function dependencyHistoryOf(
  { id }: Monitor,
  { name, ...asked }: SpanAsked & { readonly name: string },
  { core, clock }: Deps,
) {
  const span = spanOf(asked, asked.window ?? '24h', clock.wall());
  const widthMs = span.toMs - span.fromMs <= BY_HOUR_MAX_MS ? HOUR_WIDE_MS : DAY_WIDE_MS;
  const buckets = (await core.reportedDependencies.history(id, span, widthMs, name)).get(name) ?? [];
  return {
    name,
    uptimePercentage: uptimeIn(buckets),
    looks: looksIn(buckets),
    ...latencyIn(buckets),
    chartData: buckets.map(presentBucket),
  };
}

/** All that any monitor reports, by name in whatever case: the worst first. @param monitorOf undefined for one that is gone */
export function sharedDependencies(
  { reported }: Pick<Deps, 'reported'>,
  monitorOf: (id: string) => Pick<Monitor, 'id' | 'name'> | undefined,
) {
  const byName = new Map<string, { name: string; status: KnownStatus; monitors: ReturnType<typeof reportOf>[] }>();
  for (const { monitorId, known } of reported.all()) {
    const monitor = monitorOf(monitorId);
    if (!monitor) continue;
    for (const one of known) {
      const shared = byName.get(one.name.toLowerCase()) ?? { name: one.name, status: one.status, monitors: [] };
      byName.set(one.name.toLowerCase(), shared);
      shared.monitors.push(reportOf(monitor, one));
      if (rankOf(one.status) > rankOf(shared.status)) shared.status = one.status;
    }
  }
  return [...byName.values()].toSorted(
    (a, b) =>
      rankOf(b.status) - rankOf(a.status) || b.monitors.length - a.monitors.length || (a.name < b.name ? -1 : 1),
  );
}

function rankOf(status: KnownStatus): number {
  return ORDER.indexOf(status);
}

function reportOf(monitor: Pick<Monitor, 'id' | 'name'>, known: KnownDependency) {
  return { monitorId: monitor.id, monitorName: monitor.name, ...standingOf(known) };
}

function standingOf({ status, sinceMs, latencyMs, message, lastSeenMs }: KnownDependency) {
  return {
    status,
    since: isoTime(sinceMs),
    latencyMs: latencyMs ?? null,
    message: message ?? null,
    lastSeenAt: isoTime(lastSeenMs),
  };
}

function spanBack(nowMs: number, ms: number): Span {
  return { fromMs: nowMs - ms, toMs: nowMs + 1 };
}

function presentBucket(bucket: DependencyBucket) {
  return {
    bucket: isoTime(bucket.bucketMs),
    ...bucket.looks,
    uptimePercent: uptimeIn([bucket]),
    ...latencyIn([bucket]),
  };
}

function looksIn(buckets: readonly DependencyBucket[]): number {
  return buckets.reduce((sum, { looks: { up, degraded, down } }) => sum + up + degraded + down, 0);
}

/** What is degraded works. */
function uptimeIn(buckets: readonly DependencyBucket[]): number | null {
  const all = looksIn(buckets);
  const down = buckets.reduce((sum, { looks }) => sum + looks.down, 0);
  return all === 0 ? null : (100 * (all - down)) / all;
}

function latencyIn(buckets: readonly DependencyBucket[]) {
  const known = buckets.flatMap(({ latency }) => latency ?? []);
  const count = known.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return { avgLatencyMs: null, maxLatencyMs: null };
  const sumMs = known.reduce((sum, one) => sum + one.sumMs, 0);
  return { avgLatencyMs: sumMs / count, maxLatencyMs: Math.max(...known.map(({ maxMs }) => maxMs)) };
}
