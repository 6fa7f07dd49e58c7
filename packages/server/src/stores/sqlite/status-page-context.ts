/** What every part of a status page is kept with. */
import type { Actor, StatusPage } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import { type Change, said } from './audit-difference.ts';
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
  change: Change,
): Promise<void> {
  return writeAudit(context, tx, actor, action, { type: 'status_page', id: page.id, name: page.name, change });
}

interface Part {
  readonly id: string;
  readonly pageId: string;
}

/** What stands on a page, for its trail: which one it is stays in it, for a page has many. */
export function part(kept: Part): object {
  const { id, pageId: _, ...rest } = kept;
  return { part: id, ...said(rest) };
}

/** What changed of what stands on a page, and of what. */
export function differing(before: Part, after: Part): Change {
  return { before: part(before), after: part(after) };
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
