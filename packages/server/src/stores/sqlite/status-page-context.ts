/** What every part of a status page is kept with. */
import type { Actor, StatusPage } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import { type CoreContext, notFound, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readPage } from './status-page-rows.ts';

/** The page that something is put on. @throws StoreRefusal not_found */
export async function pageOfParts(tx: CoreTransaction, id: string): Promise<StatusPage> {
  const row = await tx.selectFrom('status_pages').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('status page', id);
  return readPage(row);
}

/** Says in the trail of a page what was done to something on it. */
export function writePageAudit(
  context: CoreContext,
  tx: CoreTransaction,
  actor: Actor,
  action: string,
  page: Pick<StatusPage, 'id' | 'name'>,
): Promise<void> {
  return writeAudit(context, tx, actor, action, { type: 'status_page', id: page.id, name: page.name });
}

/** @throws StoreRefusal in_use when there are as many as there may be */
export function refuseMore(count: number, most: number, what: string): void {
  if (count >= most) throw new StoreRefusal('in_use', `there are ${count} ${what} already, the most there may be`);
}

/** @throws StoreRefusal not_found for a group of another page, and for none */
export async function refuseForeignGroup(
  tx: CoreTransaction,
  pageId: string,
  groupId: string,
  field = 'groupId',
): Promise<void> {
  const group = tx
    .selectFrom('status_page_groups')
    .select('id')
    .where('id', '=', groupId)
    .where('page_id', '=', pageId);
  if (!(await group.executeTakeFirst())) throw notFound('group on this page with the id', groupId, field);
}
