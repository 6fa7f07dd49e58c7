/** When a window begins: its rule worked out in local time, and each local time made one instant. */
import { parseRepeatRule } from './repeat-rule.ts';
import { recurrenceOf } from './recurrence.ts';
import { type LocalTimes, localTimesOf, localOf } from './time-zone.ts';

/** Starts, epoch milliseconds. */
export interface Timetable {
  /** The latest at or before an instant. */
  last(atMs: number): number | undefined;
  /** The earliest after an instant. @param beforeMs how far it is sought, about */
  next(afterMs: number, beforeMs?: number): number | undefined;
  /** From inclusive, to exclusive, in order. */
  between(fromMs: number, toMs: number): readonly number[];
}

/** What a timetable is made of. */
interface Repetition {
  readonly startsAtMs: number;
  readonly repeatRule?: string;
  readonly timeZone: string;
}

/** For so long a COUNT is counted. */
const COUNTED_MAX_MS = 100 * 366 * 86_400_000;

/** @throws RangeError for a rule that cannot be read */
export function timetableOf({ startsAtMs, repeatRule, timeZone }: Repetition): Timetable {
  if (repeatRule === undefined) return listed(() => [startsAtMs]);
  const parsed = parseRepeatRule(repeatRule);
  if ('problem' in parsed) throw new RangeError(`repeatRule ${parsed.problem}`);
  const { rule } = parsed;
  const startMs = localOf(startsAtMs, timeZone);
  const untilMs = rule.until && (rule.until.isLocal ? rule.until.ms : localOf(rule.until.ms, timeZone));
  const starts = recurrenceOf(rule, startMs, untilMs);
  const local = localTimesOf(timeZone);
  // A local time that comes twice or never is one time of a daily window, and as many hours of an hourly one.
  const isHourly = rule.freq === 'HOURLY';
  const instants = (localMs: number): readonly number[] =>
    localMs === startMs ? [startsAtMs] : isHourly ? local.instantsOf(localMs) : [local.instantOf(localMs)];
  const { count } = rule;
  if (count === undefined) return repeated({ starts, instants, local });
  return listed(() => ordered([...starts.from(startMs, startMs + COUNTED_MAX_MS).take(count)].flatMap(instants)));
}

/** A list that is made when it is asked for, and then kept. */
function listed(make: () => readonly number[]): Timetable {
  let known: readonly number[] | undefined;
  const starts = (): readonly number[] => (known ??= make());
  return {
    last: (atMs) => starts().findLast((ms) => ms <= atMs),
    next: (afterMs, beforeMs = Number.POSITIVE_INFINITY) => starts().find((ms) => ms > afterMs && ms <= beforeMs),
    between: (fromMs, toMs) => starts().filter((ms) => ms >= fromMs && ms < toMs),
  };
}

interface Repeated {
  readonly starts: ReturnType<typeof recurrenceOf>;
  readonly instants: (localMs: number) => readonly number[];
  readonly local: LocalTimes;
}

/**
 * What is later on the wall can be earlier in time, by as much as clocks are moved. So where a clock is moved, each answer
 * is sought a little before and behind where it would stand.
 */
function repeated({ starts, instants, local }: Repeated): Timetable {
  const between = (fromMs: number, toMs: number): readonly number[] => {
    const found: number[] = [];
    const endMs = local.at(toMs) + local.shiftAround(toMs);
    for (const localMs of starts.from(local.at(fromMs) - local.shiftAround(fromMs), endMs)) {
      for (const ms of instants(localMs)) if (ms >= fromMs && ms < toMs) found.push(ms);
    }
    return ordered(found);
  };
  const isSteady = (...around: number[]): boolean => around.every((ms) => local.shiftAround(ms) === 0);
  return {
    between,
    last: (atMs) => {
      for (const localMs of starts.backFrom(local.at(atMs) + local.shiftAround(atMs))) {
        const found = instants(localMs).findLast((ms) => ms <= atMs);
        if (found !== undefined) return isSteady(found, atMs) ? found : between(found, atMs + 1).at(-1);
      }
      return undefined;
    },
    next: (afterMs, beforeMs = Number.POSITIVE_INFINITY) => {
      for (const localMs of starts.from(local.at(afterMs) - local.shiftAround(afterMs), beforeMs)) {
        const found = instants(localMs).find((ms) => ms > afterMs);
        if (found !== undefined) return isSteady(afterMs, found) ? found : between(afterMs + 1, found + 1)[0];
      }
      return undefined;
    },
  };
}

function ordered(starts: readonly number[]): number[] {
  const isOrdered = starts.every((ms, i) => i === 0 || starts[i - 1]! < ms);
  return isOrdered ? [...starts] : [...new Set(starts)].toSorted((a, b) => a - b);
}
