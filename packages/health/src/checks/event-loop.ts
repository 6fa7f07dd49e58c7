/** How long the event loop stood still: while it does, nothing is answered, and nothing that measures in it notices. */
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { inRange } from './running/limits.ts';

/** How long it may stand still, beside how the check is run. */
export interface EventLoopSettings extends CheckSettings {
  /**
   * Milliseconds of the longest standstill since the last run from which on the check fails.
   * @default 1000
   */
  readonly maxMs?: number;
  /**
   * Milliseconds of the longest standstill since the last run from which on the check warns.
   * @default 200
   */
  readonly warnMs?: number;
}

/** A check that measures between its runs, until it is closed. */
export interface EventLoopCheck extends HealthCheck {
  /** Ends the measuring. It keeps no process alive in any case. */
  readonly close: () => void;
}

/** How often is measured: a standstill is seen to about this precision. */
const TICK_MS = 20;

/**
 * Measures the longest standstill of the event loop since the last run, in milliseconds, by a timer that is late when the loop is.
 * @param now a clock that only goes forward, in milliseconds
 * @throws {CheckFailure} from `run`; {RangeError} when a limit is out of its range
 * @example
 * const check = eventLoopCheck({ warnMs: 5_000, maxMs: 10_000, critical: false });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 * check.close();
 */
export function eventLoopCheck(
  settings: EventLoopSettings = {},
  now: () => number = () => performance.now(),
): EventLoopCheck {
  const maxMs = inRange('maxMs', settings.maxMs ?? 1_000, 0);
  const warnMs = inRange('warnMs', settings.warnMs ?? Math.min(200, maxMs), 0);
  let longest = 0;
  let ticked = now();
  const measure = (): void => {
    const at = now();
    longest = Math.max(longest, at - ticked - TICK_MS);
    ticked = at;
  };
  const timer = setInterval(measure, TICK_MS);
  timer.unref();
  const look = async (): Promise<CheckNote> => {
    // A standstill that has just ended: we can be called before the timer is.
    measure();
    const longestMs = Math.round(longest);
    longest = 0;
    const message = `event loop: longest standstill ${longestMs} ms since the last look`;
    if (longestMs >= maxMs) throw new CheckFailure('OUT_OF_BOUNDS', message);
    return { message, observedValue: longestMs, observedUnit: 'ms', warn: longestMs >= warnMs };
  };
  // `createHealth` refuses settings that it does not know: this is none, and not listed.
  const close = { value: () => clearInterval(timer), enumerable: false };
  return Object.defineProperty(checkOf(look, settings), 'close', close) as EventLoopCheck;
}
