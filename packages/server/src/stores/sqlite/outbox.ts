/** Alerts that wait to be sent, and what became of them. */
import type { Delivery, DeliveryStatus } from '@upwatch/core';
import type { Actor, CoreStore, DeliveryAttempt, PageRequest } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import { type CoreContext, notFound, offsetOf, orderOf, pageOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { attemptRow, deliveryRow, readAttempt, readDelivery } from './delivery-rows.ts';
import { keepNotification, noticeValues } from './notifications.ts';
import { wholeMs } from './rows.ts';
import { sentRequestRow } from './sent-requests.ts';

const OPEN = ['PENDING', 'RETRY_PENDING'] as const satisfies readonly DeliveryStatus[];
const SORT_COLUMNS = { createdAt: 'created_at_ms', status: 'status' } as const;

export function outboxStore(context: CoreContext): CoreStore['outbox'] {
  const { query, write } = context.database;
  const deliveries = () => query.selectFrom('deliveries').selectAll();
  return {
    open: async (limit) => {
      const rows = deliveries().where('status', 'in', OPEN).orderBy('created_at_ms').orderBy('sequence').orderBy('id');
      return (await rows.limit(limit).execute()).map(readDelivery);
    },
    get: async (id) => {
      const row = await deliveries().where('id', '=', id).executeTakeFirst();
      return row && readDelivery(row);
    },
    add: (all) => write((tx) => addDeliveries(tx, all)),
    newestDelivered: async () => {
      const rows = await query
        .selectFrom('deliveries')
        .select(['channel_id', ({ fn }) => fn.max('delivered_at_ms').as('at_ms')])
        .where('delivered_at_ms', 'is not', null)
        .groupBy('channel_id')
        .execute();
      return new Map(rows.map(({ channel_id: channelId, at_ms: atMs }) => [channelId, Number(atMs)]));
    },
    listByChannel: (channelId, page, isOfIncidents) => listByChannel(context, channelId, page, isOfIncidents),
    listByIncident: async (incidentId) => {
      const rows = deliveries().where('incident_id', '=', incidentId).orderBy('sequence').orderBy('id');
      return (await rows.execute()).map(readDelivery);
    },
    attempts: async (deliveryId) => {
      const rows = query
        .selectFrom('delivery_attempts')
        .leftJoin('sent_requests', 'sent_requests.hash', 'delivery_attempts.request_hash')
        .selectAll('delivery_attempts')
        .select('sent_requests.request')
        .where('delivery_id', '=', deliveryId);
      return (await rows.orderBy('attempt_number').orderBy('id').execute()).map(readAttempt);
    },
    attemptsOfIncident: async (incidentId) => {
      const rows = query
        .selectFrom('delivery_attempts')
        .innerJoin('deliveries', 'deliveries.id', 'delivery_attempts.delivery_id')
        .selectAll('delivery_attempts')
        .where('deliveries.incident_id', '=', incidentId)
        .orderBy('attempted_at_ms')
        .orderBy('attempt_number');
      return (await rows.execute()).map((row) => readAttempt({ ...row, request: null }));
    },
    record: (attempt, delivery) => write((tx) => record(tx, attempt, delivery)),
    setStatus: (id, status, errorMessage) => write((tx) => setStatus(tx, id, status, errorMessage)),
    retry: (id, nowMs, actor) =>
      write((tx) => byHand(context, tx, { id, actor, action: 'retried', act: () => retry(tx, id, nowMs) })),
    cancel: (id, reason, actor) =>
      write((tx) => byHand(context, tx, { id, actor, action: 'cancelled', act: () => cancel(tx, id, reason) })),
    counts: async () => {
      const rows = await query
        .selectFrom('deliveries')
        .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('status')
        .execute();
      const none = { PENDING: 0, RETRY_PENDING: 0, DELIVERED: 0, FAILED: 0, CANCELLED: 0 };
      return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
    },
  };
}

/** Adds alerts, each once; one for a channel that is gone comes to nothing. */
export async function addDeliveries(tx: CoreTransaction, all: readonly Delivery[]): Promise<void> {
  for (const delivery of all) {
    const channel = await tx
      .selectFrom('channels')
      .select('id')
      .where('id', '=', delivery.channelId)
      .executeTakeFirst();
    if (!channel) continue;
    const ignoreKnown = tx.insertInto('deliveries').values(deliveryRow(delivery));
    await ignoreKnown.onConflict((conflict) => conflict.doNothing()).execute();
    const notice = noticeValues(delivery);
    if (notice) await keepNotification(tx, notice);
  }
}

async function listByChannel(
  context: CoreContext,
  channelId: string,
  page: PageRequest,
  isOfIncidents = false,
): ReturnType<CoreStore['outbox']['listByChannel']> {
  const all = context.database.query.selectFrom('deliveries').where('channel_id', '=', channelId);
  const matching = isOfIncidents ? all.where('kind', '<>', 'NOTICE') : all;
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let rows = matching.selectAll().limit(page.size).offset(offsetOf(page));
  for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'created_at_ms', isDescending: true })) {
    rows = rows.orderBy(column as 'id', direction);
  }
  return pageOf(await rows.execute(), total, readDelivery);
}

