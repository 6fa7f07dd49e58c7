/** How things were decided: reading it. It is written with each commit (forensics-writing.ts). */
import type { EvaluationKey, Policy } from '@upwatch/core';
import { sql } from 'kysely';
import type { EvaluationFilter, ForensicsStore, PageRequest, PolicySnapshot, Span } from '../port.ts';
import { type CoreContext, offsetOf, pageOf } from './context.ts';
import { evaluationTypeNumber, readDecision, readEvaluation, readTransition } from './forensics-rows.ts';
import { step0004 } from './migrations/0004-forensics.ts';
import { parsed } from './rows.ts';
import type { PolicySnapshotTable } from './schema.ts';

/** Looks of one slot are those of monitors whose phases are equal: few. */
const OF_SLOT_MAX = 1_000;

export function forensicsStore(context: CoreContext): ForensicsStore {
  const { query } = context.database;
  return {
    evaluations: (filter, page) => evaluations(context, filter, page),
    transitions: (filter, page) => transitions(context, filter, page),
    ofIncident: (incidentId) => ofIncident(context, incidentId),
    firedBy: async (incidentIds) => {
      const rows = await allTransitions(context)
        .where('incident_id', 'in', incidentIds)
        .where('source', '=', 'pipeline')
        .where('to_status', 'in', ['TRIGGERED', 'CONFIRMED'])
        .orderBy('at_ms')
        .orderBy('id')
        .execute();
      // Of several the last stays.
      return new Map(rows.map((row) => [row.incident_id, { policyHash: row.hash, engineVersion: row.engine_version }]));
    },
    ofSlot: async (slotMs) => {
      const found = allTransitions(context).where('look_slot_ms', '=', slotMs).limit(OF_SLOT_MAX);
      const judged = allEvaluations(context).where('slot_ms', '=', slotMs).limit(OF_SLOT_MAX);
      return {
        transitions: (await found.execute()).map(readTransition),
        evaluations: (await judged.execute()).map(readEvaluation),
      };
    },
    snapshot: async (hash) => {
      const rows = query.selectFrom('policy_snapshots').selectAll().where('hash', '=', hash);
      return snapshotOf(await rows.orderBy('last_seen_at_ms').execute());
    },
    decisions: async (monitorId, { fromMs, toMs }) => {
      const rows = query
        .selectFrom('decisions')
        .selectAll()
        .where('monitor_key', '=', (where) => where.selectFrom('monitors').select('key').where('id', '=', monitorId))
        .where('at_ms', '>=', fromMs)
        .where('at_ms', '<', toMs);
      return (await rows.orderBy('place').execute()).map(readDecision);
    },
    decisionsWholeFromMs: (monitorId) => wholeFromMs(context, monitorId),
  };
}

/** Since the monitor was made, the schema had a place for them, or what is before was trimmed: whichever is latest. */
async function wholeFromMs({ database }: CoreContext, monitorId: string): Promise<number> {
  const { rows } = await sql<{ from_ms: number }>`
    SELECT max(m.created_at_ms, s.applied_at_ms, coalesce(
      (SELECT CASE WHEN place > 1 THEN at_ms END FROM decisions WHERE monitor_key = m.key ORDER BY place LIMIT 1), 0
    )) AS from_ms
    FROM monitors m, schema_steps s WHERE m.id = ${monitorId} AND s.name = ${step0004.name}`.execute(database.query);
  return rows[0]?.from_ms ?? Infinity;
}

function allEvaluations({ database }: CoreContext) {
  return database.query
    .selectFrom('rule_evaluations')
    .innerJoin('policy_snapshots', 'policy_snapshots.number', 'rule_evaluations.policy')
    .innerJoin('monitors', 'monitors.key', 'rule_evaluations.monitor_key')
    .selectAll('rule_evaluations')
    .select(['policy_snapshots.policy', 'hash', 'engine_version', 'monitors.id as monitor_id']);
}

function allTransitions({ database }: CoreContext) {
  return database.query
    .selectFrom('transitions')
    .innerJoin('policy_snapshots', 'policy_snapshots.number', 'transitions.policy')
    .selectAll('transitions')
    .select(['hash', 'engine_version']);
}

async function evaluations(context: CoreContext, filter: EvaluationFilter, page: PageRequest) {
  let found = allEvaluations(context).where('monitors.id', '=', filter.monitorId);
  if (filter.type !== undefined) found = found.where('rule_evaluations.type', '=', evaluationTypeNumber(filter.type));
  if (filter.region !== undefined) found = found.where('region', '=', filter.region);
  if (filter.onlyMatched) found = found.where('is_matched', '=', 1);
  if (filter.fromMs !== undefined) found = found.where('slot_ms', '>=', filter.fromMs);
  if (filter.toMs !== undefined) found = found.where('slot_ms', '<', filter.toMs);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = found.orderBy('slot_ms', directionOf(page)).orderBy('region').orderBy('rule_index');
  return pageOf(await rows.limit(page.size).offset(offsetOf(page)).execute(), total, readEvaluation);
}

async function transitions(
  context: CoreContext,
  filter: { readonly monitorId: string } & Partial<Span>,
  page: PageRequest,
) {
  let found = allTransitions(context).where('monitor_id', '=', filter.monitorId);
  if (filter.fromMs !== undefined) found = found.where('at_ms', '>=', filter.fromMs);
  if (filter.toMs !== undefined) found = found.where('at_ms', '<', filter.toMs);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = found.orderBy('at_ms', directionOf(page)).orderBy('id', directionOf(page));
  return pageOf(await rows.limit(page.size).offset(offsetOf(page)).execute(), total, readTransition);
}

/** By time alone, the newest first unless it is asked for otherwise. */
function directionOf({ sort }: PageRequest): 'asc' | 'desc' {
  return sort?.[0]?.isDescending === false ? 'asc' : 'desc';
}

async function ofIncident(context: CoreContext, incidentId: string) {
  const rows = await allTransitions(context)
    .where('incident_id', '=', incidentId)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  const keys = new Map<string, EvaluationKey>();
  const read = rows.map(readTransition);
  for (const key of read.flatMap((transition) => transition.evaluations)) {
    keys.set(`${key.slotMs} ${key.region} ${key.ruleIndex}`, key);
  }
  const monitorId = read[0]?.monitorId ?? '';
  const found = await Promise.all([...keys.values()].map(async (key) => evaluation(context, monitorId, key)));
  return { transitions: read, evaluations: found.flat() };
}

async function evaluation(context: CoreContext, monitorId: string, { region, slotMs, ruleIndex }: EvaluationKey) {
  const rows = allEvaluations(context)
    .where('monitors.id', '=', monitorId)
    .where('slot_ms', '=', slotMs)
    .where('region', '=', region)
    .where('rule_index', '=', ruleIndex);
  return (await rows.execute()).map(readEvaluation);
}

/** One policy may have been decided by under several versions of Upwatch. */
function snapshotOf(rows: readonly PolicySnapshotTable[]): PolicySnapshot | undefined {
  const newest = rows.at(-1);
  return (
    newest && {
      hash: newest.hash,
      policy: parsed<Policy>(newest.policy),
      engineVersion: newest.engine_version,
      firstSeenAtMs: Math.min(...rows.map((row) => row.first_seen_at_ms)),
      lastSeenAtMs: newest.last_seen_at_ms,
    }
  );
}
