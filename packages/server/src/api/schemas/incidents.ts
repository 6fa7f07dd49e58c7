/** Incidents on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { listQuery } from './paging.ts';
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

export const incidentBody = z
  .strictObject({ title: nameOf(500), severity, monitorId: id.nullish(), body: prose.nullish() })
  .meta({ id: 'CreateManualIncidentRequest', example: { title: 'Payments are slow', severity: 'DEGRADED' } });

/** May be left out whole. */
export const resolveBody = z.strictObject({ body: prose.nullish() }).nullish().meta({ id: 'ResolveIncidentRequest' });

export const updateBody = z
  .strictObject({ body: prose.nullish(), newStatus: status.nullish(), notifySubscribers: z.boolean() })
  .meta({ id: 'AddIncidentUpdateRequest' });

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
      resourceGroupId: nothing,
      resourceGroupName: nothing,
      triggeringCheckId: uuid.nullable(),
      triggeredByRuleSnapshotHashHex: nothing,
      triggeredByRuleIndex: whole.nullable(),
      engineVersion: nothing,
      ...additions(dialect, {
        failure: z
          .object({ class: z.string(), code: z.string(), message: z.string(), phase: z.string().nullable() })
          .nullable(),
      }),
    })
    .meta(named(dialect, 'IncidentDto'));
});

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
      statusPageIncidents: z.null(),
    })
    .meta(named(dialect, 'IncidentDetailDto'));
});
