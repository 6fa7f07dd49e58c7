/** Incidents on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { listQuery } from './paging.ts';
import { saidDto } from './said.ts';
import { linkedPageIncidentDto } from './status-page-incidents.ts';
import { id, nameOf, proseOf, time, timeMs, uuid, whole } from './values.ts';

const status = z.enum(['WATCHING', 'TRIGGERED', 'CONFIRMED', 'RESOLVED']);
const severity = z.enum(['DOWN', 'DEGRADED', 'MAINTENANCE']);
const source = z.enum(['AUTOMATIC', 'MANUAL', 'MONITORS', 'STATUS_DATA', 'RESOURCE_GROUP']);
const prose = proseOf(20_000);

export const incidentQuery = listQuery(['startedAt', 'createdAt', 'updatedAt', 'resolvedAt'], {
  status: status.optional(),
  severity: severity.optional(),
  source: source.optional(),
  monitorId: id.optional(),
  serviceId: id.optional(),
  resourceGroupId: id.optional(),
  tagId: id.optional(),
  environmentId: id.optional(),
  startedFrom: timeMs.optional(),
  startedTo: timeMs.optional(),
});

export const incidentBody = perDialect((dialect) =>
  z
    .strictObject({
      title: nameOf(500),
      severity,
      monitorId: id.nullish(),
      body: prose.nullish(),
      ...additions(dialect, {
        notifyChannels: z
          .boolean()
          .nullish()
          .meta({ description: 'Whether policies and channels tell of it, as of what looks find. Default: true.' }),
      }),
    })
    .meta({
      ...named(dialect, 'CreateManualIncidentRequest'),
      example: { title: 'Payments are slow', severity: 'DEGRADED' },
    }),
);

const SNOOZE_MINUTES_MAX = 7 * 24 * 60;

/** May be left out whole. */
export const acknowledgeBody = z
  .strictObject({
    body: prose.nullish(),
    snoozeMinutes: z
      .int()
      .min(1)
      .max(SNOOZE_MINUTES_MAX)
      .nullish()
      .meta({ description: 'Only for so long: what was due meanwhile is told afterwards.' }),
  })
  .nullish()
  .meta({ id: 'AcknowledgeIncidentRequest', example: { body: 'on it', snoozeMinutes: 60 } });

/** May be left out whole. */
export const unacknowledgeBody = z
  .strictObject({ body: prose.nullish() })
  .nullish()
  .meta({ id: 'UnacknowledgeIncidentRequest' });

/** May be left out whole. */
export const resolveBody = z.strictObject({ body: prose.nullish() }).nullish().meta({ id: 'ResolveIncidentRequest' });

export const updateBody = perDialect((dialect) =>
  z
    .strictObject({
      body: prose.nullish(),
      newStatus: status.nullish(),
      notifySubscribers: z.boolean(),
      ...additions(dialect, {
        newSeverity: severity.nullish().meta({
          description:
            'How bad it is, as a person judges: told once to whoever was told of it, and to policies that it now concerns.',
        }),
      }),
    })
    .meta(named(dialect, 'AddIncidentUpdateRequest')),
);

export const incidentDto = perDialect((dialect) => {
  const nothing = z.null();
  return z
    .object({
      id: uuid,
      monitorId: uuid.nullable(),
      organizationId: whole,
      source,
      status,
      severity,
      title: z.string().nullable(),
      triggeredByRule: z.string().nullable(),
      affectedRegions: z.array(z.string()),
      reopenCount: whole,
      createdByUserId: nothing,
      statusPageVisible: z.boolean(),
      serviceIncidentId: nothing,
      serviceId: nothing,
      externalRef: nothing,
      affectedComponents: nothing,
      shortlink: z.string().nullable(),
      resolutionReason: z.enum(['MANUAL', 'AUTO_RECOVERED', 'AUTO_RESOLVED']).nullable(),
      startedAt: time.nullable(),
      confirmedAt: time.nullable(),
      resolvedAt: time.nullable(),
      cooldownUntil: time.nullable(),
      createdAt: time,
      updatedAt: time,
      monitorName: z.string().nullable(),
      serviceName: nothing,
      serviceSlug: nothing,
      monitorType: z.string().nullable(),
      resourceGroupId: uuid.nullable(),
      resourceGroupName: z.string().nullable(),
      triggeringCheckId: uuid.nullable(),
      triggeredByRuleSnapshotHashHex: z.string().nullable(),
      triggeredByRuleIndex: whole.nullable(),
      engineVersion: z.string().nullable(),
      ...additions(dialect, {
        failure: z
          .object({ class: z.string(), code: z.string(), message: z.string(), phase: z.string().nullable() })
          .nullable(),
        triggeredByRuleSaid: saidDto.nullable(),
        warning: z
          .string()
          .nullable()
          .meta({ description: 'Why it is degraded where nothing failed: what the assertion that warns said.' }),
        isFlapping: z.boolean(),
        acknowledgedAt: time.nullable(),
        acknowledgedBy: z.string().nullable(),
        snoozedUntil: time.nullable().meta({
          description: 'Set where it was taken on for a while only; nobody has it any more once that is past.',
        }),
      }),
    })
    .meta(named(dialect, 'IncidentDto'));
});

const seenLook = z
  .object({
    timestamp: time,
    region: z.string(),
    resultId: uuid,
    remoteAddress: z.string().nullable(),
    statusCode: whole.nullable(),
    phases: z.record(z.string(), z.number()),
    headers: z.record(z.string(), z.string()).nullable(),
    certificate: z
      .object({ subject: z.string(), issuer: z.string(), fingerprint: z.string(), notAfter: time })
      .nullable(),
    bodyExcerpt: z.string().nullable(),
    failure: z
      .object({ class: z.string(), code: z.string(), message: z.string(), phase: z.string().nullable() })
      .nullable(),
    failedAssertions: z.array(
      z.object({
        type: z.string(),
        message: z.string().nullable(),
        expected: z.string().nullable(),
        actual: z.string().nullable(),
      }),
    ),
  })
  .nullable();

const evidence = z
  .object({
    lastGood: seenLook.meta({ description: 'The last look that was good before, where the first bad one came from.' }),
    firstBad: seenLook,
    differences: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  })
  .meta({ id: 'IncidentEvidenceDto', description: 'What was seen before and after it went wrong.' });

export const incidentDetailDto = perDialect((dialect) => {
  return z
    .object({
      incident: incidentDto(dialect),
      updates: z.array(
        z.object({
          id: uuid,
          incidentId: uuid,
          oldStatus: status.nullable(),
          newStatus: status.nullable(),
          body: z.string().nullable(),
          createdBy: z.enum(['SYSTEM', 'USER']).nullable(),
          notifySubscribers: z.boolean(),
          createdAt: time,
        }),
      ),
      statusPageIncidents: z.array(linkedPageIncidentDto),
      ...additions(dialect, { evidence }),
    })
    .meta(named(dialect, 'IncidentDetailDto'));
});
