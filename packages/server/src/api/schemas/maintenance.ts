/** Maintenance windows on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { id, managedBy, nameOf, proseOf, search, time, timeMs, uuid, whole } from './values.ts';
import { warningsSaid } from './said.ts';

const TARGETS_MAX = 500;
/** A year of work that nobody is told of is no maintenance. */
const DURATION_MAX_SECONDS = 366 * 86_400;

const targets = z.array(id).max(TARGETS_MAX).nullish();

/** What a window may say beside its times. Absent is the default in a new one, and "as it is" in a change. */
const settable = perDialect((dialect) => {
  return {
    monitorId: id.nullish().meta({ description: 'On one monitor; null: on all of them.' }),
    repeatRule: z
      .string()
      .max(100)
      .nullish()
      .meta({ description: 'RFC 5545: FREQ=WEEKLY;BYDAY=SU. Null: once.', example: 'FREQ=WEEKLY;BYDAY=SU' }),
    reason: proseOf(500).nullish(),
    suppressAlerts: z.boolean().nullish().meta({ description: 'Default: true.' }),
    ...additions(dialect, {
      name: nameOf(100).nullish(),
      monitorIds: targets,
      tagIds: targets.meta({ description: 'On every monitor that has one of these tags.' }),
      resourceGroupIds: targets,
      allMonitors: z.boolean().nullish().meta({
        description: 'On every monitor. Not needed where no target is named at all; empty lists alone are refused.',
      }),
      timeZone: z
        .string()
        .max(100)
        .nullish()
        .meta({ description: 'IANA zone that the rule is read in. Default: UTC.', example: 'Europe/Berlin' }),
      pauseChecks: z.boolean().nullish().meta({ description: 'Do not even look meanwhile. Default: false.' }),
      managedBy: managedBy.nullish(),
    }),
  };
});

const EXAMPLE = { startsAt: '2026-01-31T22:00:00Z', endsAt: '2026-01-31T23:00:00Z', reason: 'Database upgrade' };

/** With `durationSeconds` in place of `endsAt`, and without `startsAt`, it is one that begins now. */
export const windowBody = perDialect((dialect) => {
  const isFull = dialect === 'full';
  const times = {
    startsAt: isFull ? timeMs.optional().meta({ format: 'date-time', description: 'Default: now.' }) : timeMs,
    endsAt: isFull ? timeMs.optional().meta({ format: 'date-time', description: 'Or durationSeconds.' }) : timeMs,
    ...additions(dialect, { durationSeconds: z.int().min(1).max(DURATION_MAX_SECONDS).nullish() }),
  };
  return z
    .strictObject({ ...times, ...settable(dialect) })
    .meta({ ...named(dialect, 'CreateMaintenanceWindowRequest'), example: EXAMPLE });
});

export const windowChange = perDialect((dialect) => {
  return z
    .strictObject({ startsAt: timeMs, endsAt: timeMs, ...settable(dialect) })
    .meta({ ...named(dialect, 'UpdateMaintenanceWindowRequest'), example: EXAMPLE });
});

export const WINDOW_FILTERS = ['active', 'upcoming', 'past'] as const;

export const windowQuery = z.strictObject({
  monitorId: id.optional().meta({ description: 'Windows on this monitor, by whatever says so.' }),
  filter: search.optional().meta({ description: `One of ${WINDOW_FILTERS.join(', ')}.` }),
});

/** The span of a calendar: longer than two months shows nobody anything. */
const CALENDAR_DAYS_MAX = 62;
export const OCCURRENCES_MAX = 2000;

export const occurrencesQuery = z
  .strictObject({
    from: timeMs,
    to: timeMs,
    monitorId: id.optional().meta({ description: 'Of windows on this monitor, by whatever says so.' }),
  })
  .superRefine(({ from, to }, context) => {
    const isSpan = to > from && to - from <= CALENDAR_DAYS_MAX * 86_400_000;
    const message = `must be after "from", at most ${CALENDAR_DAYS_MAX} days`;
    if (!isSpan) context.addIssue({ code: 'custom', path: ['to'], message });
  });

export const occurrenceDto = z
  .object({ windowId: uuid, startsAt: time, endsAt: time })
  .meta({ id: 'MaintenanceOccurrenceDto' });

/** The maintenance that lasts on a monitor. */
export const maintenanceDto = z.object({
  id: uuid,
  reason: z.string().nullable(),
  until: time,
  pausesChecks: z.boolean(),
  suppressesAlerts: z.boolean(),
});

export const windowDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      monitorId: uuid.nullable(),
      organizationId: whole,
      startsAt: time,
      endsAt: time,
      repeatRule: z.string().nullable(),
      reason: z.string().nullable(),
      suppressAlerts: z.boolean(),
      createdAt: time,
      ...additions(dialect, {
        name: z.string().nullable(),
        monitorIds: z.array(uuid),
        tagIds: z.array(uuid),
        resourceGroupIds: z.array(uuid),
        allMonitors: z.boolean(),
        timeZone: z.string(),
        pauseChecks: z.boolean(),
        managedBy,
        updatedAt: time,
        status: z.enum(WINDOW_FILTERS),
        nextStartsAt: time.nullable().meta({ description: 'When it begins next, where it ever does again.' }),
        activeUntil: time.nullable().meta({ description: 'When it ends, while it lasts.' }),
        warnings: z.array(z.string()).meta({ description: 'What is allowed, and may not be what was meant.' }),
        warningsSaid,
      }),
    })
    .meta(named(dialect, 'MaintenanceWindowDto'));
});
