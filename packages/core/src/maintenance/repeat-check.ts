/** What a rule is refused for when it is given to a window. A window that has it already is followed all the same. */
import { parseRepeatRule, type RepeatRule } from './repeat-rule.ts';
import { type Timetable, timetableOf } from './timetable.ts';
import { localOf } from './time-zone.ts';

/** A leap day is 8 years away at most. */
const AGAIN_WITHIN_YEARS = 10;
const AGAIN_WITHIN_MS = AGAIN_WITHIN_YEARS * 366 * 86_400_000;
/** So many times without a gap are no end in sight: more than a year of hours. */
const GAPLESS_MAX = 10_000;

/** The times of a window that is to repeat. */
interface RepeatedTimes {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly repeatRule: string;
  readonly timeZone: string;
}

/**
 * What speaks against a rule, in words that follow "repeatRule".
 * @returns undefined for a rule that is fine
 */
export function repeatProblem(times: RepeatedTimes): string | undefined {
  const parsed = parseRepeatRule(times.repeatRule);
  if ('problem' in parsed) return parsed.problem;
  const starts = timetableOf(times);
  return densityProblem(parsed.rule) ?? paceProblem(parsed.rule, times, starts) ?? overlapProblem(times, starts);
}

function densityProblem({ bySecond }: RepeatRule): string | undefined {
  if (!bySecond || bySecond.length === 1) return undefined;
  return `must have BYSECOND as one second, so that its times are a minute apart at least, got "${bySecond.join()}"`;
}

/** A rule that ends before it comes again is a window that comes once, which is none to refuse. */
function paceProblem(rule: RepeatRule, times: RepeatedTimes, starts: Timetable): string | undefined {
  const { startsAtMs, repeatRule, timeZone } = times;
  const { until, count } = rule;
  if (until && until.ms < (until.isLocal ? localOf(startsAtMs, timeZone) : startsAtMs)) {
    return `must have UNTIL at or after the first start ${new Date(startsAtMs).toISOString()}, got "${repeatRule}"`;
  }
  const reachMs = startsAtMs + AGAIN_WITHIN_MS;
  const isOverBefore = count === 1 || (until && until.ms < reachMs);
  if (isOverBefore || starts.next(startsAtMs, reachMs) !== undefined) return undefined;
  return `must come again within ${AGAIN_WITHIN_YEARS} years, got "${repeatRule}"`;
}

function overlapProblem({ startsAtMs, endsAtMs, repeatRule }: RepeatedTimes, starts: Timetable): string | undefined {
  const lengthMs = endsAtMs - startsAtMs;
  let latestMs = startsAtMs;
  for (let seen = 0; seen < GAPLESS_MAX; seen++) {
    const nextMs = starts.next(latestMs);
    if (nextMs === undefined && seen === 0) return undefined;
    if (nextMs === undefined) break;
    if (nextMs > latestMs + lengthMs) return undefined;
    latestMs = nextMs;
  }
  return `must leave time between one time and the next, got "${repeatRule}" with times of ${lengthMs / 1000} s`;
}
