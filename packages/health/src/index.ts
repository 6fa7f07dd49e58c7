/** Health endpoints of an application: liveness, readiness, start-up, and one check by itself. */
export type { BodyForm } from './accept.ts';
export type { HealthAnswer, HealthRequest } from './answer.ts';
export type { CheckNote, HealthCheck } from './check.ts';
export type { HealthClock } from './clock.ts';
export { createHealth, type Health } from './health.ts';
export { maskCredentials } from './mask.ts';
export type { CheckOutcome } from './outcome.ts';
export type { CheckReport, CheckRuns, HealthReport, HealthState, HealthStatus, Probe } from './report.ts';
export type { HealthObserver, HealthOptions, ProbeAnswered } from './settings.ts';
