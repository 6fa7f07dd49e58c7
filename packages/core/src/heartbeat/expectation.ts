/** When a job is expected to give its next sign of success. */
import { Cron } from 'croner';
import { timeZoneProblem } from '../maintenance/repeat-rule.ts';
import { CalendarSyntaxError, nextOccurrence, parseCalendar } from './calendar.ts';

/** What a heartbeat monitor is told of the job, with every default filled in. Times in seconds, as the contract has them. */
export interface HeartbeatConfig {
  /** From one success to the next, where there is no schedule. */
  readonly expectedInterval?: number;
  /** How much later than expected it may come. */
  readonly gracePeriod: number;
  /** Five or six fields of cron, or `@daily`. */
  readonly cron?: string;
  /** A calendar event as systemd writes it. */
  readonly onCalendar?: string;
  /** Of the schedule. */
  readonly timeZone: string;
  /** From its start to its end, where both are reported. Absent: no bound. */
  readonly maxRunSeconds?: number;
}

/** Ready to be asked again and again. */
export interface Expectation {
  /** The instant after `afterMs` by which the next success is expected, without grace; undefined where there is none. */
  readonly next: (afterMs: number) => number | undefined;
  readonly graceMs: number;
  readonly maxRunMs?: number;
}

/** @throws as `scheduleProblem` tells: settings are checked when they are stored */
export function expectationOf(config: HeartbeatConfig): Expectation {
  const { maxRunSeconds } = config;
  return {
    next: remembered(nextBy(config)),
    graceMs: config.gracePeriod * 1000,
    ...(maxRunSeconds !== undefined && { maxRunMs: maxRunSeconds * 1000 }),
  };
}

function nextBy({ cron, onCalendar, timeZone, expectedInterval = 60 }: HeartbeatConfig): Expectation['next'] {
  if (cron !== undefined) {
    const job = cronOf(cron, timeZone);
    return (afterMs) => job.nextRun(new Date(afterMs))?.getTime();
  }
  if (onCalendar !== undefined) {
    const event = parseCalendar(onCalendar);
    return (afterMs) => nextOccurrence(event, afterMs, timeZone);
  }
  return (afterMs) => afterMs + expectedInterval * 1000;
}

/** Asked each second of the same instant: a calendar takes a hundred times as long to search as its last answer. */
function remembered(next: Expectation['next']): Expectation['next'] {
  let last: { readonly afterMs: number; readonly nextMs: number | undefined } | undefined;
  return (afterMs) => {
    if (last?.afterMs !== afterMs) last = { afterMs, nextMs: next(afterMs) };
    return last.nextMs;
  };
}

/** Without a function to run it never runs: only its calendar is asked. */
function cronOf(expression: string, timeZone: string): Cron {
  return new Cron(expression, { timezone: timeZone, paused: true });
}

/** Why a schedule cannot be used: the field, and what it must be; undefined when it can. */
export function scheduleProblem(
  config: Pick<HeartbeatConfig, 'cron' | 'onCalendar'> & { readonly timeZone?: string | undefined },
  nowMs: number,
): { readonly field: 'cron' | 'onCalendar' | 'timeZone'; readonly problem: string } | undefined {
  const { cron, onCalendar, timeZone = 'UTC' } = config;
  const zone = timeZoneProblem(timeZone);
  if (zone !== undefined) return { field: 'timeZone', problem: zone };
  if (cron !== undefined && cron !== null) return cronProblem(cron, timeZone, nowMs);
  if (onCalendar === undefined || onCalendar === null) return undefined;
  try {
    if (nextOccurrence(parseCalendar(onCalendar), nowMs, timeZone) !== undefined) return undefined;
    return { field: 'onCalendar', problem: 'must have an occurrence ahead' };
  } catch (error) {
    if (!(error instanceof CalendarSyntaxError)) throw error;
    return { field: 'onCalendar', problem: `must be ${error.message}` };
  }
}

function cronProblem(cron: string, timeZone: string, nowMs: number) {
  try {
    if (cronOf(cron, timeZone).nextRun(new Date(nowMs))) return undefined;
    return { field: 'cron' as const, problem: 'must have a run ahead' };
  } catch (error) {
    const reason = (error as Error).message.replace(/^CronPattern: /, '');
    return { field: 'cron' as const, problem: `must be a cron expression such as 0 3 * * *: ${reason}` };
  }
}
