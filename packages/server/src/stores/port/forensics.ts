import type { IncidentTransition, LookRef, Policy, RuleEvaluation } from '@upwatch/core';
import type { Page, PageRequest } from './paging.ts';
import type { Span } from './history.ts';

/** A policy as something was decided by it. */
export interface PolicySnapshot {
  /** SHA-256 of its canonical JSON, hex. */
  readonly hash: string;
  readonly policy: Policy;
  /** The version of Upwatch that decided by it, the newest. */
  readonly engineVersion: string;
  readonly firstSeenAtMs: number;
  /** To within an hour. */
  readonly lastSeenAtMs: number;
}

/**
 * What was decided on, in the order of deciding: with these and its history, what a monitor went through can be gone
 * through again. Looks that are not named changed nothing (or were never decided: they came late, or were lost with
 * their process).
 */
export type DecisionStep =
  | ({ readonly type: 'look' } & LookRef)
  /** Time alone: an incident that waited too long. */
  | { readonly type: 'time' }
  /** Somebody set the wall clock by so much. */
  | { readonly type: 'clock-set'; readonly byMs: number }
  /** A person ended the incident, when looks had come up to these slots, by region. */
  | { readonly type: 'resolved'; readonly slotsMs?: Readonly<Record<string, number>> };

/** One step, when and under which configuration it was decided. */
export interface Decision {
  readonly atMs: number;
  readonly generation: number;
  readonly step: DecisionStep;
}

/** What a commit says of how it came about. */
export interface Forensics {
  readonly policy: Pick<PolicySnapshot, 'hash' | 'policy' | 'engineVersion'>;
  readonly decision?: Decision;
  /** When it was decided, epoch milliseconds. */
  readonly atMs: number;
  readonly evaluations: readonly RuleEvaluation[];
  readonly transitions: readonly IncidentTransition[];
}

/** What is kept of whatever was decided. */
interface Decided {
  readonly monitorId: string;
  readonly policyHash: string;
  readonly engineVersion: string;
}

/** By what an incident fired, the last time that it did. */
export type FiredBy = Pick<Decided, 'policyHash' | 'engineVersion'>;

/** An evaluation as it is kept. */
export interface KeptEvaluation extends RuleEvaluation, Decided {
  readonly occurredAtMs: number;
  /** In words: "2 consecutive failures in local". */
  readonly rule: string;
  /** The first transition that it brought about. */
  readonly transitionId?: string;
}

/** A transition as it is kept. */
export interface KeptTransition extends IncidentTransition, Decided {}

export interface EvaluationFilter extends Partial<Span> {
  readonly monitorId: string;
  readonly type?: RuleEvaluation['type'];
  readonly region?: string;
  readonly onlyMatched?: boolean;
}

/** How long evaluations and decisions are kept, days; and how many of one monitor, the newest. */
export const EVALUATIONS_KEPT = { days: 90, perMonitor: 2_000, decisionsPerMonitor: 20_000 } as const;
/** How long transitions are kept, and the policies that they were decided by, days. */
export const TRANSITIONS_KEPT_DAYS = 400;

/** How what was decided came about. Written with `Commit.forensics`. */
export interface ForensicsStore {
  /** Newest first. */
  evaluations(filter: EvaluationFilter, page: PageRequest): Promise<Page<KeptEvaluation>>;
  /** Newest first. */
  transitions(filter: { readonly monitorId: string } & Partial<Span>, page: PageRequest): Promise<Page<KeptTransition>>;
  /** The transitions of an incident, oldest first, and the evaluations that brought them about. */
  ofIncident(incidentId: string): Promise<{
    readonly transitions: readonly KeptTransition[];
    readonly evaluations: readonly KeptEvaluation[];
  }>;
  /** By id: by what each of these incidents fired. One that a person opened did not. */
  firedBy(incidentIds: readonly string[]): Promise<ReadonlyMap<string, FiredBy>>;
  /** What was judged and what changed at the looks of one slot, of any monitor. */
  ofSlot(slotMs: number): Promise<{
    readonly transitions: readonly KeptTransition[];
    readonly evaluations: readonly KeptEvaluation[];
  }>;
  snapshot(hash: string): Promise<PolicySnapshot | undefined>;
  /** In the order of deciding. @param span of when it was decided */
  decisions(monitorId: string, span: Span): Promise<readonly Decision[]>;
  /** From when on no decision of a monitor is missing there: they are trimmed, and older versions kept none. */
  decisionsWholeFromMs(monitorId: string): Promise<number>;
}
