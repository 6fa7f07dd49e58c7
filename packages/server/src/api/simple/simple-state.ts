/** How a target is, as the simple API shows it. */
import { type Monitor, outcomeOf, type Outcome } from '@upwatch/core';
import type { ApiDeps } from '../deps.ts';
import { within } from '../deadline.ts';
import { isPassed } from '../present/look.ts';
import { isoTime } from '../present/time.ts';
import type { Target } from './simple-targets.ts';

/** A target that was made a moment ago is looked at while its client waits, no longer than this. */
const FIRST_LOOK_MS = 10_000;

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
export async function keptState(target: Target, monitor: Monitor, { history }: ApiDeps): Promise<TargetState> {
  const looks = await history.latest(monitor);
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

/** The same, but a target that nothing has looked at yet is looked at now. */
export async function currentState(target: Target, monitor: Monitor, deps: ApiDeps): Promise<TargetState> {
  const kept = await keptState(target, monitor, deps);
  if (kept.timestamp !== null) return kept;
  const { type, config, assertions, id } = monitor;
  const looked = await within(
    FIRST_LOOK_MS,
    'the first look',
    deps.engine.look({ type, config, assertions, monitorId: id }),
  );
  return stateFrom(target, {
    outcome: outcomeOf(looked),
    statusCode: looked.facts.statusCode ?? 0,
    totalMs: looked.phases.totalMs,
    atMs: looked.startedAtMs,
  });
}

function stateFrom({ title, endpoint, expectedHttpCode }: Target, seen: Seen | undefined): TargetState {
  return {
    actual_response: seen && seen.statusCode > 0 ? seen.statusCode : null,
    elapsed: seen ? `${(seen.totalMs / 1000).toFixed(2)} seconds` : null,
    endpoint,
    expected_response: expectedHttpCode,
    is_down: seen?.outcome === 'down',
    is_up: seen !== undefined && isPassed(seen.outcome),
    timestamp: seen ? isoTime(seen.atMs).slice(0, 19).replace('T', ' ') : null,
    title,
  };
}
