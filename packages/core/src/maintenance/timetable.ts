/** When a window begins: its rule worked out in local time, and each local time made one instant. */
import type { RRuleTemporal } from 'rrule-temporal';
import { instantOf, instantsOf, localOf, SHIFT_MAX_MS } from './time-zone.ts';
import { parseRepeatRule, type RepeatRule } from './repeat-rule.ts';

/** Starts, epoch milliseconds. */
export interface Timetable {
  /** The latest at or before an instant. */
  last(atMs: number): number | undefined;
  /** The earliest after an instant. */
  next(afterMs: number): number | undefined;
  /** From inclusive, to exclusive, in order. */
  between(fromMs: number, toMs: number): readonly number[];
}

/** 8 MB, which a server without a window that repeats does without. */
let Rules: typeof RRuleTemporal | undefined;

/** To be awaited before anything is asked of a window that repeats. */
export async function loadRepeatRules(): Promise<void> {
  Rules ??= (await import('rrule-temporal')).RRuleTemporal;
}

/** Hours of so many days are less than what the library goes through in one go. */
const STRETCH_MS = 300 * 24 * 3_600_000;

export interface Repetition {
  readonly startsAtMs: number;
  readonly repeatRule?: string;
  readonly timeZone: string;
}

/** @throws RangeError for a rule that `repeatProblem` refuses */
export function timetableOf({ startsAtMs, repeatRule, timeZone }: Repetition): Timetable {
  if (repeatRule === undefined) return listed([startsAtMs]);
  const parsed = parseRepeatRule(repeatRule);
  if ('problem' in parsed) throw new RangeError(`repeatRule ${parsed.problem}`);
  const { rule } = parsed;
  const startMs = localOf(startsAtMs, timeZone);
  const starts = localStarts(rule, startMs, timeZone);
  // A local time that comes twice or never is one time of a daily window, and as many hours of an hourly one.
  const isHourly = rule.freq === 'HOURLY';
  const instants = (localMs: number): readonly number[] =>
    localMs === startMs ? [startsAtMs] : isHourly ? instantsOf(localMs, timeZone) : [instantOf(localMs, timeZone)];
  if (rule.count !== undefined) return listed(ordered(starts.all().flatMap(epochOf).flatMap(instants)));
  return repeated(starts, instants, timeZone);
}

/**
 * What a rule cannot be followed for, in words that follow "repeatRule". Whether its days come is seen only after
 * `loadRepeatRules`.
 * @returns undefined for a rule that is fine
 */
export function repeatProblem(repetition: Repetition & { readonly repeatRule: string }): string | undefined {
  const parsed = parseRepeatRule(repetition.repeatRule);
  if ('problem' in parsed) return parsed.problem;
  if (!Rules) return undefined;
  try {
    timetableOf(repetition).next(repetition.startsAtMs);
    return undefined;
  } catch {
    return `must name days that come, got "${repetition.repeatRule}"`;
  }
}

function listed(starts: readonly number[]): Timetable {
  return {
    last: (atMs) => starts.findLast((ms) => ms <= atMs),
    next: (afterMs) => starts.find((ms) => ms > afterMs),
    between: (fromMs, toMs) => starts.filter((ms) => ms >= fromMs && ms < toMs),
  };
}

/**
 * What is later on the wall can be earlier in time, by as much as clocks are moved. So each answer is sought a little
 * before and behind where it would stand.
 */
function repeated(
  starts: RRuleTemporal,
  instants: (localMs: number) => readonly number[],
  timeZone: string,
): Timetable {
  const between = (fromMs: number, toMs: number): readonly number[] => {
    const found: number[] = [];
    const endMs = localOf(toMs, timeZone) + SHIFT_MAX_MS;
    for (let at = localOf(fromMs, timeZone) - SHIFT_MAX_MS; at < endMs; at += STRETCH_MS) {
      const stretch = starts.between(new Date(at), new Date(Math.min(endMs, at + STRETCH_MS)), true);
      found.push(...stretch.flatMap(epochOf).flatMap(instants));
    }
    return ordered(found).filter((ms) => ms >= fromMs && ms < toMs);
  };
  return {
    between,
    last: (atMs) => {
      let [localMs] = epochOf(starts.previous(new Date(localOf(atMs, timeZone) + SHIFT_MAX_MS), true));
      for (; localMs !== undefined; [localMs] = epochOf(starts.previous(new Date(localMs), false))) {
        const found = instants(localMs).findLast((ms) => ms <= atMs);
        if (found !== undefined) return between(found, atMs + 1).at(-1);
      }
      return undefined;
    },
    next: (afterMs) => {
      let [localMs] = epochOf(starts.next(new Date(localOf(afterMs, timeZone) - SHIFT_MAX_MS), true));
      for (; localMs !== undefined; [localMs] = epochOf(starts.next(new Date(localMs), false))) {
        const found = instants(localMs).find((ms) => ms > afterMs);
        if (found !== undefined) return between(afterMs + 1, found + 1)[0];
      }
      return undefined;
    },
  };
}

/** The library works in UTC, on local times written as if they were UTC: it would leave out what a clock skips. */
function localStarts(rule: RepeatRule, startMs: number, timeZone: string): RRuleTemporal {
  if (!Rules) throw new Error('loadRepeatRules must be awaited first');
  const { until, ...parts } = rule;
  const untilMs = until && (until.isLocal ? until.ms : localOf(until.ms, timeZone));
  return new Rules({
    ...parts,
    tzid: 'UTC',
    dtstart: inUtc(startMs),
    // RFC 5545, section 3.8.5.3: the start is the first of them, whether or not the rule names it.
    includeDtstart: true,
    ...(untilMs !== undefined && { until: inUtc(untilMs) }),
  });
}

/** As the library takes times. */
function inUtc(ms: number): { readonly timeZoneId: string; toString(): string } {
  return { timeZoneId: 'UTC', toString: () => `${new Date(ms).toISOString().slice(0, -1)}+00:00[UTC]` };
}

function epochOf(time: { readonly epochMilliseconds: number } | null): number[] {
  return time ? [time.epochMilliseconds] : [];
}

function ordered(starts: readonly number[]): number[] {
  return [...new Set(starts)].toSorted((a, b) => a - b);
}
