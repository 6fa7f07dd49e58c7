import type { DependencyStatus, KnownDependency } from '@upwatch/core';
import type { Span } from './history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What looks said of a dependency within an hour. */
export interface DependencyTotals {
  readonly looks: Readonly<Record<DependencyStatus, number>>;
  /** Of those that said how long it took. */
  readonly latency?: { readonly count: number; readonly sumMs: number; readonly maxMs: number };
}

/** The same, of a bucket. */
export interface DependencyBucket extends DependencyTotals {
  /** Where it begins, epoch milliseconds. */
  readonly bucketMs: number;
}

/** What became of the dependencies of a monitor. */
export interface DependencyChange {
  readonly monitorId: string;
  /** All that are known of it: the others are forgotten, with their past. */
  readonly known: readonly KnownDependency[];
  /** To be added to what is kept, by name and by the beginning of the hour. */
  readonly totals: readonly { readonly name: string; readonly hourMs: number; readonly totals: DependencyTotals }[];
}

/** How wide the kept totals are, and for how long they are kept. */
export const DEPENDENCY_WIDTHS = [
  { widthMs: HOUR_MS, keptMs: 31 * DAY_MS },
  { widthMs: DAY_MS, keptMs: 400 * DAY_MS },
] as const;

/** What targets report of what they need: how it is, and how it was. */
export interface ReportedDependencyStore {
  /** By monitor's id, in the order in which they came. */
  all(): Promise<ReadonlyMap<string, readonly KnownDependency[]>>;
  /** All of these, or nothing. Those of a monitor that is gone come to nothing. */
  keep(changes: readonly DependencyChange[]): Promise<void>;
  /**
   * The past of each dependency of a monitor, the oldest first.
   * @param widthMs one of `DEPENDENCY_WIDTHS` @param name of one alone
   */
  history(
    monitorId: string,
    span: Span,
    widthMs: number,
    name?: string,
  ): Promise<ReadonlyMap<string, readonly DependencyBucket[]>>;
}
