/** Incidents, their timelines and the looks that made them. */
import type { Incident, Observation } from '@upwatch/core';
import type { DatabaseSync } from 'node:sqlite';
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Actor, CoreStore, IncidentFilter, IncidentLook, PageRequest } from '../port.ts';
import type { ApplyCommit, CommitPart } from './commit.ts';
import type { Change } from './audit-difference.ts';
import { type CoreContext, notFound, offsetOf, orderOf, pageOf, writeBareAudit } from './context.ts';
import { readIncident, readIncidentUpdate } from './incident-rows.ts';
import { parsed, wholeMs } from './rows.ts';
import type { CoreTables, IncidentTable } from './schema.ts';

const SORT_COLUMNS = {
  startedAt: 'started_at_ms',
  confirmedAt: 'confirmed_at_ms',
  resolvedAt: 'resolved_at_ms',
  createdAt: 'created_at_ms',
  updatedAt: 'updated_at_ms',
  status: 'status',
  severity: 'severity',
} as const;

export function incidentStore(context: CoreContext, apply: ApplyCommit): CoreStore['incidents'] {
  const { query } = context.database;
  return {
    get: async (id) => {
      const row = await query.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readIncident(row);
    },
    updates: async (id) => {
      const rows = query.selectFrom('incident_updates').selectAll().where('incident_id', '=', id);
      return (await rows.orderBy('created_at_ms').orderBy('id').execute()).map(readIncidentUpdate);
    },
    list: (filter, page) => list(context, filter, page),
    summary: (since) => summary(context, since),
    observations: async (id) => {
      const rows = query.selectFrom('kept_looks').select('observation').where('incident_id', '=', id);
      const looks = await rows.orderBy('slot_ms').orderBy('region').execute();
      return looks.map(({ observation }) => parsed<Observation>(observation));
    },
    goodLook: async (id) => {
      const row = query.selectFrom('good_looks').select('observation').where('incident_id', '=', id);
      const found = await row.executeTakeFirst();
      return found && parsed<Observation>(found.observation);
    },
    keepGoodLooks: (looks) => keepGoodLooks(context, looks),
    withoutGoodLook: async (limit) => {
      const rows = query.selectFrom('incidents').selectAll('incidents').where('status', '<>', 'RESOLVED');
      const lacking = rows
        .where('monitor_id', 'is not', null)
        .where('trigger_region', 'is not', null)
        .where((where) => where.not(where.exists(goodLookOf(where))));
      return (await lacking.orderBy('started_at_ms', 'desc').limit(limit).execute()).map(readIncident);
    },
    commit: (change, actor) =>
      context.database.writeBare((database) => commitByPerson(context, database, apply, change, actor)),
    update: async (id, change, actor) => {
      let after: Incident | undefined;
      await context.database.writeBare((database) => {
        const row = database.prepare('SELECT * FROM incidents WHERE id = ?').get(id);
        if (!row) throw notFound('incident', id);
        const changed = change(readIncident(row as unknown as IncidentTable));
        commitByPerson(context, database, apply, { ...changed, deliveries: [] }, actor);
        after = changed.incident;
      });
      return after!;
    },
  };
}

function goodLookOf(where: ExpressionBuilder<CoreTables, 'incidents'>) {
  return where.selectFrom('good_looks').select('incident_id').whereRef('incident_id', '=', 'incidents.id');
}

