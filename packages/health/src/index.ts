/** Health endpoints of an application. */
export type { CheckNote, HealthCheck } from './check.ts';
