/** What an explanation is made from, and what it says. */
import type { RuleEvaluation } from '../deciding/evaluation.ts';
import type { Policy } from '../deciding/policy.ts';
import type { Observation } from '../looking/observation.ts';
import type { Said } from '../wording/said.ts';
import type { LookDifference } from './look-differences.ts';
import type { ToldChannel, ToldInput, UntoldChannel } from './told-whom.ts';
import type { IncidentTransition } from './transition.ts';

/** An evaluation with its rule in words. */
export type WordedEvaluation = RuleEvaluation & { readonly rule: string };

/** What is kept of an attempt, as far as a timeline says it. */
export interface AttemptFacts {
  readonly deliveryId: string;
  readonly attemptNumber: number;
  readonly status: 'sent' | 'retry' | 'reject';
  readonly errorMessage?: string;
  readonly attemptedAtMs: number;
}

/** What a timeline is made from. */
export interface TimelineInput extends ToldInput {
  /** Of all deliveries, each delivery's in their order. */
  readonly attempts: readonly AttemptFacts[];
  /** Oldest first. */
  readonly transitions: readonly IncidentTransition[];
  readonly evaluations: readonly WordedEvaluation[];
  /** The looks that were kept with it, oldest first. */
  readonly looks: readonly Observation[];
  /** The last look before it that was good. */
  readonly goodLook?: Observation | undefined;
}

/** What an explanation is made from. */
export interface ExplainInput extends TimelineInput {
  /** Of the monitor or the group. */
  readonly monitorName: string;
  /** The policy that it was decided by. */
  readonly policy?: Policy | undefined;
  readonly nowMs: number;
}

/** What a region saw. */
export interface RegionStory {
  readonly region: string;
  readonly firstBadMs: number;
  readonly failure?: string;
  readonly said?: Said;
  /** Slot of the first look that was good again. */
  readonly goodAgainMs?: number;
}

/** Something that happened. `note`: what changed without being a step, such as another region. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly type:
    | 'look'
    | 'evaluation'
    | 'transition'
    | 'delivery'
    | 'acknowledgement'
    | 'comment'
    | 'severity'
    | 'escalation'
    | 'hold'
    | 'note';
  readonly text: string;
  /** The same, apart from the language. */
  readonly said: Said;
  readonly region?: string;
  readonly channelId?: string;
  readonly deliveryId?: string;
}

/** An incident, explained: as data, and in sentences. */
export interface Explanation {
  readonly summary: string;
  readonly why: readonly WordedEvaluation[];
  readonly regions: readonly RegionStory[];
  readonly differences: readonly LookDifference[];
  readonly told: readonly ToldChannel[];
  readonly notTold: readonly UntoldChannel[];
  /** Everything that happened, in its order. */
  readonly timeline: readonly TimelineEntry[];
  readonly sentences: readonly string[];
  /** The summary and the sentences, apart from the language. */
  readonly said: { readonly summary: Said; readonly sentences: readonly Said[] };
}

/** What is told in two ways: as a story and in sentences. */
export type Explained = Omit<Explanation, 'timeline' | 'sentences' | 'said'>;
