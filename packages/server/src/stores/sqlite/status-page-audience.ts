/** Who reads a status page, and under which name. */
import { StoreRefusal, type PageDomain, STATUS_PAGE_LIMITS, type StatusPageStore } from '../port.ts';
import { type CoreContext, notFound, nowOf, offsetOf, pageOf } from './context.ts';
import { flag, nameKey, present, wholeMs } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';
import { type PageDomainTable, type PageSubscriberTable, readDomain, readSubscriber } from './status-page-rows.ts';
import { pageOfParts, refuseMore, writePageAudit } from './status-page-context.ts';

export function pageSubscribers(context: CoreContext): StatusPageStore['subscribers'] {
  const { query, write } = context.database;
  return {
    add: ({ id, pageId, email, confirmationToken }, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const { count } = await tx
          .selectFrom('status_page_subscribers')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('page_id', '=', pageId)
          .executeTakeFirstOrThrow();
        refuseMore(count, STATUS_PAGE_LIMITS.subscribersOfPage, 'subscribers of this page');
        const row: PageSubscriberTable = {
          id,
          page_id: pageId,
          email,
          email_key: nameKey(email),
          confirmation_token: confirmationToken,
          confirmed_at_ms: null,
          created_at_ms: nowOf(context),
        };
        await refuseTwice(`${email} subscribes to this page already`, 'email', () =>
          tx.insertInto('status_page_subscribers').values(row).execute(),
        );
        await writePageAudit(context, tx, actor, 'subscriber_added', page);
        return readSubscriber(row);
      }),
    remove: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_subscribers').where('id', '=', id).where('page_id', '=', pageId);
        if (!(await gone.returning('id').executeTakeFirst())) throw notFound('subscriber of this page with the id', id);
        await writePageAudit(context, tx, actor, 'subscriber_removed', page);
      }),
    list: async (pageId, page) => {
      const rows = query.selectFrom('status_page_subscribers').where('page_id', '=', pageId);
      const { total } = await rows.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const oldestFirst = rows.selectAll().orderBy('created_at_ms').orderBy('id');
      return pageOf(await oldestFirst.limit(page.size).offset(offsetOf(page)).execute(), total, readSubscriber);
    },
    counts: async () => {
      const rows = await query
        .selectFrom('status_page_subscribers')
        .select(({ fn }) => ['page_id as pageId', fn.countAll<number>().as('count')])
        .groupBy('page_id')
        .execute();
      return new Map(rows.map(({ pageId, count }) => [pageId, count]));
    },
  };
}

export function pageDomains(context: CoreContext): StatusPageStore['domains'] {
  const { query, write } = context.database;
  return {
    add: ({ id, pageId, hostname, token }, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const others = tx.selectFrom('status_page_domains').select('id').where('page_id', '=', pageId);
        refuseMore((await others.execute()).length, STATUS_PAGE_LIMITS.domainsOfPage, 'domains of this page');
        const nowMs = nowOf(context);
        const row: PageDomainTable = {
          id,
          page_id: pageId,
          hostname,
          status: 'PENDING_VERIFICATION',
          token,
          proven_by: null,
          verified_at_ms: null,
          error: null,
          is_primary: 0,
          created_at_ms: nowMs,
          updated_at_ms: nowMs,
        };
        await refuseTwice(`${hostname} is the domain of a status page already`, 'hostname', () =>
          tx.insertInto('status_page_domains').values(row).execute(),
        );
        await writePageAudit(context, tx, actor, 'domain_added', page);
        return readDomain(row);
      }),
    update: (pageId, id, change, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        if (change.isPrimary) {
          await tx.updateTable('status_page_domains').set({ is_primary: 0 }).where('page_id', '=', pageId).execute();
        }
        const set = { ...domainColumns(change), updated_at_ms: nowOf(context) };
        const rows = tx.updateTable('status_page_domains').set(set).where('id', '=', id).where('page_id', '=', pageId);
        const row = await rows.returningAll().executeTakeFirst();
        if (!row) throw notFound('domain of this page with the id', id);
        await writePageAudit(context, tx, actor, change.isPrimary ? 'domain_made_primary' : 'domain_verified', page);
        return readDomain(row);
      }),
    remove: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_domains').where('id', '=', id).where('page_id', '=', pageId);
        if (!(await gone.returning('id').executeTakeFirst())) throw notFound('domain of this page with the id', id);
        await writePageAudit(context, tx, actor, 'domain_removed', page);
      }),
    leading: async () =>
      query
        .selectFrom('status_page_domains')
        .innerJoin('status_pages', 'status_pages.id', 'status_page_domains.page_id')
        .select(['hostname', 'slug'])
        .where('status', '=', 'VERIFIED')
        .where('is_enabled', '=', 1)
        .execute(),
    of: async (pageId) => {
      const rows = query.selectFrom('status_page_domains').selectAll().where('page_id', '=', pageId);
      return (await rows.orderBy('created_at_ms').orderBy('id').execute()).map(readDomain);
    },
  };
}

function domainColumns(
  change: Partial<Pick<PageDomain, 'status' | 'provenBy' | 'verifiedAtMs' | 'error' | 'isPrimary'>>,
) {
  return {
    ...present({ status: change.status, proven_by: change.provenBy }),
    ...(change.verifiedAtMs !== undefined && { verified_at_ms: wholeMs(change.verifiedAtMs) }),
    ...(change.isPrimary !== undefined && { is_primary: flag(change.isPrimary) }),
    error: change.error ?? null,
  };
}

async function refuseTwice<T>(message: string, field: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('duplicate_name', message, field);
  }
}
