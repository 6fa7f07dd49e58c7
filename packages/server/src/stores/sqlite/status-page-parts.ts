/** What is on a status page: components, and the groups that they stand in. */
import { sql } from 'kysely';
import type {
  Actor,
  PageComponent,
  PageComponentContent,
  PageGroup,
  PageGroupContent,
  StatusPageStore,
} from '../port.ts';
import { STATUS_PAGE_LIMITS } from '../port.ts';
import { type CoreContext, notFound, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { pageComponentColumns, pageGroupColumns, readPageComponent, readPageGroup } from './status-page-rows.ts';
import { differing, pageOfParts, part, refuseForeignGroup, refuseMore, writePageAudit } from './status-page-context.ts';

const COMPONENT = 'component on this page with the id';
const GROUP = 'group on this page with the id';

export function pageGroups(context: CoreContext): StatusPageStore['groups'] {
  const { query, write } = context.database;
  return {
    create: (group, actor) => write((tx) => createGroup(context, tx, group, actor)),
    update: (pageId, id, change, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const rows = tx.selectFrom('status_page_groups').selectAll().where('id', '=', id).where('page_id', '=', pageId);
        const current = await rows.executeTakeFirst();
        if (!current) throw notFound(GROUP, id);
        const before = readPageGroup(current);
        const columns = pageGroupColumns(change(before));
        const changed = tx.updateTable('status_page_groups').set({ ...columns, updated_at_ms: nowOf(context) });
        const row = await changed.where('id', '=', id).returningAll().executeTakeFirstOrThrow();
        const after = readPageGroup(row);
        await writePageAudit(context, tx, actor, 'group_updated', page, differing(before, after));
        return after;
      }),
    delete: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_groups').where('id', '=', id).where('page_id', '=', pageId);
        const row = await gone.returningAll().executeTakeFirst();
        if (!row) throw notFound(GROUP, id);
        await writePageAudit(context, tx, actor, 'group_deleted', page, { before: part(readPageGroup(row)) });
      }),
    of: async (pageId) => {
      const rows = query.selectFrom('status_page_groups').selectAll().where('page_id', '=', pageId);
      return (await rows.orderBy('page_order').orderBy('display_order').orderBy('id').execute()).map(readPageGroup);
    },
  };
}

async function createGroup(
  context: CoreContext,
  tx: CoreTransaction,
  group: PageGroupContent,
  actor: Actor,
): Promise<PageGroup> {
  const page = await pageOfParts(tx, group.pageId);
  const last = await lastOf(tx, 'status_page_groups', group.pageId);
  refuseMore(last.count, STATUS_PAGE_LIMITS.groupsOfPage, 'groups on this page');
  const nowMs = nowOf(context);
  const row = {
    id: group.id,
    page_id: group.pageId,
    page_order: await nextPlaceOnPage(tx, group.pageId),
    display_order: last.displayOrder + 1,
    ...pageGroupColumns(group),
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await tx.insertInto('status_page_groups').values(row).execute();
  const made = readPageGroup(row);
  await writePageAudit(context, tx, actor, 'group_created', page, { after: part(made) });
  return made;
}

export function pageComponents(context: CoreContext): StatusPageStore['components'] {
  const { query, write } = context.database;
  return {
    create: (component, actor) => write((tx) => createComponent(context, tx, component, actor)),
    update: (pageId, id, change, actor) => write((tx) => updateComponent(context, tx, { pageId, id, change, actor })),
    delete: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_components').where('id', '=', id).where('page_id', '=', pageId);
        const row = await gone.returningAll().executeTakeFirst();
        if (!row) throw notFound(COMPONENT, id);
        await writePageAudit(context, tx, actor, 'component_deleted', page, { before: part(readPageComponent(row)) });
      }),
    of: async (pageId) => {
      const rows = query.selectFrom('status_page_components').selectAll().where('page_id', '=', pageId);
      const inOrder = rows.orderBy('page_order').orderBy('display_order').orderBy('id');
      return (await inOrder.execute()).map(readPageComponent);
    },
  };
}

async function createComponent(
  context: CoreContext,
  tx: CoreTransaction,
  component: PageComponentContent,
  actor: Actor,
): Promise<PageComponent> {
  const { id, pageId } = component;
  const page = await pageOfParts(tx, pageId);
  const last = await lastOf(tx, 'status_page_components', pageId);
  refuseMore(last.count, STATUS_PAGE_LIMITS.componentsOfPage, 'components on this page');
  await refuseUnknown(tx, component);
  const nowMs = nowOf(context);
  const row = {
    id,
    page_id: pageId,
    page_order: await nextPlaceOnPage(tx, pageId),
    display_order: last.displayOrder + 1,
    ...pageComponentColumns(component),
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await tx.insertInto('status_page_components').values(row).execute();
  const made = readPageComponent(row);
  await writePageAudit(context, tx, actor, 'component_created', page, { after: part(made) });
  return made;
}

async function updateComponent(
  context: CoreContext,
  tx: CoreTransaction,
  by: {
    readonly pageId: string;
    readonly id: string;
    readonly change: (current: PageComponent) => PageComponentContent;
    readonly actor: Actor;
  },
): Promise<PageComponent> {
  const page = await pageOfParts(tx, by.pageId);
  const rows = tx.selectFrom('status_page_components').selectAll().where('id', '=', by.id);
  const current = await rows.where('page_id', '=', by.pageId).executeTakeFirst();
  if (!current) throw notFound(COMPONENT, by.id);
  const before = readPageComponent(current);
  const component = { ...by.change(before), pageId: by.pageId };
  await refuseUnknown(tx, component);
  const columns = { ...pageComponentColumns(component), updated_at_ms: nowOf(context) };
  const changed = tx.updateTable('status_page_components').set(columns).where('id', '=', by.id).returningAll();
  const row = await changed.executeTakeFirstOrThrow();
  const after = readPageComponent(row);
  await writePageAudit(context, tx, by.actor, 'component_updated', page, differing(before, after));
  return after;
}

async function refuseUnknown(tx: CoreTransaction, { pageId, groupId, source }: PageComponentContent): Promise<void> {
  if (groupId !== undefined) await refuseForeignGroup(tx, pageId, groupId);
  if (source.type === 'MONITOR') {
    const found = await tx.selectFrom('monitors').select('id').where('id', '=', source.monitorId).executeTakeFirst();
    if (!found) throw notFound('monitor', source.monitorId, 'monitorId');
  }
  if (source.type === 'GROUP') {
    const groups = tx.selectFrom('resource_groups').select('id').where('id', '=', source.resourceGroupId);
    if (!(await groups.executeTakeFirst())) throw notFound('resource group', source.resourceGroupId, 'resourceGroupId');
  }
}

type Parts = 'status_page_groups' | 'status_page_components';

async function lastOf(tx: CoreTransaction, table: Parts, pageId: string) {
  return tx
    .selectFrom(table)
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(max(display_order), -1)`.as('displayOrder'),
      sql<number>`coalesce(max(page_order), -1)`.as('pageOrder'),
    ])
    .where('page_id', '=', pageId)
    .executeTakeFirstOrThrow();
}

/** Groups, and components without one, stand in one row. */
async function nextPlaceOnPage(tx: CoreTransaction, pageId: string): Promise<number> {
  const groups = await lastOf(tx, 'status_page_groups', pageId);
  const components = await lastOf(tx, 'status_page_components', pageId);
  return Math.max(groups.pageOrder, components.pageOrder) + 1;
}
