/**
 * Durations as history keeps them: a whole number, the code, for a duration in microseconds. Steps are 10 µs up to
 * 1.28 ms and grow with the value above, 64 to each doubling, so that a kept duration is within 5 µs or 0.8 % of the
 * measured one, whichever is more. Integer arithmetic only: every machine makes the same code.
 */

/** Steps of 10 µs before they begin to grow. */
const LINEAR = 128;
const STEP_US = 10;
/** Codes are below this. */
export const PHASE_CODES = LINEAR + 64 * 22 + 1;
const ABSENT = 0xffff_ffff;
const LARGEST_US = 0xffff_fffe;

const US_OF_CODE = Float64Array.from({ length: PHASE_CODES }, (_, code) => {
  if (code < LINEAR) return code * STEP_US;
  const doublings = Math.floor(code / 64) - 1;
  return Math.min(LARGEST_US, (64 + (code % 64)) * STEP_US * 2 ** doublings);
});

/** The code of a duration in whole microseconds, 0 to 0xfffffffe. */
export function phaseCodeOf(us: number): number {
  const steps = us / STEP_US;
  if (steps < LINEAR) return (steps + 0.5) | 0;
  const doublings = 25 - Math.clz32(steps);
  // Rounding up may carry into the next doubling; the code that comes out is the right one then too.
  return 64 * doublings + ((steps / (1 << doublings) + 0.5) | 0);
}

/** The duration of a code, in microseconds. `phaseCodeOf` gives the same code back. */
export function microsecondsOfCode(code: number): number {
  return US_OF_CODE[code]!;
}

/** A duration as it will be kept. An absent one (0xffffffff) stays absent. */
export function keptPhaseUs(us: number): number {
  return us === ABSENT ? ABSENT : US_OF_CODE[phaseCodeOf(us)]!;
}

/** A duration as it will be kept, in milliseconds: what is decided by it is decided the same when it is read again. */
export function keptPhaseMs(ms: number): number {
  return keptPhaseUs(Math.min(LARGEST_US, Math.max(0, Math.round(ms * 1000)))) / 1000;
}

const LATENESS_STEP_US = 1000;
const LATENESS_LINEAR = 16;
/** Codes of lateness are below this. */
export const LATENESS_CODES = LATENESS_LINEAR + 8 * 19 + 1;
const US_OF_LATENESS = Float64Array.from({ length: LATENESS_CODES }, (_, code) => {
  if (code < LATENESS_LINEAR) return code * LATENESS_STEP_US;
  const doublings = Math.floor(code / 8) - 1;
  return Math.min(LARGEST_US, (8 + (code % 8)) * LATENESS_STEP_US * 2 ** doublings);
});

/** Lateness is a figure of our own and kept more coarsely: within 0.5 ms or 6.3 %. */
export function latenessCodeOf(us: number): number {
  const steps = Math.min(us, LARGEST_US) / LATENESS_STEP_US;
  if (steps < LATENESS_LINEAR) return (steps + 0.5) | 0;
  const doublings = 28 - Math.clz32(steps);
  return 8 * doublings + ((steps / (1 << doublings) + 0.5) | 0);
}

/** The lateness of a code, in microseconds. */
export function microsecondsOfLateness(code: number): number {
  return US_OF_LATENESS[code]!;
}

/** A lateness as it will be kept. */
export function keptLatenessUs(us: number): number {
  return US_OF_LATENESS[latenessCodeOf(us)]!;
}
