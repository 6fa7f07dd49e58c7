/** What was decided, read from its rows. */
import {
  EVALUATION_TYPES,
  type IncidentTransition,
  type LookRef,
  type Policy,
  type RuleEvaluation,
  judgedRuleInWords,
} from '@upwatch/core';
import type { Decision, KeptEvaluation, KeptTransition } from '../port.ts';
import { DECISION_STEPS } from './forensics-writing.ts';
import { parsed, present } from './rows.ts';
import type { DecisionTable, PolicySnapshotTable, RuleEvaluationTable, TransitionTable } from './schema.ts';

/** A row of what was decided, with the policy that it was decided by. */
type WithPolicy<Row> = Row & Pick<PolicySnapshotTable, 'hash' | 'engine_version'>;

export function readEvaluation(
  row: WithPolicy<RuleEvaluationTable> & Pick<PolicySnapshotTable, 'policy'> & { readonly monitor_id: string },
): KeptEvaluation {
  const { region, rule_index: ruleIndex, slot_ms: slotMs } = row;
  const [counted, needed, windowMs, measuredMs, thresholdMs] = parsed<(number | null)[]>(row.details);
  const type = EVALUATION_TYPES[row.type]!;
  const policy = parsed<Policy>(row.policy);
  return {
    monitorId: row.monitor_id,
    region,
    slotMs,
    ruleIndex,
    type,
    scope: policy.triggerRules[ruleIndex]?.scope ?? 'per_region',
    rule: judgedRuleInWords(policy, { ruleIndex, region }),
    inputs: inputsOf(row),
    isMatched: row.is_matched === 1,
    counted: counted ?? 0,
    needed: needed ?? 0,
    ...present({ windowMs, measuredMs, thresholdMs, transitionId: row.transition_id }),
    occurredAtMs: row.at_ms,
    policyHash: row.hash,
    engineVersion: row.engine_version,
  };
}

function inputsOf(row: RuleEvaluationTable): readonly LookRef[] {
  return Object.entries(parsed<Record<string, number[]>>(row.inputs))
    .flatMap(([region, distances]) => distances.map((ms) => ({ region, slotMs: row.slot_ms - ms })))
    .sort((a, b) => a.slotMs - b.slotMs);
}

export function readTransition(row: WithPolicy<TransitionTable>): KeptTransition {
  const { look_region: region, look_slot_ms: slotMs } = row;
  return {
    id: row.id,
    incidentId: row.incident_id,
    monitorId: row.monitor_id,
    occurredAtMs: row.at_ms,
    from: row.from_status as IncidentTransition['from'],
    to: row.to_status as IncidentTransition['to'],
    reason: row.reason,
    evaluations: parsed<[string, number, number][]>(row.evaluations).map(([name, slot, ruleIndex]) => ({
      region: name,
      slotMs: slot,
      ruleIndex,
    })),
    regions: parsed<string[]>(row.regions),
    ...(region !== null && slotMs !== null && { look: { region, slotMs } }),
    source: row.source as IncidentTransition['source'],
    policyHash: row.hash,
    engineVersion: row.engine_version,
  };
}

export function readDecision(row: DecisionTable): Decision {
  return { atMs: row.at_ms, generation: row.generation, step: stepOf(row) };
}

function stepOf({ step, amount, region, slots }: DecisionTable): Decision['step'] {
  const type = DECISION_STEPS[step]!;
  switch (type) {
    case 'look':
      return { type, region: region ?? '', slotMs: amount };
    case 'clock-set':
      return { type, byMs: amount };
    case 'resolved':
      return slots === null ? { type } : { type, slotsMs: parsed<Record<string, number>>(slots) };
    case 'time':
      return { type };
  }
}

/** The type of an evaluation as its column has it. */
export function evaluationTypeNumber(type: RuleEvaluation['type']): number {
  return EVALUATION_TYPES.indexOf(type);
}
