/**
 * Local times and instants. On the day a clock goes forward some local times do not exist, on the day it goes back some
 * come twice; a window at such a time must neither be lost nor come twice (row T03).
 */

/** No zone's rules change twice within it. */
const AROUND_MS = 24 * 3_600_000;
/** `Pacific/Apia` skipped a day in 2011. */
export const SHIFT_MAX_MS = 25 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether it names a zone of the IANA database: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows there, as if it were UTC: epoch milliseconds of that local time. */
export function localOf(instantMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return instantMs;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  const wholeMs = Math.floor(instantMs / 1000) * 1000;
  for (const { type, value } of formatOf(timeZone).formatToParts(wholeMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instantMs - wholeMs);
}

/** The instants at which the clock there shows a local time: none, one or two, earliest first. */
export function instantsOf(localMs: number, timeZone: string): readonly number[] {
  const guesses = [offsetAt(localMs - AROUND_MS, timeZone), offsetAt(localMs + AROUND_MS, timeZone)];
  return [...new Set(guesses)]
    .map((offsetMs) => localMs - offsetMs)
    .filter((instantMs) => localOf(instantMs, timeZone) === localMs)
    .toSorted((a, b) => a - b);
}

/**
 * The one instant that stands for a local time: the first of two; where there is none, as much later as the clock was
 * moved on (02:30 becomes 03:30), which is what RFC 5545 asks of a start (section 3.3.5).
 */
export function instantOf(localMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return localMs;
  return instantsOf(localMs, timeZone)[0] ?? localMs - offsetAt(localMs - AROUND_MS, timeZone);
}

function offsetAt(instantMs: number, timeZone: string): number {
  return localOf(instantMs, timeZone) - instantMs;
}
