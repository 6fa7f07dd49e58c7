/**
 * The local times of a recurrence rule, from any time on in either direction. A rule is periods (a day, a week, a month,
 * a year) of days and times of day, so what lies around a time is worked out from the periods around it, however long ago
 * the rule began. Local times are written as if they were UTC.
 */
import { type Period, periodsOf } from './periods.ts';
import type { RepeatRule } from './repeat-rule.ts';

/** Nothing is sought beyond: the calendar repeats itself every 400 years. */
const LATEST_MS = Date.UTC(2400, 0, 1);

/** The local times, without regard to COUNT. */
export interface Recurrence {
  /** At or after a local time, in order. @param toMs none after that */
  from(localMs: number, toMs?: number): Generator<number>;
  /** At or before a local time, the latest first. */
  backFrom(localMs: number): Generator<number>;
}

/** @param untilMs the last local time there may be */
export function recurrenceOf(rule: RepeatRule, startMs: number, untilMs = LATEST_MS): Recurrence {
  const periods = periodsOf(rule, startMs);
  const endMs = Math.min(untilMs, LATEST_MS);
  return {
    *from(localMs, toMs = Number.POSITIVE_INFINITY) {
      // RFC 5545, section 3.8.5.3: the start is the first of them, whether or not the rule names it.
      if (localMs <= startMs && startMs <= toMs) yield startMs;
      const fromMs = Math.max(localMs, startMs + 1);
      const lastMs = Math.min(toMs, endMs);
      for (let n = periods.numberAt(fromMs); periods.startOf(n) <= lastMs; n++) {
        for (const ms of timesOf(periods.at(n), fromMs)) {
          if (ms > lastMs) return;
          yield ms;
        }
      }
    },
    *backFrom(localMs) {
      const toMs = Math.min(localMs, endMs);
      for (let n = periods.numberAt(toMs); n >= 0; n--) {
        for (const ms of timesBackOf(periods.at(n), toMs)) {
          if (ms <= startMs) break;
          yield ms;
        }
      }
      if (localMs >= startMs) yield startMs;
    },
  };
}

function* timesOf({ bases, offsets }: Period, fromMs: number): Generator<number> {
  const reachMs = offsets.at(-1) ?? 0;
  for (const base of bases) {
    if (base + reachMs < fromMs) continue;
    for (const offset of offsets) if (base + offset >= fromMs) yield base + offset;
  }
}

function* timesBackOf({ bases, offsets }: Period, toMs: number): Generator<number> {
  for (const base of bases.toReversed()) {
    if (base > toMs) continue;
    for (let i = offsets.length - 1; i >= 0; i--) if (base + offsets[i]! <= toMs) yield base + offsets[i]!;
  }
}
