/** How a commit came about, written in its transaction with bare prepared statements. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { EVALUATION_TYPES, type IncidentTransition, type RuleEvaluation } from '@upwatch/core';
import { type Decision, EVALUATIONS_KEPT, type Forensics } from '../port.ts';
import { flag } from './rows.ts';

/** A monitor's rows are counted after so many commits of it: counting costs more than writing. */
const TRIM_EVERY = 100;
/** `last_seen_at_ms` is moved on when it is older than this. */
const SEEN_STEP_MS = 3_600_000;

/** In the column `step`. */
export const DECISION_STEPS = [
  'look',
  'time',
  'clock-set',
  'resolved',
] as const satisfies readonly Decision['step']['type'][];

export type WriteForensics = (monitorId: string, forensics: Forensics) => void;

/** Prepares the statements on their first use and keeps them. */
export function forensicsWriter(database: DatabaseSync): WriteForensics {
  const run = prepareAll(database);
  const sinceTrim = new Map<number, number>();
  return (monitorId, forensics) => {
    const key = run.key.get(monitorId)?.['key'] as number | undefined;
    if (key === undefined) return;
    const { evaluations, transitions, decision } = forensics;
    if (decision) writeDecision(run, key, decision);
    if (evaluations.length > 0 || transitions.length > 0) {
      const policy = policyNumber(run, forensics);
      for (const evaluation of evaluations) writeEvaluation(run, key, policy, forensics.atMs, evaluation);
      for (const transition of transitions) writeTransition(run, key, policy, transition);
    }
    const since = (sinceTrim.get(key) ?? 0) + 1;
    sinceTrim.set(key, since % TRIM_EVERY);
    if (since < TRIM_EVERY) return;
    run.trimEvaluations.run(key, key, EVALUATIONS_KEPT.perMonitor);
    run.trimDecisions.run(key, key, EVALUATIONS_KEPT.decisionsPerMonitor);
  };
}

function policyNumber(run: Statements, { policy, atMs }: Forensics): number {
  const nowMs = Math.round(atMs);
  run.policy.run(policy.hash, policy.engineVersion, JSON.stringify(policy.policy), nowMs, nowMs);
  return run.policyNumber.get(policy.hash, policy.engineVersion)!['number'] as number;
}

function writeDecision(run: Statements, key: number, { atMs, generation, step }: Decision): void {
  const amount = step.type === 'look' ? step.slotMs : step.type === 'clock-set' ? step.byMs : 0;
  const region = step.type === 'look' ? step.region : null;
  const slots = step.type === 'resolved' && step.slotsMs ? JSON.stringify(step.slotsMs) : null;
  run.decision.run(key, atMs, generation, DECISION_STEPS.indexOf(step.type), amount, region, slots, key);
}

function writeEvaluation(run: Statements, key: number, policy: number, atMs: number, one: RuleEvaluation): void {
  const { slotMs, region, ruleIndex, type, isMatched, counted, needed, windowMs, measuredMs, thresholdMs } = one;
  const details = [counted, needed, windowMs ?? null, measuredMs ?? null, thresholdMs ?? null];
  while (details.at(-1) === null) details.pop();
  run.evaluation.run(
    key,
    Math.round(slotMs),
    region,
    ruleIndex,
    Math.round(atMs),
    EVALUATION_TYPES.indexOf(type),
    flag(isMatched),
    policy,
    JSON.stringify(inputsByRegion(one)),
    JSON.stringify(details),
  );
}

/** As distances from the look: a few digits instead of thirteen. */
function inputsByRegion({ inputs, slotMs }: RuleEvaluation): Record<string, number[]> {
  const byRegion: Record<string, number[]> = {};
  for (const input of inputs) (byRegion[input.region] ??= []).push(Math.round(slotMs - input.slotMs));
  return byRegion;
}

function writeTransition(run: Statements, key: number, policy: number, one: IncidentTransition): void {
  const { id, incidentId, monitorId, occurredAtMs, from, to, reason, evaluations, regions, look, source } = one;
  const keys = JSON.stringify(evaluations.map(({ region, slotMs, ruleIndex }) => [region, slotMs, ruleIndex]));
  const seenAt = [look?.region ?? null, look ? Math.round(look.slotMs) : null] as const;
  const when = Math.round(occurredAtMs);
  const story = [from, to, reason, keys, JSON.stringify(regions)] as const;
  run.transition.run(id, incidentId, monitorId, key, when, ...story, ...seenAt, source, policy);
  for (const { slotMs, region, ruleIndex } of evaluations) run.mark.run(id, key, Math.round(slotMs), region, ruleIndex);
}

const SQL = {
  key: 'SELECT key FROM monitors WHERE id = ?',
  policy: `INSERT INTO policy_snapshots (hash, engine_version, policy, first_seen_at_ms, last_seen_at_ms)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash, engine_version) DO UPDATE SET last_seen_at_ms = excluded.last_seen_at_ms
    WHERE excluded.last_seen_at_ms > last_seen_at_ms + ${SEEN_STEP_MS}`,
  policyNumber: 'SELECT number FROM policy_snapshots WHERE hash = ? AND engine_version = ?',
  // A look whose commit is written again is the same look; after a restart the newer decision is the one that counts.
  evaluation: `INSERT OR REPLACE INTO rule_evaluations
    (monitor_key, slot_ms, region, rule_index, at_ms, type, is_matched, policy, inputs, details)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  mark: `UPDATE rule_evaluations SET transition_id = ?
    WHERE monitor_key = ? AND slot_ms = ? AND region = ? AND rule_index = ? AND transition_id IS NULL`,
  transition: `INSERT INTO transitions
    (id, incident_id, monitor_id, monitor_key, at_ms, from_status, to_status, reason, evaluations, regions, look_region,
     look_slot_ms, source, policy)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  decision: `INSERT INTO decisions (monitor_key, place, at_ms, generation, step, amount, region, slots)
    SELECT ?, coalesce(max(place), 0) + 1, ?, ?, ?, ?, ?, ? FROM decisions WHERE monitor_key = ?`,
  trimEvaluations: `DELETE FROM rule_evaluations WHERE monitor_key = ? AND slot_ms <
    (SELECT slot_ms FROM rule_evaluations WHERE monitor_key = ? ORDER BY slot_ms DESC LIMIT 1 OFFSET ?)`,
  trimDecisions: `DELETE FROM decisions WHERE monitor_key = ? AND place <=
    (SELECT max(place) FROM decisions WHERE monitor_key = ?) - ?`,
} as const;

type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

function prepareAll(database: DatabaseSync): Statements {
  const prepared = Object.entries(SQL).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}
