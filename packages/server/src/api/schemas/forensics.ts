/** How things were decided, on the wire. */
import { EVALUATION_TYPES } from '@upwatch/core';
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { listQuery, table, wholePageQuery } from './paging.ts';
import { flag, search, time, timeMs, uuid } from './values.ts';
import { saidDto } from './said.ts';

const span = { from: timeMs.optional(), to: timeMs.optional() };
/** Newest first; `sort` may say so. */
const NEWEST = ['occurredAt'] as const;

export const evaluationQuery = listQuery([...NEWEST], {
  ruleType: z.enum(EVALUATION_TYPES).optional(),
  region: search.optional(),
  onlyMatched: flag.optional(),
  ...span,
});
export const transitionQuery = listQuery([...NEWEST], span);

export const hashParams = z.object({
  hashHex: z.string().regex(/^[0-9a-fA-F]{64}$/, 'must be a SHA-256 hash: 64 hexadecimal digits'),
});
export const checkParams = z.object({ checkId: z.uuid() });

/** The contract has values of objects only. */
const objects = z.record(z.string(), z.record(z.string(), z.unknown()));
const look = z.object({ region: z.string(), slot: time });

const evaluationDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      occurredAt: time,
      monitorId: uuid,
      region: z.string(),
      policySnapshotHashHex: z.string(),
      ruleIndex: z.int(),
      ruleType: z.string(),
      ruleScope: z.string(),
      inputResultIds: z.array(uuid),
      outputMatched: z.boolean(),
      evaluationDetails: objects,
      engineVersion: z.string(),
      checkId: uuid,
      triggeringTransitionId: uuid.nullable(),
      ...additions(dialect, { rule: z.string(), inputs: z.array(look) }),
    })
    .meta(named(dialect, 'RuleEvaluationDto'));
});

const transitionDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      occurredAt: time,
      monitorId: uuid,
      incidentId: uuid.nullable(),
      fromStatus: z.string(),
      toStatus: z.string(),
      reason: z.string(),
      triggeringEvaluationIds: z.array(uuid),
      affectedRegions: z.array(z.string()),
      policySnapshotHashHex: z.string(),
      engineVersion: z.string(),
      checkId: uuid,
      details: z.object({ source: z.enum(['pipeline', 'public-api']) }),
    })
    .meta(named(dialect, 'IncidentStateTransitionDto'));
});

export const snapshotDto = perDialect((dialect) => {
  return z
    .object({
      hashHex: z.string(),
      policy: objects,
      engineVersion: z.string(),
      firstSeenAt: time,
      lastSeenAt: time,
      ...additions(dialect, { canonicalJson: z.string() }),
    })
    .meta(named(dialect, 'PolicySnapshotDto'));
});

export const evaluationTable = perDialect((dialect) => table(evaluationDto(dialect)));
export const transitionTable = perDialect((dialect) => table(transitionDto(dialect)));

/** One thing that happened to an incident. */
export const timelineEntry = z
  .object({
    at: time,
    type: z.enum([
      'look',
      'evaluation',
      'transition',
      'delivery',
      'acknowledgement',
      'comment',
      'severity',
      'escalation',
      'hold',
      'note',
    ]),
    text: z.string(),
    said: saidDto,
    region: z.string().nullable(),
    channelId: uuid.nullable(),
    deliveryId: uuid.nullable(),
  })
  .meta({ id: 'TimelineEntryDto' });

/** Of the entries; whoever asks for no page gets as many as there are in one. */
export const timelineQuery = wholePageQuery;

export const incidentTimelineDto = perDialect((dialect) => {
  return z
    .object({
      transitions: z.array(transitionDto(dialect)),
      triggeringEvaluations: z.array(evaluationDto(dialect)),
      policySnapshot: snapshotDto(dialect).nullable(),
      ...additions(dialect, {
        entries: z.array(timelineEntry).meta({
          description:
            'Everything that happened, oldest first: looks, judgements, steps, deliveries and what people did.',
        }),
        entriesTotal: z.int(),
        hasMoreEntries: z.boolean(),
      }),
    })
    .meta(named(dialect, 'IncidentTimelineDto'));
});

export const traceDto = perDialect((dialect) => {
  return z
    .object({
      checkId: uuid,
      evaluations: z.array(evaluationDto(dialect)),
      transitions: z.array(transitionDto(dialect)),
      policySnapshot: snapshotDto(dialect).nullable(),
    })
    .meta(named(dialect, 'CheckTraceDto'));
});
