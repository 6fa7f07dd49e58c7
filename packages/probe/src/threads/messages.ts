/** What the owner of a looking thread and the thread say to one another. Every value survives a structured clone. */
import type { AttemptPlan, Observation } from '@upwatch/core';
import type { EgressPolicy } from '../egress.ts';
import type { Endpoint } from '../network/anchor-response.ts';
import type { Assignment, DoubtReport, HealthReading, PhaseEvent, Probe, ProbeLimits, ProbeStats } from '../port.ts';

/** Given to a thread when it starts. */
export interface ThreadSetup {
  readonly region: string;
  readonly limits: ProbeLimits;
  /** One counter that the thread counts up while it lives: Int32 at 0. */
  readonly heartbeat: SharedArrayBuffer;
  /** Asked whether our own network works. */
  readonly anchors: readonly Endpoint[];
  /** Whether checks may start programs that their settings name. */
  readonly mayRunCommands: boolean;
  /** Where checks may connect to. */
  readonly egress: EgressPolicy;
}

export type ToThread =
  | { readonly type: 'assign'; readonly changes: Parameters<Probe['assign']>[0] }
  | { readonly type: 'confirm'; readonly monitorId: string; readonly slotMs: number }
  | {
      readonly type: 'look';
      readonly id: number;
      readonly assignment: Assignment;
      readonly plan: AttemptPlan | undefined;
    }
  | { readonly type: 'limits'; readonly limits: ProbeLimits }
  | { readonly type: 'live'; readonly isLive: boolean }
  | { readonly type: 'stats'; readonly id: number }
  | { readonly type: 'close' };

export type FromThread =
  | {
      readonly type: 'batch';
      readonly buffer: ArrayBuffer;
      readonly capacity: number;
      readonly length: number;
      readonly observations: readonly Observation[];
      readonly readings?: readonly HealthReading[];
    }
  | { readonly type: 'phase'; readonly event: PhaseEvent }
  | { readonly type: 'trouble'; readonly message: string }
  | { readonly type: 'doubt'; readonly report: DoubtReport }
  | { readonly type: 'looked'; readonly id: number; readonly observation: Observation }
  | { readonly type: 'stats'; readonly id: number; readonly stats: ProbeStats }
  | { readonly type: 'closed' };
