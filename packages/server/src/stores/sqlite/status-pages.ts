/** Status pages, and where things stand on them. */
import { isDeepStrictEqual } from 'node:util';
import type { Actor, PageArrangement, PageContent, StatusPage, StatusPageStore } from '../port.ts';
import { STATUS_PAGE_LIMITS, StoreRefusal } from '../port.ts';
import { hiding, said } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { isDuplicate } from './sqlite-error.ts';
import { pageOfParts, refuseForeignGroup, refuseMore, writePageAudit } from './status-page-context.ts';
import { pageDomains, pageSubscribers } from './status-page-audience.ts';
import { pageIncidentStore } from './status-page-incidents.ts';
import { pageComponents, pageGroups } from './status-page-parts.ts';
import { pageColumns, readPage, type StatusPageTable } from './status-page-rows.ts';

const KIND = 'status page';
const mask = hiding('passwordHash');

export function statusPageStore(context: CoreContext): StatusPageStore {
  const { query, write } = context.database;
  const pages = query.selectFrom('status_pages').selectAll();
  return {
    create: (page, actor) => write((tx) => create(context, tx, page, actor)),
    update: (id, change, actor) => write((tx) => update(context, tx, { id, change, actor })),
    delete: (id, actor) =>
      write(async (tx) => {
        const gone = await tx.deleteFrom('status_pages').where('id', '=', id).returningAll().executeTakeFirst();
        if (!gone) throw notFound(KIND, id);
        await writePageAudit(context, tx, actor, 'deleted', readPage(gone), { before: said(readPage(gone)), mask });
      }),
    get: async (id) => {
      const row = await pages.where('id', '=', id).executeTakeFirst();
      return row && readPage(row);
    },
    bySlug: async (slug) => {
      const row = await pages.where('slug', '=', slug).executeTakeFirst();
      return row && readPage(row);
    },
    all: async () => (await pages.orderBy('name_key').orderBy('id').execute()).map(readPage),
    groups: pageGroups(context),
    components: pageComponents(context),
    arrange: (pageId, arrangement, actor) => write((tx) => arrange(context, tx, pageId, arrangement, actor)),
    incidents: pageIncidentStore(context),
    subscribers: pageSubscribers(context),
    domains: pageDomains(context),
  };
}

async function refuseTakenSlug<T>(slug: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('duplicate_name', `another status page has the slug "${slug}" already`, 'slug');
  }
}

async function create(context: CoreContext, tx: CoreTransaction, page: PageContent, actor: Actor): Promise<StatusPage> {
  const { count } = await tx
    .selectFrom('status_pages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  refuseMore(count, STATUS_PAGE_LIMITS.pages, 'status pages');
  const nowMs = nowOf(context);
  const row: StatusPageTable = {
    id: page.id,
    ...pageColumns(page),
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await refuseTakenSlug(page.slug, () => tx.insertInto('status_pages').values(row).execute());
  const made = readPage(row);
  await writePageAudit(context, tx, actor, 'created', page, { after: said(made), mask });
  return made;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  by: { readonly id: string; readonly change: (current: StatusPage) => PageContent; readonly actor: Actor },
): Promise<StatusPage> {
  const current = await pageOfParts(tx, by.id);
  const content = { ...by.change(current), id: by.id };
  const { createdAtMs: _, updatedAtMs: __, ...before } = current;
  if (isDeepStrictEqual(content, before)) return current;
  const changed = tx.updateTable('status_pages').set({ ...pageColumns(content), updated_at_ms: nowOf(context) });
  const row = await refuseTakenSlug(content.slug, () =>
    changed.where('id', '=', by.id).returningAll().executeTakeFirstOrThrow(),
  );
  const made = readPage(row);
  await writePageAudit(context, tx, by.actor, 'updated', content, { before: said(current), after: said(made), mask });
  return made;
}

async function arrange(
  context: CoreContext,
  tx: CoreTransaction,
  pageId: string,
  { components, groups }: PageArrangement,
  actor: Actor,
): Promise<void> {
  const page = await pageOfParts(tx, pageId);
  const before = await placesOf(tx, pageId);
  const updated_at_ms = nowOf(context);
  for (const { id, pageOrder, field } of groups) {
    const moved = tx.updateTable('status_page_groups').set({ page_order: pageOrder, updated_at_ms });
    const row = await moved.where('id', '=', id).where('page_id', '=', pageId).returning('id').executeTakeFirst();
    if (!row) throw notFound(`group on this page with the id`, id, field);
  }
  for (const { id, groupId, displayOrder, pageOrder, field } of components) {
    if (typeof groupId === 'string') await refuseForeignGroup(tx, pageId, groupId, field.replace(/\w+$/, 'groupId'));
    const moved = tx.updateTable('status_page_components').set({
      ...(displayOrder !== undefined && { display_order: displayOrder }),
      ...(pageOrder !== undefined && { page_order: pageOrder }),
      ...(groupId !== undefined && { group_id: groupId }),
      updated_at_ms,
    });
    const row = await moved.where('id', '=', id).where('page_id', '=', pageId).returning('id').executeTakeFirst();
    if (!row) throw notFound('component on this page with the id', id, field);
  }
  const after = await placesOf(tx, pageId);
  if (!isDeepStrictEqual(before, after)) await writePageAudit(context, tx, actor, 'arranged', page, { before, after });
}

/** Where everything on a page stands, by what it is called. */
async function placesOf(tx: CoreTransaction, pageId: string): Promise<object> {
  const columns = ['id', 'name', 'page_order as pageOrder', 'display_order as displayOrder'] as const;
  const groups = await tx.selectFrom('status_page_groups').select(columns).where('page_id', '=', pageId).execute();
  const components = await tx
    .selectFrom('status_page_components')
    .select([...columns, 'group_id as groupId'])
    .where('page_id', '=', pageId)
    .execute();
  return Object.fromEntries([...groups, ...components].map(({ id, ...place }) => [id, place]));
}
