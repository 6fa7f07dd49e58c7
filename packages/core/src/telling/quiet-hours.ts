/** Hours in which what can wait does wait. */
import { instantOf, instantsOf, localOf } from '../maintenance/time-zone.ts';
import type { IncidentSeverity } from './incident.ts';

export { isTimeZone } from '../maintenance/time-zone.ts';

/** Days of the week as they are written, in their order. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** When nobody is to be disturbed, by the clock on the wall of some place. */
export interface QuietHours {
  /** `Europe/Berlin` */
  readonly timeZone: string;
  /** The days on which the hours begin. @default every day */
  readonly days?: readonly Weekday[];
  /** `22:00` */
  readonly from: string;
  /** `07:00`. At or before `from`, it is that of the next day. */
  readonly to: string;
  /** What waits. @default DEGRADED and MAINTENANCE: what is down is told at any hour */
  readonly severities?: readonly IncidentSeverity[];
}

const DAY_MINUTES = 1440;
/** Windows that touch are one; more than a week and a day of them never ends. */
const WINDOWS_MAX = 8;

/** When an alert of this severity may be told, where that is later than now. */
export function quietUntil(
  hours: QuietHours | undefined,
  severity: IncidentSeverity,
  nowMs: number,
): number | undefined {
  if (!hours || !(hours.severities ?? ['DEGRADED', 'MAINTENANCE']).includes(severity)) return undefined;
  let endMs: number | undefined;
  for (let windows = 0; windows < WINDOWS_MAX; windows++) {
    const next = endOfWindow(hours, endMs ?? nowMs);
    if (next === undefined || next <= (endMs ?? nowMs)) return endMs;
    endMs = next;
  }
  return endMs;
}

/** The end of the window that holds an instant. */
function endOfWindow({ timeZone, days = WEEKDAYS, from, to }: QuietHours, atMs: number): number | undefined {
  const start = minutesOf(from);
  const length = (minutesOf(to) - start + DAY_MINUTES - 1) % DAY_MINUTES;
  const local = localOf(atMs, timeZone);
  const midnight = Math.floor(local / 86_400_000) * 86_400_000;
  for (const dayMs of [midnight - 86_400_000, midnight]) {
    if (!days.includes(weekdayOf(dayMs))) continue;
    const beginsMs = dayMs + start * 60_000;
    const endsMs = beginsMs + (length + 1) * 60_000;
    if (local >= beginsMs && local < endsMs) return lastInstantOf(endsMs, timeZone);
  }
  return undefined;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** @param midnightMs of a local day, as if it were one of UTC */
function weekdayOf(midnightMs: number): Weekday {
  // The first of January 1970 was a Thursday.
  return WEEKDAYS[(((midnightMs / 86_400_000 + 3) % 7) + 7) % 7]!;
}

/** The last instant at which the clock there shows a time: what comes twice in autumn is over after the second. */
function lastInstantOf(localMs: number, timeZone: string): number {
  return instantsOf(localMs, timeZone).at(-1) ?? instantOf(localMs, timeZone);
}
