/** What status pages tell of, who reads them and under which name, on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { listQuery } from './paging.ts';
import { componentStatus } from './status-page-parts.ts';
import { id, nameOf, proseOf, time, timeMs, uuid } from './values.ts';

const AFFECTED_MAX = 1000;
const BODY_CHARACTERS_MAX = 50_000;
const HOSTNAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

const PAGE_INCIDENT_STATUSES = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
const status = z.enum(PAGE_INCIDENT_STATUSES);
const impact = z.enum(['NONE', 'MINOR', 'MAJOR', 'CRITICAL']);
const title = nameOf(500);
const said = proseOf(BODY_CHARACTERS_MAX).min(1);
const affected = z
  .array(z.strictObject({ componentId: id, status: componentStatus }).meta({ id: 'AffectedComponent' }))
  .max(AFFECTED_MAX)
  .nullish()
  .meta({ description: 'How components stand while it is open. In a change: all of them; left out, they stay.' });
const notifySubscribers = z.boolean().nullish().meta({ description: 'Tell subscribers of the page. Default: true.' });

export const pageIncidentBody = perDialect((dialect) => {
  return z
    .strictObject({
      title,
      status: status.nullish().meta({ description: 'Default: INVESTIGATING.' }),
      impact,
      body: said,
      affectedComponents: affected,
      scheduled: z
        .boolean()
        .nullish()
        .meta({ description: 'Announced work: it counts from its beginning to its end.' }),
      scheduledFor: timeMs.nullish(),
      scheduledUntil: timeMs.nullish(),
      autoResolve: z.boolean().nullish().meta({
        description:
          'It is resolved when its announced time is over, or the incident that it is about. Default: `scheduled`.',
      }),
      notifySubscribers,
      ...additions(dialect, {
        incidentId: id.nullish().meta({ description: 'The incident that it is about.' }),
        draft: z.boolean().nullish().meta({ description: 'Not shown until it is published. Default: false.' }),
      }),
    })
    .meta({
      ...named(dialect, 'CreateStatusPageIncidentRequest'),
      example: { title: 'Orders fail', impact: 'MAJOR', body: 'We are looking into it.' },
    });
});

export const pageIncidentChange = perDialect((dialect) => {
  return z
    .strictObject({
      title: title.nullish(),
      status: status.nullish(),
      impact: impact.nullish(),
      affectedComponents: affected,
      postmortemBody: proseOf(BODY_CHARACTERS_MAX).nullish(),
      postmortemUrl: proseOf(2048)
        .regex(/^https?:\/\/.+/, 'must begin with http:// or https://')
        .nullish(),
      ...additions(dialect, {
        postmortemTitle: title.nullish().meta({ description: 'Of the post-mortem. Default: a heading of the page’s.' }),
      }),
    })
    .meta({ ...named(dialect, 'UpdateStatusPageIncidentRequest'), example: { postmortemBody: 'It was DNS.' } });
});

export const publishBody = z
  .strictObject({
    title: title.nullish(),
    impact: impact.nullish(),
    status: status.nullish(),
    body: proseOf(BODY_CHARACTERS_MAX).nullish(),
    affectedComponents: affected,
    notifySubscribers,
  })
  .nullish()
  .meta({ id: 'PublishStatusPageIncidentRequest' });

export const pageIncidentUpdateBody = z
  .strictObject({ status, body: said, notifySubscribers, affectedComponents: affected })
  .meta({
    id: 'CreateStatusPageIncidentUpdateRequest',
    example: { status: 'IDENTIFIED', body: 'The payment provider is down.' },
  });

/** Ours alone: the contract has no drafts of what is told. */
export const pageIncidentPreviewBody = z
  .strictObject({
    incidentId: id.nullish().meta({ description: 'The one that would be changed or updated.' }),
    opening: pageIncidentBody('full').nullish().meta({ description: 'One that is not there yet.' }),
    change: pageIncidentChange('full').nullish(),
    update: pageIncidentUpdateBody.nullish().meta({ description: 'Another line of its timeline.' }),
  })
  .meta({
    id: 'PreviewStatusPageIncidentRequest',
    example: { opening: { title: 'Orders fail', impact: 'MAJOR', body: 'We are **looking** into it.' } },
  });

export const pageIncidentQuery = listQuery(['startedAt'], {
  status: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(status).max(10))
    .optional()
    .meta({ override: { type: 'array', items: { type: 'string', enum: [...PAGE_INCIDENT_STATUSES] } } }),
});
export const pageIncidentParams = z.object({ id, incidentId: id });

