/** How often a job reports, as a HEARTBEAT monitor has it. */

/** An interval is at most a day; what a job takes longer is grace: it is missed at the same instant. */
const INTERVAL_MAX_SECONDS = 86_400;
const GRACE_MAX_SECONDS = 30 * 86_400;

export interface HeartbeatPace {
  readonly expectedInterval: number;
  readonly gracePeriod: number;
}

/** @param intervalSeconds from one report to the next @param graceSeconds how much later it may come */
export function heartbeatPace(intervalSeconds: number, graceSeconds: number): HeartbeatPace {
  const whole = Math.max(1, Math.round(intervalSeconds));
  const expectedInterval = Math.min(INTERVAL_MAX_SECONDS, whole);
  const grace = Math.max(1, Math.round(graceSeconds) + whole - expectedInterval);
  return { expectedInterval, gracePeriod: Math.min(GRACE_MAX_SECONDS, grace) };
}
