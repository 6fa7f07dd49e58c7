/** Monitors on the wire. */
import { INHERITABLE, PARENTS_MAX } from '@upwatch/core';
import { z } from 'zod';
import type { ApiCheckType } from '../deps.ts';
import { additions, type Dialect, named, perCheckTypes, perDialect } from '../dialect.ts';
import { regionNames } from '../../region-name.ts';
import { fitsItsPace } from '../policy-fit.ts';
import { contractConfig } from './contract-configs.ts';
import { assertionBody, assertionDto } from './assertions.ts';
import { environmentSummary } from './environments.ts';
import { maintenanceDto } from './maintenance.ts';
import { authBody, authShown } from './monitor-auth.ts';
import { listQuery } from './paging.ts';
import { policyBody, policyChangeBody, policyDto } from './policies.ts';
import { monitorTags, tagDto } from './tags.ts';
import { flag, id, managedBy, nameOf, search, time, uuid, whole } from './values.ts';
import { warningsSaid } from './said.ts';

const name = nameOf(255);
const frequencySeconds = z.int().min(1).max(86_400);
const inheritable = z.array(z.enum(INHERITABLE));

const settable = perDialect((dialect) => {
  return {
    frequencySeconds: frequencySeconds.nullish().meta({ description: 'Seconds between looks. Default 60.' }),
    enabled: z.boolean().nullish(),
    regions: regionNames.nullish().meta({
      description:
        "Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region.",
    }),
    managedBy: managedBy.nullish(),
    environmentId: id
      .nullish()
      .meta({ description: 'Whose variables its settings name. Default: that of its groups, then the default one.' }),
    assertions: z.array(assertionBody(dialect)).max(100).nullish(),
    auth: authBody.nullish().meta({ description: 'How it says who it is, by a secret.' }),
    incidentPolicy: policyBody(dialect).nullish(),
    alertChannelIds: z.array(id).max(200).nullish().meta({ description: 'Default: every channel there is.' }),
    tags: monitorTags.nullish(),
    ...additions(dialect, {
      pingToken: z
        .string()
        .regex(/^[\w-]{8,128}$/, 'must be 8 to 128 letters, digits, dashes and underscores')
        .nullish()
        .meta({
          description: 'HEARTBEAT: by which its job reports. Default: one that nobody can guess.',
        }),
      dependsOn: z
        .array(id)
        .max(PARENTS_MAX)
        .nullish()
        .meta({ description: 'What it is reached through: while one of these monitors is down, it is not told of.' }),
    }),
  };
});

/** One branch for each check type, told apart by `type`. */
function byType<Shape extends z.ZodRawShape>(checkTypes: readonly ApiCheckType[], shape: Shape) {
  const branches = checkTypes.map(({ type, config }) =>
    z.strictObject({
      type: z.literal(type),
      config: config as z.ZodType<Readonly<Record<string, z.core.util.JSONType>>>,
      ...shape,
    }),
  );
  // The list comes from outside and is never empty: a server without a check type has nothing to do.
  return z.discriminatedUnion('type', branches as [(typeof branches)[number]]);
}

const EXAMPLE = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };

export const createMonitorBody = perCheckTypes((dialect, checkTypes: readonly ApiCheckType[]) => {
  return byType(checkTypes, { name, ...settable(dialect) })
    .superRefine(fitsItsPace)
    .meta({
      ...named(dialect, 'CreateMonitorRequest'),
      example: { ...EXAMPLE, frequencySeconds: 30, tags: { newTags: [{ name: 'production' }] } },
    });
});

/** The settings are looked at again when the monitor, and with it the type, is known. */
export const updateMonitorBody = perDialect((dialect) => {
  return z
    .strictObject({
      name: name.nullish(),
      config: z.looseObject({}).nullish(),
      ...settable(dialect),
      incidentPolicy: policyChangeBody.nullish(),
      clearEnvironmentId: z
        .boolean()
        .nullish()
        .meta({ description: 'Takes its own environment away: it has that of its groups, or the default one.' }),
      clearAuth: z.boolean().nullish(),
      ...additions(dialect, {
        clearAlertChannelIds: z.boolean().nullish().meta({
          description: 'Takes its own channels away: it tells those of its groups, or every channel there is.',
        }),
        inherits: inheritable.nullish().meta({ description: 'What it is to have of its groups or the server again.' }),
      }),
    })
    .meta({ ...named(dialect, 'UpdateMonitorRequest'), example: { frequencySeconds: 60 } });
});

export function testMonitorBody(dialect: Dialect, checkTypes: readonly ApiCheckType[]) {
  const { assertions, environmentId } = settable(dialect);
  return byType(checkTypes, {
    assertions,
    ...additions(dialect, {
      environmentId: environmentId.meta({ description: 'Whose variables the settings name.' }),
    }),
  }).meta({
    ...named(dialect, 'MonitorTestRequest'),
    example: { type: EXAMPLE.type, config: EXAMPLE.config },
  });
}

const MONITOR_SORTS = ['name', 'createdAt', 'updatedAt', 'type', 'frequencySeconds'] as const;

