/** What waits to be told to subscribers of pages. Notices are planned by the triggers of migration 0028. */
import type { DeliveryStatus } from '@upwatch/core';
import { sql, type Selectable } from 'kysely';
import { type PageNotice, type PageNoticeStore, SUBSCRIBER_PATIENCE, type SubscriberDelivery } from '../port.ts';
import { type CoreContext, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { parsed, present, wholeMs } from './rows.ts';
import type { CoreTables } from './schema.ts';
import { readSubscriber } from './status-page-audience-rows.ts';

const OPEN = ['PENDING', 'RETRY_PENDING'] as const satisfies readonly DeliveryStatus[];
/** The answer of an address that says that it is gone for good (RFC 9110, section 15.5.11). */
const GONE = 410;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** Who has not confirmed by then did not want to. */
const UNCONFIRMED_KEPT_DAYS = 7;
const SLICE = 500;

export function pageNoticeStore(context: CoreContext): PageNoticeStore {
  const { query, write } = context.database;
  return {
    isWaiting: async () => {
      const open = await query
        .selectFrom('page_deliveries')
        .select('id')
        .where('status', 'in', OPEN)
        .limit(1)
        .execute();
      if (open.length > 0) return true;
      return (
        (await query.selectFrom('page_notices').select('id').where('is_handed_out', '=', 0).limit(1).execute()).length >
        0
      );
    },
    handOut: async (limits) => {
      const next = query.selectFrom('page_notices').select('id').where('is_handed_out', '=', 0).limit(1);
      return (await next.executeTakeFirst()) ? write((tx) => handOut(context, tx, limits)) : false;
    },
    delivery: async (id) => (await read(context, (rows) => rows.where('page_deliveries.id', '=', id)))[0],
    waiting: async (afterId = '', limit) =>
      read(context, (rows) =>
        rows
          .where('page_deliveries.status', 'in', OPEN)
          .where('page_deliveries.id', '>', afterId)
          .orderBy('page_deliveries.id')
          .limit(limit),
      ),
    record: (attempt, after) => write((tx) => record(context, tx, attempt, after)),
    cancel: (id, reason) =>
      write(async (tx) => {
        await tx
          .updateTable('page_deliveries')
          .set(cancelled(reason))
          .where('id', '=', id)
          .where('status', 'in', OPEN)
          .execute();
      }),
  };
}

function cancelled(reason: string) {
  return { status: 'CANCELLED', error_message: reason, next_retry_at_ms: null };
}

async function handOut(
  context: CoreContext,
  tx: CoreTransaction,
  { atOnce, openMax }: { readonly atOnce: number; readonly openMax: number },
): Promise<boolean> {
  const { count } = await tx
    .selectFrom('page_deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', 'in', OPEN)
    .executeTakeFirstOrThrow();
  if (count >= openMax) return false;
  const open = tx.selectFrom('page_notices').selectAll().where('is_handed_out', '=', 0);
  const notice = await open.orderBy('occurred_at_ms').orderBy('id').executeTakeFirst();
  if (!notice) return false;
  const subscribers = await tx
    .selectFrom('status_page_subscribers')
    .select(['id', 'component_ids'])
    .where('page_id', '=', notice.page_id)
    .where('confirmed_at_ms', '<=', notice.occurred_at_ms)
    .where('stopped_at_ms', 'is', null)
    .where('id', '>', notice.after_subscriber_id ?? '')
    .orderBy('id')
    .limit(atOnce)
    .execute();
  const said = parsed<Said>(notice.said);
  const rows = subscribers
    .filter((one) => isConcerned(parsed(one.component_ids), said.componentIds))
    .map(({ id }) => ({
      id: context.newId(),
      subscriber_id: id,
      notice_id: notice.id,
      status: 'PENDING',
      created_at_ms: nowOf(context),
    }));
  if (rows.length > 0) await tx.insertInto('page_deliveries').values(rows).execute();
  const isLast = subscribers.length < atOnce;
  const cursor = subscribers.at(-1)?.id ?? notice.after_subscriber_id;
  const kept = tx.updateTable('page_notices').set({ after_subscriber_id: cursor, is_handed_out: isLast ? 1 : 0 });
  await kept.where('id', '=', notice.id).execute();
  return true;
}

/** What names no component is about the page as a whole. */
function isConcerned(wanted: readonly string[], about: readonly string[]): boolean {
  return wanted.length === 0 || about.length === 0 || wanted.some((id) => about.includes(id));
}

type Said = Omit<
  PageNotice,
  'id' | 'pageId' | 'pageIncidentId' | 'kind' | 'occurredAtMs' | 'scheduled' | 'postmortem'
> & {
  readonly scheduledFromMs: number | null;
  readonly scheduledUntilMs: number | null;
  readonly componentIds: readonly string[];
  readonly postmortemTitle?: string | null;
  readonly postmortemUrl?: string | null;
};

function readNotice(row: Selectable<CoreTables['page_notices']>): PageNotice {
  const { scheduledFromMs, scheduledUntilMs, componentIds: _, ...more } = parsed<Said>(row.said);
  const { postmortemTitle: title, postmortemUrl: url, ...said } = more;
  const [fromMs, untilMs] = [scheduledFromMs, scheduledUntilMs];
  return {
    id: row.id,
    pageId: row.page_id,
    pageIncidentId: row.page_incident_id,
    kind: row.kind as PageNotice['kind'],
    ...said,
    ...(fromMs !== null && untilMs !== null && { scheduled: { fromMs, untilMs } }),
    ...(row.kind === 'POSTMORTEM' && { postmortem: present({ title, url }) }),
    occurredAtMs: row.occurred_at_ms,
  };
}

function deliveries({ database: { query } }: CoreContext) {
  return query.selectFrom('page_deliveries').selectAll();
}

async function read(
  context: CoreContext,
  which: (rows: ReturnType<typeof deliveries>) => ReturnType<typeof deliveries>,
): Promise<readonly SubscriberDelivery[]> {
  const { query } = context.database;
  const rows = await which(deliveries(context)).execute();
  if (rows.length === 0) return [];
  const noticeIds = [...new Set(rows.flatMap(({ notice_id: id }) => (id === null ? [] : [id])))];
  const subscriberIds = [...new Set(rows.map((row) => row.subscriber_id))];
  const noticeRows =
    noticeIds.length === 0
      ? []
      : await query.selectFrom('page_notices').selectAll().where('id', 'in', noticeIds).execute();
  const notices = new Map(noticeRows.map((row) => [row.id, readNotice(row)]));
  const people = query.selectFrom('status_page_subscribers').selectAll().where('id', 'in', subscriberIds);
  const subscribers = new Map((await people.execute()).map((row) => [row.id, readSubscriber(row)]));
  return rows.flatMap((row) => {
    const subscriber = subscribers.get(row.subscriber_id);
    const notice = row.notice_id === null ? undefined : notices.get(row.notice_id);
    // Deleted between two reads.
    if (!subscriber || (row.notice_id !== null && !notice)) return [];
    return [{ ...readDelivery(row), subscriber, ...(notice && { notice }) }];
  });
}

function readDelivery(row: Selectable<CoreTables['page_deliveries']>) {
  return {
    id: row.id,
    status: row.status as DeliveryStatus,
    attemptCount: row.attempt_count,
    ...present({
      lastAttemptAtMs: row.last_attempt_at_ms,
      nextRetryAtMs: row.next_retry_at_ms,
      deliveredAtMs: row.delivered_at_ms,
      errorMessage: row.error_message,
    }),
    createdAtMs: row.created_at_ms,
  };
}

async function record(
  context: CoreContext,
  tx: CoreTransaction,
  attempt: Parameters<PageNoticeStore['record']>[0],
  after: Parameters<PageNoticeStore['record']>[1],
): Promise<void> {
  const row = await tx
    .updateTable('page_deliveries')
    .set({
      status: after.status,
      attempt_count: after.attemptCount,
      last_attempt_at_ms: wholeMs(after.lastAttemptAtMs),
      next_retry_at_ms: wholeMs(after.nextRetryAtMs),
      delivered_at_ms: wholeMs(after.deliveredAtMs),
      error_message: after.errorMessage ?? null,
    })
    .where('id', '=', after.id)
    // What was cancelled meanwhile is not put back.
    .where('status', 'in', OPEN)
    .returning('subscriber_id')
    .executeTakeFirst();
  if (!row) return;
  const subscriber = tx.updateTable('status_page_subscribers').where('id', '=', row.subscriber_id);
  if (after.status === 'DELIVERED') await subscriber.set({ failures: 0 }).where('failures', '>', 0).execute();
  if (after.status !== 'FAILED') return;
  // A mail that was given up after a day says more of our mail server than of the address.
  const counts = attempt.status === 'reject' ? ['EMAIL', 'WEBHOOK'] : ['WEBHOOK'];
  const failing = await subscriber
    .set((to) => ({ failures: to('failures', '+', 1) }))
    .where('type', 'in', counts)
    .returning(['id', 'type', 'failures'])
    .executeTakeFirst();
  if (!failing) return;
  const isMail = failing.type === 'EMAIL';
  const isGone = !isMail && attempt.statusCode === GONE;
  if (failing.failures < SUBSCRIBER_PATIENCE[isMail ? 'EMAIL' : 'WEBHOOK'] && !isGone) return;
  const reason = after.errorMessage ?? 'nothing arrives there';
  const stopped = tx.updateTable('status_page_subscribers').where('id', '=', failing.id);
  await stopped.set({ stopped_at_ms: nowOf(context), stopped_reason: reason }).execute();
  const rest = tx.updateTable('page_deliveries').where('subscriber_id', '=', failing.id).where('status', 'in', OPEN);
  await rest.set(cancelled('nothing arrived there')).execute();
}

/** Announced work begins, once. What was announced as it began, or that it is not to be told, is told by nothing more. */
export async function beginDueWork(context: CoreContext, nowMs: number): Promise<void> {
  const due = context.database.query
    .selectFrom('status_page_incidents')
    .select('id')
    .where('scheduled_from_ms', '<=', Math.floor(nowMs))
    .where('begun_at_ms', 'is', null)
    .where('resolved_at_ms', 'is', null)
    .where('published_at_ms', 'is not', null)
    .whereRef('scheduled_from_ms', '>', 'published_at_ms')
    .where(
      sql<boolean>`EXISTS (SELECT 1 FROM status_page_incident_updates u
        WHERE u.page_incident_id = status_page_incidents.id AND u.notify_subscribers = 1)`,
    );
  const ids = (await due.limit(SLICE).execute()).map(({ id }) => id);
  if (ids.length === 0) return;
  await context.database.write(async (tx) => {
    const begun = tx.updateTable('status_page_incidents').set({ begun_at_ms: Math.floor(nowMs) });
    await begun.where('id', 'in', ids).where('begun_at_ms', 'is', null).execute();
  });
}

/** Drops a slice of what was told long ago, and of those who never confirmed. */
export async function dropOldNotices({ database }: CoreContext, nowMs: number): Promise<void> {
  await database.write(async (tx) => {
    const past = Math.floor(nowMs) - KEPT_DAYS * DAY_MS;
    const told = tx.selectFrom('page_deliveries').select('id').where('created_at_ms', '<', past).limit(SLICE);
    await tx.deleteFrom('page_deliveries').where('id', 'in', told).execute();
    const said = tx.selectFrom('page_notices').select('id').where('occurred_at_ms', '<', past).limit(SLICE);
    await tx.deleteFrom('page_notices').where('id', 'in', said).execute();
    const silent = tx
      .selectFrom('status_page_subscribers')
      .select('id')
      .where('confirmed_at_ms', 'is', null)
      .where('asked_at_ms', '<', Math.floor(nowMs) - UNCONFIRMED_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('status_page_subscribers').where('id', 'in', silent).execute();
  });
}
