/** What status pages tell of: incidents and announced work, with their timelines. */
import type { Actor, PageIncident, PageIncidentChange, PageIncidentStore, PageOptions } from '../port.ts';
import { type CoreContext, notFound, nowOf, offsetOf, pageOf } from './context.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { sentencesOf } from './page-sentences.ts';
import { parsed } from './rows.ts';
import {
  pageIncidentColumns,
  pageIncidentUpdateRow,
  readPageIncident,
  readPageIncidentUpdate,
  type PageIncidentTable,
} from './status-page-incident-rows.ts';
import { pageOfParts, part, writePageAudit } from './status-page-context.ts';

const KIND = 'incident on this page with the id';
/** Ends of announced work that are written in one go. */
const DUE_MAX = 100;
/** What a person sets, and a draft's incident no more. */
const EDITED = ['title', 'impact', 'affected'] as const;

export function pageIncidentStore(context: CoreContext): PageIncidentStore {
  const { query, write } = context.database;
  const shown = query.selectFrom('status_page_incidents').selectAll().where('dismissed_at_ms', 'is', null);
  return {
    create: (change, actor) => write((tx) => create(context, tx, change, actor)),
    update: (pageId, id, change, actor) => write((tx) => update(context, tx, { pageId, id, change, actor })),
    delete: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const rows = tx.deleteFrom('status_page_incidents').where('id', '=', id).where('page_id', '=', pageId);
        const gone = await rows.where('dismissed_at_ms', 'is', null).returningAll().executeTakeFirst();
        if (!gone) throw notFound(KIND, id);
        await writePageAudit(context, tx, actor, 'incident_deleted', page, { before: audited(readPageIncident(gone)) });
      }),
    get: async (pageId, id) => {
      const row = await shown.where('id', '=', id).where('page_id', '=', pageId).executeTakeFirst();
      return row && readPageIncident(row);
    },
    list: async (pageId, { statuses }, page) => {
      let rows = query.selectFrom('status_page_incidents').where('page_id', '=', pageId);
      rows = rows.where('dismissed_at_ms', 'is', null);
      if (statuses) rows = rows.where('status', 'in', statuses);
      const { total } = await rows.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const newestFirst = rows.selectAll().orderBy('started_at_ms', 'desc').orderBy('id', 'desc');
      return pageOf(await newestFirst.limit(page.size).offset(offsetOf(page)).execute(), total, readPageIncident);
    },
    updates: async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = query.selectFrom('status_page_incident_updates').selectAll().where('page_incident_id', 'in', ids);
      const updates = await rows.orderBy('created_at_ms').orderBy('id').execute();
      return Map.groupBy(updates.map(readPageIncidentUpdate), ({ pageIncidentId }) => pageIncidentId);
    },
    published: async (pageId, resolvedSinceMs) => {
      const rows = shown.where('page_id', '=', pageId).where('published_at_ms', 'is not', null);
      const since = rows.where((where) =>
        where.or([where('resolved_at_ms', 'is', null), where('resolved_at_ms', '>=', Math.floor(resolvedSinceMs))]),
      );
      return (await since.orderBy('started_at_ms', 'desc').orderBy('id', 'desc').execute()).map(readPageIncident);
    },
    about: async (incidentIds) => {
      if (incidentIds.length === 0) return new Map();
      const named = await shown.where('incident_id', 'in', incidentIds).orderBy('id').execute();
      const parts = await query
        .selectFrom('page_incident_parts')
        .innerJoin('status_page_incidents', 'status_page_incidents.id', 'page_incident_parts.page_incident_id')
        .selectAll('status_page_incidents')
        .select('page_incident_parts.incident_id as part_id')
        .where('page_incident_parts.incident_id', 'in', incidentIds)
        .where('status_page_incidents.dismissed_at_ms', 'is', null)
        .whereRef('page_incident_parts.incident_id', '<>', 'status_page_incidents.incident_id')
        .orderBy('status_page_incidents.id')
        .execute();
      const about = [
        ...named.map((row) => [row.incident_id!, readPageIncident(row)] as const),
        ...parts.map((row) => [row.part_id, readPageIncident(row)] as const),
      ];
      const grouped = Map.groupBy(about, ([id]) => id);
      return new Map([...grouped].map(([id, all]) => [id, all.map(([, incident]) => incident)]));
    },
  };
}