async function keepGoodLooks(context: CoreContext, looks: readonly IncidentLook[]): Promise<void> {
  await context.database.write(async (tx) => {
    for (const { incidentId, look } of looks) {
      const incident = await tx.selectFrom('incidents').select('id').where('id', '=', incidentId).executeTakeFirst();
      if (!incident) continue;
      await tx
        .insertInto('good_looks')
        .values({ incident_id: incidentId, observation: JSON.stringify(look) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

/** The same as what a look changes, with the name of who did it. */
function commitByPerson(
  context: CoreContext,
  database: DatabaseSync,
  apply: ApplyCommit,
  change: CommitPart,
  actor: Actor | undefined,
): void {
  const { incident, monitorId = incident?.monitorId } = change;
  if (monitorId !== undefined) {
    const found = database.prepare('SELECT 1 FROM monitors WHERE id = ?').get(monitorId);
    // Resolving what a deleted monitor left behind is not refused; opening something for it is.
    if (!found && incident?.status !== 'RESOLVED') throw notFound('monitor', monitorId, 'monitorId');
  }
  // A repeat is an alert and nothing else: no line of the story speaks of it.
  const id = incident?.id ?? change.updates[0]?.incidentId ?? change.deliveries[0]?.incidentId;
  if (id === undefined) throw new TypeError('a change of an incident names no incident');
  const before = database.prepare(INCIDENT_BEFORE).get(id);
  if (!before && !incident) throw notFound('incident', id);
  apply({ ...change, ...(monitorId !== undefined && { monitorId }) });
  if (!actor) return;
  const name = incident?.title ?? String(before?.title);
  const action = actOf(before, incident);
  const audited = changeOf(before, change);
  writeBareAudit(context, database, actor, action, { type: 'incident', id, name, change: audited });
}

/** What of an incident a person may change, and the trail keeps. */
export const INCIDENT_BEFORE = 'SELECT status, title, severity, acknowledged_at_ms FROM incidents WHERE id = ?';

/** How it was and is, with what was said of it. @param before the row that there was */
export function changeOf(
  before: Readonly<Record<string, unknown>> | undefined,
  { incident, updates }: Pick<CommitPart, 'incident' | 'updates'>,
): Change {
  const was = before && {
    status: before['status'],
    title: before['title'],
    severity: before['severity'],
    acknowledgedAtMs: before['acknowledged_at_ms'],
  };
  const is = incident && {
    status: incident.status,
    title: incident.title,
    severity: incident.severity,
    acknowledgedAtMs: wholeMs(incident.acknowledgement?.atMs),
  };
  const update = updates.findLast(({ createdBy }) => createdBy === 'USER')?.body;
  return { ...(was && { before: was }), after: { ...(is ?? was), ...(update !== undefined && { update }) } };
}

/** What a person did, for the trail. @param before the row that there was */
export function actOf(before: Readonly<Record<string, unknown>> | undefined, after: Incident | undefined): string {
  if (!before) return 'created';
  if (after?.status === 'RESOLVED' && before['status'] !== 'RESOLVED') return 'resolved';
  const acknowledgedAtMs = wholeMs(after?.acknowledgement?.atMs);
  return acknowledgedAtMs !== null && acknowledgedAtMs !== before['acknowledged_at_ms'] ? 'acknowledged' : 'updated';
}

async function list(
  context: CoreContext,
  filter: IncidentFilter,
  page: PageRequest,
): ReturnType<CoreStore['incidents']['list']> {
  const matching = filtered(context.database.query.selectFrom('incidents'), filter);
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let rows = matching.selectAll('incidents').limit(page.size).offset(offsetOf(page));
  for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'started_at_ms', isDescending: true })) {
    rows = rows.orderBy(column as 'id', direction);
  }
  return pageOf(await rows.execute(), total, readIncident);
}

type IncidentQuery = SelectQueryBuilder<CoreTables, 'incidents', object>;

function filtered(incidents: IncidentQuery, filter: IncidentFilter): IncidentQuery {
  let found = incidents;
  if (filter.status !== undefined) found = found.where('status', '=', filter.status);
  if (filter.severity !== undefined) found = found.where('severity', '=', filter.severity);
  if (filter.source !== undefined) found = found.where('source', '=', filter.source);
  if (filter.monitorId !== undefined) found = found.where('monitor_id', '=', filter.monitorId);
  if (filter.resourceGroupId !== undefined) found = found.where('resource_group_id', '=', filter.resourceGroupId);
  if (filter.startedFromMs !== undefined) found = found.where('started_at_ms', '>=', filter.startedFromMs);
  if (filter.startedToMs !== undefined) found = found.where('started_at_ms', '<', filter.startedToMs);
  if (filter.tagId !== undefined) {
    const { tagId } = filter;
    found = found.where((where) =>
      where('monitor_id', 'in', where.selectFrom('monitor_tags').select('monitor_id').where('tag_id', '=', tagId)),
    );
  }
  return found;
}

async function summary(
  { database: { query } }: CoreContext,
  { todayMs, sinceMs }: { readonly todayMs: number; readonly sinceMs: number },
): ReturnType<CoreStore['incidents']['summary']> {
  const row = await query
    .selectFrom('incidents')
    .select([
      sql<number>`count(*) FILTER (WHERE status <> 'RESOLVED')`.as('open'),
      sql<number>`count(*) FILTER (WHERE resolved_at_ms >= ${Math.floor(todayMs)})`.as('resolvedToday'),
      sql<
        number | null
      >`avg(resolved_at_ms - started_at_ms) FILTER (WHERE resolved_at_ms >= ${Math.floor(sinceMs)})`.as(
        'averageLastedMs',
      ),
    ])
    .executeTakeFirstOrThrow();
  const { open, resolvedToday, averageLastedMs } = row;
  return { open, resolvedToday, ...(averageLastedMs !== null && { averageLastedMs }) };
}