async function record(tx: CoreTransaction, attempt: DeliveryAttempt, delivery: Delivery): Promise<void> {
  const current = await tx.selectFrom('deliveries').select('status').where('id', '=', delivery.id).executeTakeFirst();
  if (!current) throw notFound('delivery', delivery.id);
  const sent = sentRequestRow(attempt);
  if (sent) {
    const ignoreKnown = tx.insertInto('sent_requests').values(sent);
    await ignoreKnown.onConflict((conflict) => conflict.doNothing()).execute();
  }
  await tx
    .insertInto('delivery_attempts')
    .values(attemptRow(attempt))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const { id, status, ...changes } = deliveryRow(delivery);
  // Cancelled while it was being sent: it may have arrived all the same, but it is not tried again.
  const isOver = current.status === 'CANCELLED' && (OPEN as readonly string[]).includes(status);
  await tx
    .updateTable('deliveries')
    .set({
      attempt_count: changes.attempt_count,
      last_attempt_at_ms: changes.last_attempt_at_ms,
      delivered_at_ms: changes.delivered_at_ms,
      error_message: changes.error_message,
      next_retry_at_ms: isOver ? null : changes.next_retry_at_ms,
      status: isOver ? 'CANCELLED' : status,
    })
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('channels')
    .set({
      last_delivery_at_ms: wholeMs(attempt.attemptedAtMs),
      last_delivery_status: status,
      ...(attempt.status === 'sent' && { broken_reason: null }),
    })
    .where('id', '=', delivery.channelId)
    .execute();
}

async function setStatus(
  tx: CoreTransaction,
  id: string,
  status: DeliveryStatus,
  errorMessage: string | undefined,
): Promise<void> {
  const isOpen = (OPEN as readonly string[]).includes(status);
  await tx
    .updateTable('deliveries')
    .set({
      status,
      ...(errorMessage !== undefined && { error_message: errorMessage }),
      ...(!isOpen && { next_retry_at_ms: null }),
    })
    .where('id', '=', id)
    .where('status', '<>', 'DELIVERED')
    .execute();
}

/** Does what a person asks of a delivery, and writes down who it was. */
async function byHand(
  context: CoreContext,
  tx: CoreTransaction,
  by: {
    readonly id: string;
    readonly action: string;
    readonly actor: Actor | undefined;
    readonly act: () => Promise<Delivery>;
  },
): Promise<Delivery> {
  const { id, action, actor, act } = by;
  const before = await tx.selectFrom('deliveries').select('status').where('id', '=', id).executeTakeFirst();
  const delivery = await act();
  const { status } = delivery;
  if (actor && before?.status !== status) {
    const change = { before: { status: before?.status }, after: { status } };
    await writeAudit(context, tx, actor, action, { type: 'delivery', id, change });
  }
  return delivery;
}

async function retry(tx: CoreTransaction, id: string, nowMs: number): Promise<Delivery> {
  const row = await tx.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('delivery', id);
  if (row.status === 'DELIVERED') throw new StoreRefusal('conflict', `delivery ${id} was delivered already`);
  const channel = await tx.selectFrom('channels').select('id').where('id', '=', row.channel_id).executeTakeFirst();
  if (!channel) throw new StoreRefusal('conflict', `the alert channel of delivery ${id} was deleted`);
  const again = await tx
    .updateTable('deliveries')
    .set({ status: row.attempt_count > 0 ? 'RETRY_PENDING' : 'PENDING', next_retry_at_ms: wholeMs(nowMs) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return readDelivery(again);
}

async function cancel(tx: CoreTransaction, id: string, reason: string): Promise<Delivery> {
  const row = await tx.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('delivery', id);
  if (row.status === 'CANCELLED') return readDelivery(row);
  if (row.status === 'DELIVERED') throw new StoreRefusal('conflict', `delivery ${id} was delivered already`);
  if (row.status === 'FAILED') throw new StoreRefusal('conflict', `delivery ${id} has failed: nothing of it waits`);
  const change = { status: 'CANCELLED', error_message: reason, next_retry_at_ms: null };
  const updated = tx.updateTable('deliveries').set(change).where('id', '=', id).returningAll();
  return readDelivery(await updated.executeTakeFirstOrThrow());
}
