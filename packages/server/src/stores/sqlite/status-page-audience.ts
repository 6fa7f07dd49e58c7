/** Who reads a status page, and under which name. */
import { maskUrl } from '../../channels/secrets.ts';
import { StoreRefusal, type PageDomain, STATUS_PAGE_LIMITS, type StatusPageStore, type Subscribing } from '../port.ts';
import type { CoreTransaction } from './core-database.ts';
import { type CoreContext, notFound, nowOf, offsetOf, pageOf } from './context.ts';
import { flag, json, nameKey, present, wholeMs } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';
import { type PageDomainTable, readDomain, readSubscriber } from './status-page-audience-rows.ts';
import { pageOfParts, refuseMore, writePageAudit } from './status-page-context.ts';

export function pageSubscribers(context: CoreContext): StatusPageStore['subscribers'] {
  const { query, write } = context.database;
  return {
    add: (subscriber, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, subscriber.pageId);
        const count = await countOf(tx, subscriber.pageId);
        refuseMore(count, STATUS_PAGE_LIMITS.subscribersOfPage, 'subscribers of this page');
        const row = subscriberRow(context, subscriber);
        await refuseTwice(`${subscriber.address} subscribes to this page already`, 'email', () =>
          tx.insertInto('status_page_subscribers').values(row).execute(),
        );
        if (subscriber.isAsked) await askToConfirm(context, tx, row.id);
        await writePageAudit(context, tx, actor, 'subscriber_added', page, {
          after: { subscriber: shortOf(subscriber) },
        });
        return readSubscriber({ ...row, failures: 0 });
      }),
    ask: (subscribing) => write((tx) => ask(context, tx, subscribing)),
    confirm: (id, confirmationToken) =>
      write(async (tx) => {
        const confirmed = await tx
          .updateTable('status_page_subscribers')
          .set((to) => ({
            confirmed_at_ms: to.fn.coalesce('confirmed_at_ms', to.val(nowOf(context))),
            component_ids: to.ref('asked_component_ids'),
            failures: 0,
            stopped_at_ms: null,
            stopped_reason: null,
          }))
          .where('id', '=', id)
          .where('confirmation_token', '=', confirmationToken)
          .returning('id')
          .executeTakeFirst();
        return confirmed !== undefined;
      }),
    leave: (id) =>
      write(async (tx) => {
        const gone = tx.deleteFrom('status_page_subscribers').where('id', '=', id).returning('id');
        return (await gone.executeTakeFirst()) !== undefined;
      }),
    get: async (id) => {
      const row = await query.selectFrom('status_page_subscribers').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readSubscriber(row);
    },
    remove: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_subscribers').where('id', '=', id).where('page_id', '=', pageId);
        const row = await gone.returning(['type', 'address']).executeTakeFirst();
        if (!row) throw notFound('subscriber of this page with the id', id);
        await writePageAudit(context, tx, actor, 'subscriber_removed', page, {
          before: { subscriber: shortOf(row) },
        });
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

/** An address that is asked again and again is asked once in this time, milliseconds. */
const ASKED_AGAIN_MS = 3_600_000;

function subscriberRow(context: CoreContext, one: Subscribing) {
  const nowMs = nowOf(context);
  return {
    id: one.id,
    page_id: one.pageId,
    type: one.type,
    address: one.address,
    address_key: keyOf(one),
    confirmation_token: one.confirmationToken,
    component_ids: json(one.componentIds),
    asked_component_ids: json(one.componentIds),
    asked_at_ms: one.isAsked ? nowMs : null,
    confirmed_at_ms: null,
    stopped_at_ms: null,
    stopped_reason: null,
    created_at_ms: nowMs,
  };
}

/** Letters count in the path of a URL, and in no address that anybody has. */
function keyOf({ type, address }: Pick<Subscribing, 'type' | 'address'>): string {
  return type === 'EMAIL' ? nameKey(address) : address;
}

