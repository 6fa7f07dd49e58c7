/** Explanations and replays on the wire. */
import {
  type Compared,
  type Explanation,
  type Fared,
  type Incident,
  type Outage,
  readOrText,
  type TimelineEntry,
  whatSaid,
} from '@upwatch/core';
import { evaluationId } from './result-id.ts';
import { presentSaid } from './said.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function presentExplanation({ id, monitorId }: Incident, explanation: Explanation, policyHash?: string) {
  const { summary, sentences, said, timeline, why, regions, differences, told, notTold } = explanation;
  return {
    incidentId: id,
    monitorId: monitorId ?? null,
    summary,
    sentences: [...sentences],
    said: { summary: presentSaid(said.summary), sentences: said.sentences.map(presentSaid) },
    timeline: timeline.map(presentEntry),
    why: why.map(({ rule, ruleIndex, region, slotMs, counted, needed, measuredMs, thresholdMs, inputs }) => ({
      evaluationId: evaluationId({ monitorId: monitorId ?? '', region, slotMs, ruleIndex }),
      ...{ rule, ruleIndex, region, counted, needed },
      said: presentSaid(readOrText(rule, 'rule')),
      at: isoTime(slotMs),
      measuredMs: measuredMs ?? null,
      thresholdMs: thresholdMs ?? null,
      looks: inputs.map((look) => ({ region: look.region, slot: isoTime(look.slotMs) })),
    })),
    regions: regions.map(({ region, firstBadMs, failure, said: why, goodAgainMs }) => ({
      region,
      firstBadAt: isoTime(firstBadMs),
      failure: failure ?? null,
      said: why ? presentSaid(why) : null,
      goodAgainAt: isoTimeOrNull(goodAgainMs),
    })),
    differences: differences.map(({ what, before, after }) => ({
      what,
      said: presentSaid(whatSaid(what)),
      before: before ?? null,
      after: after ?? null,
    })),
    told: told.map(({ atMs, reason, ...one }) => ({ ...one, at: isoTime(atMs), reason: reason ?? null })),
    notTold: notTold.map(({ said: why, ...one }) => ({ ...one, said: presentSaid(why) })),
    policySnapshotHashHex: policyHash ?? null,
  };
}

/** One line of a timeline. */
export function presentEntry({ atMs, type, text, said, region, channelId, deliveryId }: TimelineEntry) {
  return {
    ...{ at: isoTime(atMs), type, text },
    said: presentSaid(said),
    region: region ?? null,
    channelId: channelId ?? null,
    deliveryId: deliveryId ?? null,
  };
}

/** How a policy fared. */
export function presentFared({ outages, incidents, pages, recoveries, alerts, timeToDetectMs, downtimeMs }: Fared) {
  return {
    ...{ incidents, pages, recoveries, alerts, downtimeMs },
    averageTimeToDetectMs: timeToDetectMs?.average ?? null,
    longestTimeToDetectMs: timeToDetectMs?.longest ?? null,
    outages: outages.map(presentOutage),
  };
}

export function presentComparison({ spared, added, laterMs, ...figures }: Compared) {
  return {
    ...figures,
    spared: spared.map(presentOutage),
    added: added.map(presentOutage),
    detectsLaterByMs: laterMs ?? null,
  };
}

function presentOutage({ isReopening, severity, sinceMs, confirmedAtMs, endedAtMs, rule, regions }: Outage) {
  return {
    severity,
    isReopening,
    startedAt: isoTime(sinceMs),
    confirmedAt: isoTime(confirmedAtMs),
    endedAt: isoTimeOrNull(endedAtMs),
    rule,
    regions: [...regions],
  };
}
