import { type Check, findingOf } from './check.ts';

/** At most so many milliseconds, from the first packet to the last byte. */
export function compileResponseTime(limitMs: number): Check {
  const wanted = `at most ${limitMs} ms`;
  return ({ phases: { totalMs } }) => {
    const got = `${totalMs.toFixed(1)} ms`;
    return findingOf(totalMs <= limitMs, 'timeout.slow', { wanted, got, actual: got });
  };
}
