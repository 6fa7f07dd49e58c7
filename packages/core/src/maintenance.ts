/**
 * Maintenance windows, as an entry of their own (`@upwatch/core/maintenance`): threads that only look need none of it.
 */
export * from './maintenance/occurrences.ts';
export { timeZoneProblem } from './maintenance/repeat-rule.ts';
export { instantOf } from './maintenance/time-zone.ts';
export { repeatProblem } from './maintenance/repeat-check.ts';
export * from './maintenance/window.ts';
