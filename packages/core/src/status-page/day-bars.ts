/** The bars under a component: one a day, whether anything is known of the day or not. */
import type { UptimeDay } from './uptime-days.ts';

const DAY_MS = 86_400_000;
/** Less than this is no outage that a bar should show, seconds: a single look that failed. */
const SHOWN_SECONDS_MIN = 1;

/** What kind of day it was, from the best to the worst; `none` where nothing is known. */
export type DayLevel = 'none' | 'operational' | 'degraded' | 'partial' | 'major';

/** A bar. */
export interface DayBar {
  readonly dayMs: number;
  readonly level: DayLevel;
  /** Absent where nothing is known. */
  readonly uptimePercentage?: number;
  /** Out, wholly or in part. */
  readonly outSeconds: number;
  readonly degradedSeconds: number;
}

/**
 * The last days, oldest first; the last one is today.
 * @param days those of which something is known
 */
export function dayBars(days: readonly UptimeDay[], nowMs: number, count: number): readonly DayBar[] {
  const known = new Map(days.map((day) => [day.dayMs, day]));
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, place) => {
    const dayMs = today - (count - 1 - place) * DAY_MS;
    const day = known.get(dayMs);
    if (!day) return { dayMs, level: 'none', outSeconds: 0, degradedSeconds: 0 };
    return {
      dayMs,
      level: levelOf(day),
      uptimePercentage: day.uptimePercentage,
      outSeconds: day.majorOutageSeconds + day.partialOutageSeconds,
      degradedSeconds: day.degradedSeconds,
    };
  });
}

function levelOf({ majorOutageSeconds, partialOutageSeconds, degradedSeconds }: UptimeDay): DayLevel {
  if (majorOutageSeconds >= SHOWN_SECONDS_MIN) return 'major';
  if (partialOutageSeconds >= SHOWN_SECONDS_MIN) return 'partial';
  return degradedSeconds >= SHOWN_SECONDS_MIN ? 'degraded' : 'operational';
}

/** Over all days that are known; undefined where none is. */
export function uptimeOf(bars: readonly DayBar[]): number | undefined {
  const known = bars.flatMap(({ uptimePercentage }) => (uptimePercentage === undefined ? [] : [uptimePercentage]));
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** A percentage as it is told: cut, not rounded, so that nothing short of all is told as all. */
export function cutPercentage(percentage: number, digits = 2): string {
  const factor = 10 ** digits;
  return percentage >= 100 ? '100' : (Math.floor(percentage * factor) / factor).toFixed(digits);
}
