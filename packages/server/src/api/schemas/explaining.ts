/** Explanations and replays on the wire: ours, not the contract's. */
import { z } from 'zod';
import { policyBody } from './policies.ts';
import { timelineEntry } from './forensics.ts';
import { saidDto } from './said.ts';
import { time, timeMs, uuid, whole } from './values.ts';

const look = z.object({ region: z.string(), slot: time });
const channel = { channelId: uuid, channelName: z.string(), channelType: z.string() };

export const explanationDto = z
  .object({
    incidentId: uuid,
    monitorId: uuid.nullable(),
    summary: z.string(),
    sentences: z.array(z.string()),
    said: z.object({ summary: saidDto, sentences: z.array(saidDto) }),
    timeline: z.array(timelineEntry),
    why: z.array(
      z.object({
        evaluationId: uuid,
        rule: z.string(),
        said: saidDto.meta({ description: 'The rule.' }),
        ruleIndex: z.int(),
        region: z.string(),
        at: time,
        counted: whole,
        needed: whole,
        measuredMs: z.number().nullable(),
        thresholdMs: z.number().nullable(),
        looks: z.array(look),
      }),
    ),
    regions: z.array(
      z.object({
        region: z.string(),
        firstBadAt: time,
        failure: z.string().nullable(),
        said: saidDto.nullable().meta({ description: 'The failure.' }),
        goodAgainAt: time.nullable(),
      }),
    ),
    differences: z.array(
      z.object({ what: z.string(), said: saidDto, before: z.string().nullable(), after: z.string().nullable() }),
    ),
    told: z.array(
      z.object({
        deliveryId: uuid,
        ...channel,
        kind: z.string(),
        occasion: z.string(),
        isTogether: z.boolean(),
        outcome: z.enum(['told', 'waiting', 'failed', 'cancelled']),
        at: time,
        attempts: whole,
        reason: z.string().nullable(),
      }),
    ),
    notTold: z.array(z.object({ ...channel, reason: z.string(), said: saidDto })),
    policySnapshotHashHex: z.string().nullable(),
  })
  .meta({ id: 'IncidentExplanationDto' });

export const replayBody = z
  .strictObject({ from: timeMs, to: timeMs, policy: policyBody('full').nullish() })
  .meta({ id: 'ReplayPolicyRequest', example: { from: '2026-01-01T00:00:00Z', to: '2026-01-08T00:00:00Z' } });

const outage = z.object({
  severity: z.enum(['down', 'degraded']),
  isReopening: z
    .boolean()
    .meta({ description: 'Whether its incident came back within its cooldown: it is not another incident.' }),
  startedAt: time,
  confirmedAt: time,
  endedAt: time.nullable(),
  rule: z.string(),
  regions: z.array(z.string()),
});

const fared = z.object({
  incidents: whole,
  pages: whole,
  recoveries: whole,
  alerts: whole,
  averageTimeToDetectMs: z.number().nullable(),
  longestTimeToDetectMs: z.number().nullable(),
  downtimeMs: z.number(),
  outages: z.array(outage),
});

export const replayDto = z
  .object({
    monitorId: uuid,
    from: time,
    to: time,
    looks: whole,
    undecidedLooks: whole,
    /** What the numbers leave out, in words. */
    notReplayed: z.array(z.string()),
    /** What the stores say. */
    actual: z.object({ incidents: whole, pages: whole, alerts: whole }),
    inForce: fared,
    candidate: fared.nullable(),
    comparison: z
      .object({
        pagesSpared: whole,
        pagesAdded: whole,
        spared: z.array(outage),
        added: z.array(outage),
        downtimeMissedMs: z.number(),
        downtimeAddedMs: z.number(),
        detectsLaterByMs: z.number().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'PolicyReplayDto' });