/** Without its story, which says again what was said at each step. */
function audited(kept: PageIncident, update?: string): object {
  const { story: _, ...incident } = kept;
  return { ...part(incident), ...(update !== undefined && { update }) };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  { incident, update: line }: PageIncidentChange,
  actor: Actor,
): Promise<PageIncident> {
  const page = await pageOfParts(tx, incident.pageId);
  await refuseUnknownIncident(tx, incident.incidentId);
  const nowMs = nowOf(context);
  const row: PageIncidentTable = {
    id: incident.id,
    page_id: incident.pageId,
    ...pageIncidentColumns(incident),
    dismissed_at_ms: null,
    is_drafted: 0,
    is_edited: 0,
    is_quiet: 0,
    begun_at_ms: null,
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await tx.insertInto('status_page_incidents').values(row).execute();
  if (line) await keepUpdate(tx, { ...line, pageIncidentId: row.id });
  const made = readPageIncident(row);
  await writePageAudit(context, tx, actor, 'incident_created', page, { after: audited(made, line?.body) });
  return made;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  by: {
    readonly pageId: string;
    readonly id: string;
    readonly change: (current: PageIncident) => PageIncidentChange;
    readonly actor: Actor;
  },
): Promise<PageIncident> {
  const page = await pageOfParts(tx, by.pageId);
  const rows = tx.selectFrom('status_page_incidents').selectAll().where('id', '=', by.id);
  const shown = rows.where('page_id', '=', by.pageId).where('dismissed_at_ms', 'is', null);
  const current = await shown.executeTakeFirst();
  if (!current) throw notFound(KIND, by.id);
  const before = readPageIncident(current);
  const { incident, update: line, action = 'updated', isQuiet = false } = by.change(before);
  const nowMs = nowOf(context);
  const columns = pageIncidentColumns(incident);
  const isEdited = EDITED.some((column) => columns[column] !== current[column]);
  const changed = tx.updateTable('status_page_incidents').set({
    ...columns,
    ...(isEdited && { is_edited: 1 }),
    ...(action === 'dismissed' && { dismissed_at_ms: nowMs }),
    ...(isQuiet && { is_quiet: 1 }),
    updated_at_ms: nowMs,
  });
  const row = await changed.where('id', '=', by.id).returningAll().executeTakeFirstOrThrow();
  if (line) await keepUpdate(tx, { ...line, pageIncidentId: by.id });
  const after = readPageIncident(row);
  const isDismissed = action === 'dismissed';
  await writePageAudit(context, tx, by.actor, `incident_${action}`, page, {
    before: { ...audited(before), isDismissed: false },
    after: { ...audited(after, line?.body), isDismissed },
  });
  return after;
}

async function keepUpdate(tx: CoreTransaction, update: Parameters<typeof pageIncidentUpdateRow>[0]): Promise<void> {
  await tx.insertInto('status_page_incident_updates').values(pageIncidentUpdateRow(update)).execute();
}

async function refuseUnknownIncident(tx: CoreTransaction, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const found = await tx.selectFrom('incidents').select('id').where('id', '=', id).executeTakeFirst();
  if (!found) throw notFound('incident', id, 'incidentId');
}

/** Ends what was to end by itself: announced work whose time is over, and what was about an incident that is. */
export async function endDuePageIncidents(context: CoreContext, nowMs: number): Promise<void> {
  const due = await duePageIncidents(context.database, nowMs);
  if (due.length === 0) return;
  await context.database.write(async (tx) => {
    for (const { id, endedAtMs, body } of due) {
      const open = tx.updateTable('status_page_incidents').where('id', '=', id).where('resolved_at_ms', 'is', null);
      const ended = open.set({ status: 'RESOLVED', resolved_at_ms: endedAtMs, updated_at_ms: Math.floor(nowMs) });
      if (!(await ended.returning('id').executeTakeFirst())) continue;
      await keepUpdate(tx, {
        id: context.newId(),
        pageIncidentId: id,
        status: 'RESOLVED',
        body,
        createdBy: 'SYSTEM',
        notifySubscribers: true,
        createdAtMs: Math.floor(nowMs),
      });
    }
  });
}

async function duePageIncidents({ query }: CoreDatabase, nowMs: number) {
  const rows = await query
    .selectFrom('status_page_incidents')
    .innerJoin('status_pages', 'status_pages.id', 'status_page_incidents.page_id')
    .leftJoin('incidents', 'incidents.id', 'status_page_incidents.incident_id')
    .select([
      'status_page_incidents.id',
      'status_pages.options',
      'status_page_incidents.scheduled_until_ms as untilMs',
      'incidents.resolved_at_ms as resolvedAtMs',
    ])
    .where('status_page_incidents.is_auto_resolved', '=', 1)
    .where('status_page_incidents.resolved_at_ms', 'is', null)
    .where('status_page_incidents.published_at_ms', 'is not', null)
    .where((where) =>
      where.or([
        where('status_page_incidents.scheduled_until_ms', '<=', Math.floor(nowMs)),
        // What was made of real ones ends with them, in the same step.
        where.and([where('incidents.status', '=', 'RESOLVED'), where('status_page_incidents.is_drafted', '=', 0)]),
      ]),
    )
    .limit(DUE_MAX)
    .execute();
  return rows.map(({ id, untilMs, resolvedAtMs, options }) => {
    const { resolved, workDone } = sentencesOf(parsed<PageOptions>(options));
    return {
      id,
      endedAtMs: untilMs ?? resolvedAtMs ?? Math.floor(nowMs),
      body: untilMs === null ? resolved : workDone,
    };
  });
}
