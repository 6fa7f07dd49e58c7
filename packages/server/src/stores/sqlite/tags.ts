/** Tags. */
import type { Actor, CoreStore, PageRequest, Tag, TagRequest } from '../port.ts';
import {
  type CoreContext,
  notFound,
  nowOf,
  offsetOf,
  orderOf,
  pageOf,
  refuseDuplicateName,
  writeAudit,
} from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { nameKey } from './rows.ts';
import type { TagTable } from './schema.ts';

/** A quiet grey, where none was chosen. */
const DEFAULT_COLOR = '#6B7280';
const SORT_COLUMNS = { name: 'name_key', createdAt: 'created_at_ms', updatedAt: 'updated_at_ms' } as const;

export function tagStore(context: CoreContext): CoreStore['tags'] {
  const { database } = context;
  return {
    create: (tag, actor) => database.write((tx) => create(context, tx, tag, actor)),
    update: (id, change, actor) => database.write((tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) =>
      database.write(async (tx) => {
        const gone = await tx.deleteFrom('tags').where('id', '=', id).returning(['name', 'color']).executeTakeFirst();
        if (!gone) throw notFound('tag', id);
        await writeAudit(context, tx, actor, 'deleted', { type: 'tag', id, name: gone.name, change: { before: gone } });
      }),
    get: async (id) => {
      const row = await database.query.selectFrom('tags').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readTag(row);
    },
    byIds: async (ids) => {
      if (ids.length === 0) return [];
      const rows = database.query.selectFrom('tags').selectAll().where('id', 'in', ids).orderBy('name_key');
      return (await rows.execute()).map(readTag);
    },
    list: (page) => list(context, page),
    monitorCounts: async () => {
      const rows = await database.query
        .selectFrom('monitor_tags')
        .select(({ fn }) => ['tag_id', fn.countAll<number>().as('total')])
        .groupBy('tag_id')
        .execute();
      return new Map(rows.map(({ tag_id, total }) => [tag_id, total]));
    },
  };
}

function readTag(row: TagTable): Tag {
  return {
    id: row.id,
    name: row.name,
    color: row.color,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

async function create(context: CoreContext, tx: CoreTransaction, tag: TagRequest, actor: Actor): Promise<Tag> {
  const nowMs = nowOf(context);
  const row: TagTable = {
    id: context.newId(),
    name: tag.name,
    name_key: nameKey(tag.name),
    color: tag.color ?? DEFAULT_COLOR,
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await refuseDuplicateName('tag', row.name, () => tx.insertInto('tags').values(row).execute());
  const change = { after: { name: row.name, color: row.color } };
  await writeAudit(context, tx, actor, 'created', { type: 'tag', id: row.id, name: row.name, change });
  return readTag(row);
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  change: { readonly name?: string; readonly color?: string },
  actor: Actor,
): Promise<Tag> {
  const current = await tx.selectFrom('tags').select(['name', 'color']).where('id', '=', id).executeTakeFirst();
  const changed = tx
    .updateTable('tags')
    .set({
      ...(change.name !== undefined && { name: change.name, name_key: nameKey(change.name) }),
      ...(change.color !== undefined && { color: change.color }),
      updated_at_ms: nowOf(context),
    })
    .where('id', '=', id)
    .returningAll();
  const row = await refuseDuplicateName('tag', change.name ?? '', () => changed.executeTakeFirst());
  if (!row) throw notFound('tag', id);
  const states = { ...(current && { before: current }), after: { name: row.name, color: row.color } };
  await writeAudit(context, tx, actor, 'updated', { type: 'tag', id, name: row.name, change: states });
  return readTag(row);
}

/**
 * The tags of a monitor: those named by id, which must exist, and those named by name, which are made where missing.
 * @returns ids without repetition, in the order given
 */
export async function takeTags(
  context: CoreContext,
  tx: CoreTransaction,
  ids: readonly string[],
  newTags: readonly TagRequest[],
  actor: Actor,
): Promise<readonly string[]> {
  for (const id of ids) {
    const found = await tx.selectFrom('tags').select('id').where('id', '=', id).executeTakeFirst();
    if (!found) throw notFound('tag', id, 'tags.tagIds');
  }
  const taken = new Set(ids);
  for (const tag of newTags) {
    const found = await tx.selectFrom('tags').select('id').where('name_key', '=', nameKey(tag.name)).executeTakeFirst();
    taken.add((found ?? (await create(context, tx, tag, actor))).id);
  }
  return [...taken];
}

async function list(context: CoreContext, page: PageRequest): ReturnType<CoreStore['tags']['list']> {
  const { query } = context.database;
  const { total } = await query
    .selectFrom('tags')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let rows = query.selectFrom('tags').selectAll().limit(page.size).offset(offsetOf(page));
  for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'name_key', isDescending: false })) {
    rows = rows.orderBy(column as 'id', direction);
  }
  return pageOf(await rows.execute(), total, readTag);
}
