/**
 * Whether what a monitor would tell is told already: twelve services that report the same database are one message.
 * Two report the same where its name and what is said of it agree; figures that differ in every look are no difference.
 */
import type { Failure, ToldDependency } from '../looking/failure.ts';
import { nameInHeadline } from '../telling/headline.ts';
import type { Hold } from '../telling/hold.ts';
import { sentence } from '../wording/said.ts';
import type { DraftState } from '../deciding/state.ts';

/** What began further apart is not taken for one thing: an outage of last week must not hide one of today, milliseconds. */
export const SAME_WITHIN_MS = 900_000;
/** How long a follower is given beyond two of its intervals to recover after the one that was told has, milliseconds. */
const RECOVERY_MS = 60_000;

/** A monitor of which somebody was told that dependencies of it have failed. */
export interface ToldCause {
  readonly monitorName: string;
  /** What is the same of the dependencies that failed: `dependencyKey`. */
  readonly keys: ReadonlySet<string>;
  readonly sinceMs: number;
  /** Set when it has recovered: when that was. */
  readonly endedAtMs?: number;
}

/** A monitor of which nobody was told yet. */
export interface Follower {
  readonly dependencies: readonly ToldDependency[];
  readonly sinceMs: number;
  readonly frequencySeconds: number;
  /** Slot of its newest look that failed; absent where the newest did not. */
  readonly failingMs?: number;
}

/** What tells a dependency from others of that name: what is said of it, without what differs in every look. */
export function dependencyKey({ name, message = '' }: ToldDependency): string {
  const said = message
    .toLowerCase()
    .replace(/\d{4}-\d{2}-\d{2}[t ][\d:.]+z?/g, '#')
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{16,}\b/g, '#')
    .replace(/\b\d+(\.\d+)?\s?(ns|us|µs|ms|s|sec|secs|seconds?|milliseconds?|min|minutes?)\b/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
  return `${name.toLowerCase()}\n${said}`;
}

/** The dependencies by which all regions that fail now say that a monitor is down; undefined where any says otherwise. */
export function failedDependencies({ regions }: DraftState): readonly ToldDependency[] | undefined {
  const failures = Object.values(regions).flatMap(({ failure, consecutiveFailures, verdict }) =>
    failure && (consecutiveFailures > 0 || verdict === 'down') ? [failure] : [],
  );
  if (failures.length === 0 || !failures.every(isOfDependencies)) return undefined;
  return failures.flatMap(({ dependencies = [] }) => dependencies);
}

function isOfDependencies({ code, dependencies = [] }: Failure): boolean {
  return code === 'dependency.failed' && dependencies.length > 0;
}

/** Why nothing is told of the follower: somebody was told of all that has failed, with another monitor. */
export function sameDependencyHold(follower: Follower, told: ToldCause, nowMs: number): Hold | undefined {
  const { dependencies, sinceMs } = follower;
  if (Math.abs(sinceMs - told.sinceMs) > SAME_WITHIN_MS) return undefined;
  if (!dependencies.every((one) => told.keys.has(dependencyKey(one)))) return undefined;
  if (told.endedAtMs !== undefined && !isStillRecovering(follower, told.endedAtMs, nowMs)) return undefined;
  const names = [...new Set(dependencies.map(({ name }) => name))].slice(0, 3).join(', ');
  const what = sentence('hold.sameCause', { names, name: nameInHeadline(told.monitorName) });
  return { because: 'same-cause', what };
}

/** It may be well as soon as it is looked at again. One that was, and failed, is told. */
function isStillRecovering({ failingMs, frequencySeconds }: Follower, endedAtMs: number, nowMs: number): boolean {
  if (failingMs !== undefined && failingMs > endedAtMs) return false;
  const elapsedMs = nowMs - endedAtMs;
  return elapsedMs >= 0 && elapsedMs < 2000 * frequencySeconds + RECOVERY_MS;
}
