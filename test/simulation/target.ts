/** A target, and the monitor that watches it. */
import type { Outcome, Policy } from '@upwatch/core';
import type { JobPlan } from './job-plan.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A target and the monitor that watches it. */
export interface Target {
  readonly id: string;
  /** That stands for it in rows. */
  readonly key: number;
  readonly name: string;
  readonly intervalMs: number;
  readonly policy: Policy;
  /** What it is, from each time on; in order. */
  readonly script: readonly { readonly fromMs: number; readonly outcome: 'up' | 'degraded' | 'down' | 'flapping' }[];
  /** What each region sees once the faults have stopped. */
  readonly final: Readonly<Record<string, Outcome>>;
  /** What it is reached through: while that is down, so is this. */
  readonly parent?: Target;
  /** The channels that the monitor names. */
  readonly channelIds?: readonly string[];
  /** The groups that it is a member of, and the channels that they tell of members that name none. */
  readonly groupIds?: readonly string[];
  readonly groupChannelIds?: readonly string[];
  /** How often it may fail it has of its group. */
  readonly isFollower?: true;
  /** Where it is a job that reports by itself. */
  readonly job?: JobPlan;
  /** When it answers slowly, by the true clock. */
  readonly slow?: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Of the configuration, as the server has it. */
  generation: number;
  /** By the true clock. */
  changedAtMs: number;
  /** The generation under which the monitor looks at the wrong thing, and always fails. */
  wrongGeneration: number;
}

/** A UUID of version 7 with a number in it. @param kind four hex digits */
export function idOf(kind: string, number: number): string {
  return `0199d2f0-7c00-7000-${kind === '0000' ? '8000' : kind}-${number.toString(16).padStart(12, '0')}`;
}