export const monitorQuery = listQuery(MONITOR_SORTS, {
  enabled: flag.optional(),
  status: z.enum(['up', 'degraded', 'down', 'paused', 'unknown']).optional(),
  type: z.string().max(50).optional(),
  managedBy: managedBy.optional(),
  tags: search.optional().meta({ description: 'Names of tags, separated by commas: any of them.' }),
  tag: search.optional(),
  search: search.optional(),
  environmentId: id.optional(),
});

export const bulkBody = z
  .strictObject({
    monitorIds: z.array(id).max(200),
    action: z.enum(['PAUSE', 'RESUME', 'DELETE', 'ADD_TAG', 'REMOVE_TAG']),
    tagIds: monitorTags.shape.tagIds,
    newTags: monitorTags.shape.newTags,
  })
  .meta({ id: 'BulkMonitorActionRequest' });

export const bulkResult = z.object({
  succeeded: z.array(uuid),
  failed: z.array(z.object({ monitorId: uuid, reason: z.string() })),
});

export const channelIdsBody = z.strictObject({ channelIds: z.array(id).max(200) });

export const monitorDto = perDialect((dialect) => {
  const config = dialect === 'full' ? z.looseObject({}) : contractConfig;
  return z
    .object({
      id: uuid,
      organizationId: whole,
      name: z.string(),
      type: z.string(),
      config: config as z.ZodType<Readonly<Record<string, unknown>>>,
      frequencySeconds: whole,
      enabled: z.boolean(),
      regions: z.array(z.string()),
      managedBy,
      createdAt: time,
      updatedAt: time,
      assertions: z.array(assertionDto(dialect)),
      tags: z.array(tagDto(dialect)),
      pingUrl: z.string().nullable(),
      environment: environmentSummary(dialect).nullable(),
      auth: authShown.nullable(),
      incidentPolicy: policyDto(dialect),
      alertChannelIds: z.array(uuid).nullable(),
      currentStatus: z.enum(['up', 'degraded', 'down', 'paused', 'unknown']),
      ...additions(dialect, {
        dependsOn: z.array(uuid),
        inherits: inheritable.meta({ description: 'What it has of its groups or the server, as nobody gave it.' }),
        maintenance: maintenanceDto.nullable().meta({ description: 'The maintenance that lasts, longest first.' }),
        generation: whole.meta({ description: 'Counts up at each change; also the ETag.' }),
        state: monitorState,
        isStale: z.boolean().meta({
          description: 'No look for three intervals and a timeout: what is shown is of the past.',
        }),
        certificate: monitorCertificate,
        warnings: z.array(z.string()).meta({ description: 'What is allowed and may not be meant, with the field.' }),
        warningsSaid,
      }),
    })
    .meta(named(dialect, 'MonitorDto'));
});

const monitorState = z
  .object({
    verdict: z.enum(['unknown', 'up', 'degraded', 'down']),
    scope: z.enum(['global', 'regional', 'probe']),
    regions: z.array(z.string()).meta({ description: 'The regions that the verdict is of, when it is regional.' }),
    since: time,
    incidentId: uuid.nullable(),
    failure: z
      .object({ class: z.string(), code: z.string(), message: z.string(), phase: z.string().nullable() })
      .nullable(),
    warning: z
      .string()
      .nullable()
      .meta({ description: 'Why it is degraded where nothing failed: what the assertion that warns said.' }),
    isFlapping: z
      .boolean()
      .meta({ description: 'It comes and goes: its end is told when it has been well for a while.' }),
    coverage: z
      .object({
        regions: whole,
        heard: whole,
        unheard: z.array(z.string()),
        unmanned: z.array(z.string()).meta({ description: 'From these nobody looks: no probe stands there.' }),
        isReduced: z.boolean(),
      })
      .meta({ description: 'How many of its regions the verdict rests on: one that is not heard has no vote.' }),
  })
  .meta({ id: 'MonitorStateDto' });

const monitorCertificate = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    serialNumber: z.string(),
    fingerprint: z.string().meta({ description: 'SHA-256, lower-case hex.' }),
    keyFingerprint: z.string().nullable().meta({ description: 'Of the public key: SHA-256, lower-case hex.' }),
    notBefore: time,
    notAfter: time,
    firstSeenAt: time,
    region: z.string().meta({ description: 'Where it was seen first.' }),
  })
  .nullable()
  .meta({ id: 'MonitorCertificateDto', description: 'The certificate that the target showed last.' });

export const versionDto = perDialect((dialect) => {
  const changedVia = dialect === 'full' ? z.string() : z.enum(['API', 'DASHBOARD', 'CLI', 'TERRAFORM']).catch('API');
  return z
    .object({
      id: uuid,
      monitorId: uuid,
      version: whole,
      snapshot: monitorDto(dialect),
      changedById: whole.nullable(),
      changedVia: changedVia as z.ZodType<string>,
      changeSummary: z.string().nullable(),
      createdAt: time,
    })
    .meta(named(dialect, 'MonitorVersionDto'));
});
