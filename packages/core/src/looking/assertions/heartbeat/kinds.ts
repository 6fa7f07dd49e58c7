/** What the signs of life of a job must show. */
import { type Check, findingOf } from '../check.ts';
import { quoted } from '../excerpt.ts';
import type { AssertionFamily } from '../family.ts';
import { compileJsonPathCheck } from '../http/body-checks.ts';

export type HeartbeatAssertion =
  | { readonly type: 'heartbeat_received' }
  | { readonly type: 'heartbeat_max_interval'; readonly maxSeconds: number }
  | { readonly type: 'heartbeat_interval_drift'; readonly maxDeviationPercent: number }
  | { readonly type: 'heartbeat_payload_contains'; readonly path: string; readonly value: string };

export const HEARTBEAT_KINDS: AssertionFamily<HeartbeatAssertion> = {
  // What has not come in time keeps the failure that says so, and is not judged.
  heartbeat_received: { compile: () => () => ({ message: 'a sign of life came' }), expectedOf: () => '' },
  heartbeat_max_interval: {
    compile: ({ maxSeconds }) => compileInterval(maxSeconds),
    expectedOf: ({ maxSeconds }) => `${maxSeconds} s`,
  },
  heartbeat_interval_drift: {
    compile: ({ maxDeviationPercent }) => compileDrift(maxDeviationPercent),
    expectedOf: ({ maxDeviationPercent }) => `${maxDeviationPercent} %`,
  },
  heartbeat_payload_contains: { compile: compilePayload, expectedOf: ({ value }) => value, readsBody: true },
};

/** From one sign of success to the next; of the first nothing can be said. */
function compileInterval(maxSeconds: number): Check {
  const wanted = `at most ${maxSeconds} s since the one before`;
  return ({ facts }) => {
    const intervalMs = facts.heartbeat?.intervalMs;
    if (intervalMs === undefined) return { message: 'the first sign of life' };
    const got = `${(intervalMs / 1000).toFixed(1)} s`;
    return findingOf(intervalMs <= maxSeconds * 1000, 'status.interval', { wanted, got, actual: got });
  };
}

function compileDrift(maxPercent: number): Check {
  const wanted = `at most ${maxPercent} % off the interval`;
  return ({ facts }) => {
    const { intervalMs, expectedIntervalMs } = facts.heartbeat ?? {};
    if (intervalMs === undefined || expectedIntervalMs === undefined) return { message: 'the first sign of life' };
    const percent = (Math.abs(intervalMs - expectedIntervalMs) / expectedIntervalMs) * 100;
    const got = `${percent.toFixed(1)} % (${(intervalMs / 1000).toFixed(1)} s)`;
    return findingOf(percent <= maxPercent, 'status.interval', { wanted, got, actual: percent.toFixed(1) });
  };
}

/** A value in what was sent along: a JSONPath query, or the name of a member (`jobs.done`). */
function compilePayload({ path, value }: { readonly path: string; readonly value: string }): Check {
  const query = path.startsWith('$') ? path : `$.${path}`;
  const check = compileJsonPathCheck({ type: 'json_path', path: query, operator: 'contains', expected: value });
  return (look) => {
    if (look.text() === '')
      return { code: 'body.json', message: `expected ${quoted(value)} at ${path}, got no payload` };
    return check(look);
  };
}
