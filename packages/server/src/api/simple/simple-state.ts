/** How a target is, as the simple API shows it. */
import { outcomeOf, type Outcome } from '@upwatch/core';
import type { ApiDeps } from '../deps.ts';
import { within } from '../deadline.ts';
import { isPassed } from '../present/look.ts';
import { isoTime } from '../present/time.ts';
import type { Target } from './simple-targets.ts';

/** A target that was made a moment ago is looked at while its client waits, no longer than this. */
const FIRST_LOOK_MS = 10_000;
/** And no more of them at once than this. */
const FIRST_LOOKS_MAX = 16;

export interface TargetState {
  /** The status code; null when there was no answer, or no look yet. */
  readonly actual_response: number | null;
  /** `0.15 seconds` */
  readonly elapsed: string | null;
  readonly endpoint: string;
  readonly expected_response: number;
  readonly is_down: boolean;
  readonly is_up: boolean;
  /** `2023-01-24 12:32:41`, UTC */
  readonly timestamp: string | null;
  readonly title: string;
}

interface Seen {
  readonly outcome: Outcome;
  readonly statusCode: number;
  readonly totalMs: number;
  readonly atMs: number;
}

/** From the newest look in history. */
export async function keptState(target: Target, { history }: Pick<ApiDeps, 'history'>): Promise<TargetState> {
  const looks = await history.latest(target.monitor);
  const newest = looks.toSorted((a, b) => b.row.slotMs - a.row.slotMs)[0]?.row;
  return stateFrom(
    target,
    newest && {
      outcome: newest.outcome,
      statusCode: newest.statusCode,
      totalMs: newest.phases.totalMs,
      atMs: newest.slotMs,
    },
  );
}

/** The state of all targets, in their order. Of those that nothing has looked at yet, the newest are looked at now. */
export async function currentStates(known: readonly Target[], deps: ApiDeps): Promise<readonly TargetState[]> {
  const kept = await Promise.all(known.map(async (target) => keptState(target, deps)));
  const unseen = kept.flatMap(({ timestamp }, index) =>
    timestamp === null && known[index]!.monitor.isEnabled ? [index] : [],
  );
  const now = new Set(unseen.slice(-FIRST_LOOKS_MAX));
  return Promise.all(
    kept.map(async (state, index) => (now.has(index) ? firstState(known[index]!, state, deps) : state)),
  );
}

/** One look now; a probe that cannot make it leaves the state unknown. */
async function firstState(target: Target, unknown: TargetState, deps: ApiDeps): Promise<TargetState> {
  const { monitor } = target;
  const { type, config, assertions, id } = monitor;
  try {
    const look = deps.engine.look({ type, config, assertions, monitorId: id });
    const { facts, phases, startedAtMs, ...looked } = await within(FIRST_LOOK_MS, 'the first look', look);
    return stateFrom(target, {
      outcome: outcomeOf(looked),
      statusCode: facts.statusCode ?? 0,
      totalMs: phases.totalMs,
      atMs: startedAtMs,
    });
  } catch (error) {
    deps.log.warn({ err: error, monitor: monitor.name }, 'the first look at a target was not made');
    return unknown;
  }
}

/** A paused target is neither up nor down: what was seen last need not hold any more. */
function stateFrom(target: Target, seen: Seen | undefined): TargetState {
  const { title, endpoint, expectedHttpCode, monitor } = target;
  const { isEnabled } = monitor;
  return {
    actual_response: seen && seen.statusCode > 0 ? seen.statusCode : null,
    elapsed: seen ? `${(seen.totalMs / 1000).toFixed(2)} seconds` : null,
    endpoint,
    expected_response: expectedHttpCode,
    is_down: isEnabled && seen?.outcome === 'down',
    is_up: isEnabled && seen !== undefined && isPassed(seen.outcome),
    timestamp: seen ? isoTime(seen.atMs).slice(0, 19).replace('T', ' ') : null,
    title,
  };
}
