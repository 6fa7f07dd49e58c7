/** One look outside any schedule: what `upwatch check` and the API's test do. */
import type { AttemptPlan, Observation } from '@upwatch/core';
import { Entry } from './entry.ts';
import type { Assignment } from './port.ts';
import { type RunEnv, runLook } from './run.ts';

/** Looks at `assignment` now, whatever its interval. Never throws: a fault of ours is in the observation. */
export async function lookOnce(env: RunEnv, assignment: Assignment, plan?: AttemptPlan): Promise<Observation> {
  const entry = new Entry(assignment, env.runOf(assignment.type));
  entry.slotMs = Math.floor(env.clock.wall());
  const order = { ...entry.order(plan ?? entry.plan), kind: 'manual' as const, attemptsUntilMs: Infinity };
  return entry.observation(await runLook(env, order, 0), env.region, 'manual');
}
