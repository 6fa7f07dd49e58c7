/** How things were decided, on the wire. */
import { canonicalJson, type LookRef } from '@upwatch/core';
import type { KeptEvaluation, KeptTransition, PolicySnapshot } from '../../stores/port.ts';
import { evaluationId, resultId } from './result-id.ts';
import { isoTime } from './time.ts';

/** The contract wants a check where there was none: time or a person did it. */
const NO_CHECK = '00000000-0000-0000-0000-000000000000';

/** One rule, as it was judged by one look. */
export function presentEvaluation(evaluation: KeptEvaluation) {
  const { monitorId, region, slotMs, ruleIndex, inputs } = evaluation;
  const idOf = (look: LookRef): string => resultId({ monitorId, ...look });
  return {
    id: evaluationId({ monitorId, region, slotMs, ruleIndex }),
    occurredAt: isoTime(evaluation.occurredAtMs),
    monitorId,
    region,
    policySnapshotHashHex: evaluation.policyHash,
    ruleIndex,
    ruleType: evaluation.type,
    ruleScope: evaluation.scope,
    inputResultIds: inputs.map(idOf),
    outputMatched: evaluation.isMatched,
    evaluationDetails: detailsOf(evaluation),
    engineVersion: evaluation.engineVersion,
    checkId: idOf({ region, slotMs }),
    triggeringTransitionId: evaluation.transitionId ?? null,
    rule: evaluation.rule,
    inputs: inputs.map((look) => ({ region: look.region, slot: isoTime(look.slotMs) })),
  };
}

function detailsOf({ counted, needed, windowMs, measuredMs, thresholdMs }: KeptEvaluation) {
  return {
    evidence: { counted, needed, ...(windowMs !== undefined && { windowMinutes: windowMs / 60_000 }) },
    ...(measuredMs !== undefined && { responseTime: { measuredMs, thresholdMs: thresholdMs ?? null } }),
  };
}

/** One step of an incident. */
export function presentTransition(transition: KeptTransition) {
  const { id, monitorId, incidentId, evaluations, look } = transition;
  const seenAt = look ?? evaluations[0];
  return {
    id,
    occurredAt: isoTime(transition.occurredAtMs),
    monitorId,
    incidentId,
    fromStatus: transition.from,
    toStatus: transition.to,
    reason: transition.reason,
    triggeringEvaluationIds: evaluations.map((key) => evaluationId({ monitorId, ...key })),
    affectedRegions: [...transition.regions],
    policySnapshotHashHex: transition.policyHash,
    engineVersion: transition.engineVersion,
    checkId: seenAt ? resultId({ monitorId, region: seenAt.region, slotMs: seenAt.slotMs }) : NO_CHECK,
    details: { source: transition.source },
  };
}

/** A policy that something was decided by. Its rules are named by their index, as evaluations name them. */
export function presentSnapshot({ hash, policy, engineVersion, firstSeenAtMs, lastSeenAtMs }: PolicySnapshot) {
  const { triggerRules, confirmation, recovery } = policy;
  return {
    hashHex: hash,
    policy: {
      triggerRules: Object.fromEntries(triggerRules.map((rule, index) => [String(index), rule])),
      confirmation: { ...confirmation },
      recovery: { ...recovery },
    },
    engineVersion,
    firstSeenAt: isoTime(firstSeenAtMs),
    lastSeenAt: isoTime(lastSeenAtMs),
    canonicalJson: canonicalJson(policy),
  };
}
