/**
 * Local times and instants. On the day a clock goes forward some local times do not exist, on the day it goes back some
 * come twice; a window at such a time must neither be lost nor come twice (row T03).
 */

/** No zone's rules change twice within it. */
const AROUND_MS = 24 * 3_600_000;
/** `Pacific/Apia` skipped a day in 2011. */
const SHIFT_MAX_MS = 25 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** The days of a year's report. */
const DAYS_KNOWN_MAX = 400;

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

/** The clock of one zone, quick for many times of one day. */
export interface LocalTimes {
  /** What it shows at an instant. */
  at(instantMs: number): number;
  instantsOf(localMs: number): readonly number[];
  instantOf(localMs: number): number;
  /** By how much, at most, it is moved around an instant: 0 where it is not. */
  shiftAround(instantMs: number): number;
}

/** On most days a clock is not moved: then one offset holds for all of the day. */
export function localTimesOf(timeZone: string): LocalTimes {
  const known = new Map<number, number | undefined>();
  const offsetOn = (ms: number): number | undefined => {
    const day = Math.floor(ms / DAY_MS);
    if (!known.has(day)) {
      if (known.size >= DAYS_KNOWN_MAX) known.clear();
      known.set(day, offsetWithin((day - 2) * DAY_MS, (day + 3) * DAY_MS, timeZone));
    }
    return known.get(day);
  };
  const asInstant = (localMs: number): number | undefined => {
    const offsetMs = offsetOn(localMs);
    return offsetMs === undefined ? undefined : localMs - offsetMs;
  };
  return {
    at: (instantMs) => instantMs + (offsetOn(instantMs) ?? offsetAt(instantMs, timeZone)),
    instantsOf: (localMs) => {
      const instantMs = asInstant(localMs);
      return instantMs === undefined ? instantsOf(localMs, timeZone) : [instantMs];
    },
    instantOf: (localMs) => asInstant(localMs) ?? instantOf(localMs, timeZone),
    shiftAround: (instantMs) => (offsetOn(instantMs) === undefined ? SHIFT_MAX_MS : 0),
  };
}

/** The one offset of a span; undefined where it changes. */
function offsetWithin(fromMs: number, toMs: number, timeZone: string): number | undefined {
  const offsetMs = offsetAt(fromMs, timeZone);
  return offsetMs === offsetAt(toMs, timeZone) ? offsetMs : undefined;
}

function offsetAt(instantMs: number, timeZone: string): number {
  return localOf(instantMs, timeZone) - instantMs;
}
