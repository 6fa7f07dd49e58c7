/** The settings of a heartbeat monitor as a schema: the published contract's fields, and ours beside them. */
import { type HeartbeatConfig, scheduleProblem } from '@upwatch/core/heartbeat';
import { z } from 'zod';
import type { TypeDefaults } from '../check.ts';

const DAY_SECONDS = 86_400;
const GRACE_DEFAULT_SECONDS = 60;
const ZONE_DEFAULT = 'UTC';

const fields = z.strictObject({
  expectedInterval: z.int().min(1).max(DAY_SECONDS).nullish(),
  gracePeriod: z
    .int()
    .min(1)
    .max(30 * DAY_SECONDS)
    .nullish(),
  cron: z.string().min(1).max(200).nullish(),
  onCalendar: z.string().min(1).max(200).nullish(),
  timeZone: z.string().min(1).max(64).nullish(),
  maxRunSeconds: z
    .int()
    .min(1)
    .max(30 * DAY_SECONDS)
    .nullish(),
});
type Fields = z.output<typeof fields>;

/** Whether a schedule lies ahead is asked of the clock: a date that is past can never be kept. */
export const heartbeatConfigSchema: z.ZodType<HeartbeatConfig> = fields
  .superRefine((config, context) => {
    const { field, problem } = problemOf(config) ?? {};
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [field!], message: problem });
  })
  .overwrite(canonical) as unknown as z.ZodType<HeartbeatConfig>;

function problemOf(config: Fields): { readonly field: keyof Fields; readonly problem: string } | undefined {
  const { expectedInterval, cron, onCalendar, timeZone } = config;
  const given = [expectedInterval, cron, onCalendar].filter((one) => one !== undefined && one !== null);
  if (given.length === 0)
    return { field: 'expectedInterval', problem: 'must be there where there is no cron or onCalendar' };
  if (given.length > 1) {
    return {
      field: cron ? 'cron' : 'onCalendar',
      problem: 'must be the only one of expectedInterval, cron and onCalendar',
    };
  }
  // UTC means nothing there, and every answer of the API has it: what was read can be written back.
  if (timeZone && timeZone !== ZONE_DEFAULT && !cron && !onCalendar)
    return { field: 'timeZone', problem: 'must stand beside cron or onCalendar' };
  return scheduleProblem(
    { ...(cron && { cron }), ...(onCalendar && { onCalendar }), timeZone: timeZone ?? ZONE_DEFAULT },
    Date.now(),
  );
}

function canonical({ gracePeriod, timeZone, ...config }: Fields): HeartbeatConfig {
  const given = Object.entries(config).filter(([, value]) => value !== null && value !== undefined);
  return {
    gracePeriod: gracePeriod ?? GRACE_DEFAULT_SECONDS,
    timeZone: timeZone ?? ZONE_DEFAULT,
    ...Object.fromEntries(given),
  };
}

/** One sign that is missing is one too many: the grace is in the settings already. One that comes ends it. */
export function heartbeatDefaults({ expectedInterval }: HeartbeatConfig): TypeDefaults {
  return {
    frequencySeconds: expectedInterval ?? 3600,
    policy: {
      triggerRules: [{ type: 'consecutive_failures', count: 1, scope: 'per_region', severity: 'down' }],
      recovery: { consecutiveSuccesses: 1, minRegionsPassing: 1 },
    },
  };
}
