/** What is found out about the application, before anything is written down. */
import type { CheckOutcome } from './outcome.ts';

/** The last outcome of a check, and what it counts for. */
export interface CheckReport extends CheckOutcome {
  readonly name: string;
  /** `warn`: the check says so itself, or it failed and is not critical. */
  readonly status: 'ok' | 'warn' | 'error';
  readonly critical: boolean;
  /** Whether it failed, critical or not. */
  readonly isFailed: boolean;
}

/** How often a check ran, by what came of it; a failure counts as `error`, critical or not. */
export interface CheckRuns {
  ok: number;
  warn: number;
  error: number;
}

/** `warn`: it works, but something that it can do without does not. */
export type HealthStatus = 'healthy' | 'warn' | 'unhealthy';

/** What was asked: is the process alive, is it ready for requests, has it started, or one check. */
export type Probe = 'live' | 'ready' | 'startup' | 'check';

/** Where the application is in its life. */
export type HealthState = 'starting' | 'serving' | 'draining';

/** The answer to one question about the application's health. */
export interface HealthReport {
  readonly status: HealthStatus;
  /** Why it is not ready although no check says so: it is starting or shutting down. */
  readonly message?: string;
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  readonly version?: string;
  /** In the order in which they were declared; absent from liveness, which asks nobody. */
  readonly checks?: readonly CheckReport[];
}

/** The worst of them counts. */
export function statusOf(checks: readonly Pick<CheckReport, 'status'>[]): HealthStatus {
  if (checks.some(({ status }) => status === 'error')) return 'unhealthy';
  return checks.some(({ status }) => status === 'warn') ? 'warn' : 'healthy';
}
