/** The bars of a status page: how long a component was out, day by day. */
import { type ComponentStatus, worstStatus } from './component-status.ts';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** A bar. Seconds of the day, in UTC. */
export interface UptimeDay {
  readonly dayMs: number;
  readonly majorOutageSeconds: number;
  readonly partialOutageSeconds: number;
  readonly degradedSeconds: number;
  /** Of what is known. */
  readonly uptimePercentage: number;
}

/** One stretch of one monitor from one region, without maintenance. Stretches never reach over midnight (UTC). */
export interface LaneStretch {
  readonly startMs: number;
  /** How much of it is known, seconds: neither maintenance nor silence. */
  readonly knownSeconds: number;
  readonly looks: { readonly up: number; readonly degraded: number; readonly down: number };
}

/**
 * Days of a component that is watched. Within a stretch (an hour) outages of several lanes are taken to coincide: as
 * long as the one that was down least was down, all were, which is a major outage; the rest is one in part.
 * @param lanes each monitor of the component from each of its regions
 * @returns days of which something is known, oldest first
 */
export function uptimeDays(lanes: readonly (readonly LaneStretch[])[]): readonly UptimeDay[] {
  const days = new Map<number, Map<number, LaneStretch[]>>();
  for (const stretch of lanes.flat()) {
    if (known(stretch) === 0) continue;
    const dayMs = dayOf(stretch.startMs);
    const day = days.get(dayMs) ?? new Map<number, LaneStretch[]>();
    days.set(dayMs, day);
    day.set(stretch.startMs, [...(day.get(stretch.startMs) ?? []), stretch]);
  }
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .map(([dayMs, stretches]) => watchedDay(dayMs, [...stretches.values()]));
}

function watchedDay(dayMs: number, stretches: readonly (readonly LaneStretch[])[]): UptimeDay {
  const sum = { major: 0, partial: 0, degraded: 0 };
  for (const lanes of stretches) {
    const down = lanes.map((lane) => (lane.knownSeconds * lane.looks.down) / known(lane));
    const degraded = lanes.map((lane) => (lane.knownSeconds * lane.looks.degraded) / known(lane));
    const major = Math.min(...down);
    sum.major += major;
    sum.partial += Math.max(...down) - major;
    sum.degraded += Math.max(...degraded);
  }
  const looks = stretches.flat().map((lane) => lane.looks);
  const total = (of: keyof LaneStretch['looks']): number => looks.reduce((all, one) => all + one[of], 0);
  const up = total('up') + total('degraded');
  return {
    dayMs,
    majorOutageSeconds: Math.round(sum.major),
    partialOutageSeconds: Math.round(sum.partial),
    degradedSeconds: Math.round(sum.degraded),
    uptimePercentage: (100 * up) / (up + total('down')),
  };
}

/** From then on a component stands so, as a person says. */
export interface SaidStatus {
  readonly atMs: number;
  readonly status: ComponentStatus;
}

/**
 * Days of a component of which only people know.
 * @param stories what each incident said of it, in order; the last word of an ended one is OPERATIONAL
 * @param span when the component began to be shown, and now
 */
export function saidDays(
  stories: readonly (readonly SaidStatus[])[],
  span: { readonly fromMs: number; readonly toMs: number },
): readonly UptimeDay[] {
  const edges = new Set([span.fromMs, span.toMs]);
  for (let dayMs = dayOf(span.fromMs) + DAY_MS; dayMs < span.toMs; dayMs += DAY_MS) edges.add(dayMs);
  for (const { atMs } of stories.flat()) if (atMs > span.fromMs && atMs < span.toMs) edges.add(atMs);
  const days = new Map<number, Map<ComponentStatus, number>>();
  const sorted = [...edges].toSorted((a, b) => a - b);
  for (const [place, startMs] of sorted.slice(0, -1).entries()) {
    const status = worstStatus(
      stories.map((story) => story.findLast(({ atMs }) => atMs <= startMs)?.status ?? 'OPERATIONAL'),
    );
    const day = days.get(dayOf(startMs)) ?? new Map<ComponentStatus, number>();
    days.set(dayOf(startMs), day);
    day.set(status, (day.get(status) ?? 0) + sorted[place + 1]! - startMs);
  }
  return [...days].map(([dayMs, lasted]) => saidDay(dayMs, lasted));
}

function saidDay(dayMs: number, lasted: ReadonlyMap<ComponentStatus, number>): UptimeDay {
  const msOf = (status: ComponentStatus): number => lasted.get(status) ?? 0;
  const outMs = msOf('MAJOR_OUTAGE') + msOf('PARTIAL_OUTAGE');
  const countedMs = outMs + msOf('OPERATIONAL') + msOf('DEGRADED_PERFORMANCE');
  return {
    dayMs,
    majorOutageSeconds: Math.round(msOf('MAJOR_OUTAGE') / SECOND_MS),
    partialOutageSeconds: Math.round(msOf('PARTIAL_OUTAGE') / SECOND_MS),
    degradedSeconds: Math.round(msOf('DEGRADED_PERFORMANCE') / SECOND_MS),
    // A day that was maintenance from end to end took nothing away.
    uptimePercentage: countedMs === 0 ? 100 : (100 * (countedMs - outMs)) / countedMs,
  };
}

function known({ looks: { up, degraded, down } }: LaneStretch): number {
  return up + degraded + down;
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
