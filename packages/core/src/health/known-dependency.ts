/** What is known of the dependencies of a monitor over time: since when each is as it is, and which are gone. */
import type { DependencyStatus, HealthFacts, ReportedDependency } from './dependency.ts';

/** Of one monitor. Those that have been gone longest make room. */
const KNOWN_MAX = 100;

/** `missing`: the document named it, and does no more. */
export type KnownStatus = DependencyStatus | 'missing';

export interface KnownDependency {
  readonly name: string;
  readonly status: KnownStatus;
  /** Slot of the first look that found it so, epoch milliseconds. */
  readonly sinceMs: number;
  readonly firstSeenMs: number;
  /** Slot of the newest look whose document named it. */
  readonly lastSeenMs: number;
  readonly latencyMs?: number;
  readonly message?: string;
  readonly isIgnored?: true;
}

/** Takes one document into what is known, in the order in which the dependencies first came. */
export function followDependencies(
  known: readonly KnownDependency[],
  health: Pick<HealthFacts, 'dependencies' | 'dependenciesTotal' | 'problem'>,
  slotMs: number,
): readonly KnownDependency[] {
  // What could not be read says nothing of any of them.
  if (health.problem !== undefined) return known;
  const named = new Map(health.dependencies.map((one) => [one.name, one]));
  const isWhole = health.dependenciesTotal === undefined;
  const followed = known.map((before) => {
    const now = named.get(before.name);
    named.delete(before.name);
    return now ? seen(now, slotMs, before) : isWhole ? gone(before, slotMs) : before;
  });
  const all = [...followed, ...[...named.values()].map((now) => seen(now, slotMs))];
  return all.length <= KNOWN_MAX ? all : withoutLongestGone(all);
}

function seen(now: ReportedDependency, slotMs: number, before?: KnownDependency): KnownDependency {
  return {
    ...now,
    sinceMs: before?.status === now.status ? before.sinceMs : slotMs,
    firstSeenMs: before?.firstSeenMs ?? slotMs,
    lastSeenMs: slotMs,
  };
}

function gone(before: KnownDependency, slotMs: number): KnownDependency {
  if (before.status === 'missing') return before;
  const { latencyMs: _latency, message: _message, ...rest } = before;
  return { ...rest, status: 'missing', sinceMs: slotMs };
}

function withoutLongestGone(all: readonly KnownDependency[]): readonly KnownDependency[] {
  const kept = new Set(all.toSorted((a, b) => b.lastSeenMs - a.lastSeenMs).slice(0, KNOWN_MAX));
  return all.filter((one) => kept.has(one));
}

/** Whether something stands otherwise than before: what a person would call a change. */
export function isOtherwise(before: readonly KnownDependency[], now: readonly KnownDependency[]): boolean {
  return (
    before.length !== now.length ||
    now.some(({ name, status }, at) => before[at]?.name !== name || before[at].status !== status)
  );
}
