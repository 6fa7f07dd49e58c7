/** Who did what, when. */
import type { JsonObject } from '@upwatch/core';
import type { Kysely, Selectable } from 'kysely';
import type { AuditEntry, AuditFilter, CoreStore } from '../port.ts';
import { type CoreContext, offsetOf, orderOf, pageOf } from './context.ts';
import { parsed, present } from './rows.ts';
import type { CoreTables } from './schema.ts';

const SORT_COLUMNS = { createdAt: 'at_ms', action: 'action', actor: 'actor' } as const;

export function auditStore({ database: { query } }: CoreContext): CoreStore['audit'] {
  return {
    list: async (page, filter = {}) => {
      const matching = filtered(query, filter);
      const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      let rows = matching.selectAll().limit(page.size).offset(offsetOf(page));
      for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'at_ms', isDescending: true })) {
        rows = rows.orderBy(column as 'id', direction);
      }
      return pageOf(await rows.execute(), total, readEntry);
    },
    namesOfDeleted: async (monitorIds, sinceMs) => {
      if (monitorIds.length === 0) return new Map();
      const rows = await query
        .selectFrom('audit')
        .select(['resource_id', 'resource_name'])
        .where('at_ms', '>=', Math.floor(sinceMs))
        .where('action', '=', 'monitor.deleted')
        .where('resource_id', 'in', monitorIds)
        .execute();
      return new Map(rows.flatMap(({ resource_id: id, resource_name: name }) => (name === null ? [] : [[id, name]])));
    },
  };
}

function filtered(query: Kysely<CoreTables>, filter: AuditFilter) {
  const { action, actorId, actorType, resourceType, fromMs, toMs } = filter;
  let found = query.selectFrom('audit');
  if (action !== undefined) found = found.where('action', '=', action);
  if (actorId !== undefined) found = found.where('actor_id', '=', actorId);
  if (actorType !== undefined) found = found.where('actor_type', '=', actorType);
  if (resourceType !== undefined) found = found.where('resource_type', '=', resourceType);
  if (fromMs !== undefined) found = found.where('at_ms', '>=', Math.ceil(fromMs));
  if (toMs !== undefined) found = found.where('at_ms', '<=', Math.floor(toMs));
  return found;
}

function readEntry(row: Selectable<CoreTables['audit']>): AuditEntry {
  return {
    id: row.id,
    number: row.number,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    ...present({
      resourceName: row.resource_name,
      actorId: row.actor_id,
      actorType: row.actor_type as AuditEntry['actorType'] | null,
      actorEmail: row.actor_email,
      before: row.before === null ? null : parsed<JsonObject>(row.before),
      after: row.after === null ? null : parsed<JsonObject>(row.after),
    }),
  };
}