export const pageIncidentDto = perDialect((dialect) => {
  const updateDto = z.object({
    id: uuid,
    status,
    body: z.string(),
    createdBy: z.enum(['USER', 'SYSTEM']),
    createdByUserId: z.null(),
    notifySubscribers: z.boolean(),
    createdAt: time,
  });
  return z
    .object({
      id: uuid,
      statusPageId: uuid,
      title: z.string(),
      status,
      impact,
      scheduled: z.boolean(),
      scheduledFor: time.nullable(),
      scheduledUntil: time.nullable(),
      autoResolve: z.boolean(),
      incidentId: uuid.nullable(),
      startedAt: time,
      publishedAt: time.nullable(),
      resolvedAt: time.nullable(),
      createdByUserId: z.null(),
      postmortemBody: z.string().nullable(),
      postmortemUrl: z.string().nullable(),
      ...additions(dialect, {
        postmortemTitle: z.string().nullable(),
        postmortemPublishedAt: time
          .nullable()
          .meta({ description: 'When it was first given. Readers see it once the incident is over.' }),
      }),
      affectedComponents: z.array(
        z.object({ statusPageComponentId: uuid, componentStatus, componentName: z.string() }),
      ),
      updates: z.array(updateDto),
      createdAt: time,
      updatedAt: time,
    })
    .meta(named(dialect, 'StatusPageIncidentDto'));
});

/** As an incident shows where it is told of. */
export const linkedPageIncidentDto = z.object({
  id: uuid,
  statusPageId: uuid,
  statusPageName: z.string(),
  statusPageSlug: z.string(),
  title: z.string(),
  status,
  impact,
  scheduled: z.boolean(),
  publishedAt: time.nullable(),
});

export const subscriberBody = perDialect((dialect) =>
  z
    .strictObject({
      email: z.email().max(320),
      ...additions(dialect, {
        componentIds: z
          .array(id)
          .max(1000)
          .nullish()
          .meta({ description: 'What they are told about. Default: everything.' }),
      }),
    })
    .meta({ ...named(dialect, 'AdminAddSubscriberRequest'), example: { email: 'ada@shop.test' } }),
);
export const subscriberParams = z.object({ id, subscriberId: id });
export const subscriberDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      email: z.string(),
      confirmed: z.boolean(),
      createdAt: time,
      ...additions(dialect, {
        type: z.enum(['EMAIL', 'WEBHOOK']),
        webhookOrigin: z
          .string()
          .nullable()
          .meta({ description: 'Where it is posted to, without what may be secret.' }),
        componentIds: z.array(uuid).meta({ description: 'Empty: everything.' }),
        stoppedAt: time.nullable().meta({ description: 'Nothing is sent there any more: it did not arrive.' }),
        stoppedReason: z.string().nullable(),
      }),
    })
    .meta(named(dialect, 'StatusPageSubscriberDto'));
});

export const domainBody = z
  .strictObject({
    hostname: z
      .string()
      .max(253)
      .regex(HOSTNAME, 'must be a host name in small letters, such as status.example.org')
      .refine(
        (text) => text.split('.').every((label) => label.length <= 63),
        'must have labels of at most 63 characters',
      ),
  })
  .meta({ id: 'AddCustomDomainRequest', example: { hostname: 'status.example.org' } });
export const domainParams = z.object({ id, domainId: id });

const method = z.enum(['CNAME', 'TXT']);
export const domainDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      hostname: z.string(),
      status: z.enum([
        'PENDING_VERIFICATION',
        'VERIFICATION_FAILED',
        'VERIFIED',
        'SSL_PENDING',
        'ACTIVE',
        'FAILED',
        'REMOVED',
      ]),
      verificationMethod: method.meta({ description: 'How it was proven, or which proof is asked for first.' }),
      verificationToken: z.string().meta({ description: 'The text of the TXT record.' }),
      verificationCnameTarget: z
        .string()
        .meta({ description: 'Empty where the server does not know its public name.' }),
      verifiedAt: time.nullable(),
      verificationError: z.string().nullable(),
      cfCustomHostnameId: z.null(),
      cfSslStatus: z.null(),
      sslActiveAt: z.null(),
      createdAt: time,
      updatedAt: time,
      primary: z.boolean(),
      ...additions(dialect, {
        verificationRecordName: z
          .string()
          .meta({ description: 'The name of the TXT record.', example: '_upwatch.status.example.org' }),
      }),
    })
    .meta(named(dialect, 'StatusPageCustomDomainDto'));
});