async function countOf(tx: CoreTransaction, pageId: string, isUnconfirmed = false): Promise<number> {
  let rows = tx.selectFrom('status_page_subscribers').where('page_id', '=', pageId);
  if (isUnconfirmed) rows = rows.where('confirmed_at_ms', 'is', null);
  const counted = rows.select(({ fn }) => fn.countAll<number>().as('count'));
  return (await counted.executeTakeFirstOrThrow()).count;
}

async function ask(context: CoreContext, tx: CoreTransaction, given: Omit<Subscribing, 'isAsked'>): Promise<void> {
  const nowMs = nowOf(context);
  const rows = tx.selectFrom('status_page_subscribers').selectAll().where('page_id', '=', given.pageId);
  const known = await rows.where('address_key', '=', keyOf(given)).executeTakeFirst();
  if (!known) {
    const { unconfirmedOfPage, subscribersOfPage } = STATUS_PAGE_LIMITS;
    const isFull = (await countOf(tx, given.pageId)) >= subscribersOfPage;
    if (isFull || (await countOf(tx, given.pageId, true)) >= unconfirmedOfPage) return;
    await tx
      .insertInto('status_page_subscribers')
      .values(subscriberRow(context, { ...given, isAsked: true }))
      .execute();
    return askToConfirm(context, tx, given.id);
  }
  if (nowMs - (known.asked_at_ms ?? -Infinity) < ASKED_AGAIN_MS) return;
  const asked = {
    confirmation_token: given.confirmationToken,
    asked_component_ids: json(given.componentIds),
    asked_at_ms: nowMs,
  };
  await tx.updateTable('status_page_subscribers').set(asked).where('id', '=', known.id).execute();
  await askToConfirm(context, tx, known.id);
}

/** What is sent asks for the newest request, whenever it goes out. */
async function askToConfirm(context: CoreContext, tx: CoreTransaction, subscriberId: string): Promise<void> {
  const delivery = { id: context.newId(), subscriber_id: subscriberId, notice_id: null, status: 'PENDING' };
  await tx
    .insertInto('page_deliveries')
    .values({ ...delivery, created_at_ms: nowOf(context) })
    .execute();
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
        await writePageAudit(context, tx, actor, 'domain_added', page, { after: { hostname } });
        return readDomain(row);
      }),
    update: (pageId, id, change, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const current = await tx
          .selectFrom('status_page_domains')
          .selectAll()
          .where('id', '=', id)
          .where('page_id', '=', pageId)
          .executeTakeFirst();
        if (!current) throw notFound('domain of this page with the id', id);
        if (change.isPrimary) {
          await tx.updateTable('status_page_domains').set({ is_primary: 0 }).where('page_id', '=', pageId).execute();
        }
        const set = { ...domainColumns(change), updated_at_ms: nowOf(context) };
        const rows = tx.updateTable('status_page_domains').set(set).where('id', '=', id).where('page_id', '=', pageId);
        const after = readDomain(await rows.returningAll().executeTakeFirstOrThrow());
        const action = change.isPrimary ? 'domain_made_primary' : 'domain_verified';
        const states = { before: audited(readDomain(current)), after: audited(after) };
        await writePageAudit(context, tx, actor, action, page, states);
        return after;
      }),
    remove: (pageId, id, actor) =>
      write(async (tx) => {
        const page = await pageOfParts(tx, pageId);
        const gone = tx.deleteFrom('status_page_domains').where('id', '=', id).where('page_id', '=', pageId);
        const row = await gone.returningAll().executeTakeFirst();
        if (!row) throw notFound('domain of this page with the id', id);
        await writePageAudit(context, tx, actor, 'domain_removed', page, { before: audited(readDomain(row)) });
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

/** What proves a domain is shown to whoever adds it, and to nobody else. */
function audited({ hostname, status, provenBy, error, isPrimary }: PageDomain): object {
  return { hostname, status, provenBy, error, isPrimary };
}

/** `a…@shop.test`: whoever unsubscribes is not to stand in the trail for as long as it reaches. Of a URL, what others may know. */
function shortOf({ type, address }: { readonly type: string; readonly address: string }): string {
  if (type !== 'EMAIL') return maskUrl(address);
  return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`;
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
