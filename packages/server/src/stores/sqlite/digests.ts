/** Alerts that are told together: read and written many at a time. */
import type { DatabaseSync } from 'node:sqlite';
import type { AlertKind } from '@upwatch/core';
import { sql } from 'kysely';
import type { DigestStore, ToldBefore, WaitingAlert } from '../port.ts';
import type { CoreContext } from './context.ts';
import { attemptRow, deliveryRow, readDelivery } from './delivery-rows.ts';
import { sentRequestRow } from './sent-requests.ts';
import { present } from './rows.ts';
import type { DeliveryTable } from './schema.ts';

/** Written out: with parameters SQLite does not see that the partial index holds them all. */
const IS_OPEN = sql<boolean>`status in ('PENDING', 'RETRY_PENDING')`;
const DAY_MS = 86_400_000;

export function digestStore(context: CoreContext): DigestStore {
  const { query, write, writeBare } = context.database;
  const deliveries = () => query.selectFrom('deliveries').selectAll();
  return {
    waiting: (afterId, limit) => waiting(context, afterId, limit),
    ofIncidents: async (channelId, incidentIds) => {
      const rows = deliveries().where('channel_id', '=', channelId).where(isOneOf('incident_id', incidentIds));
      return (await rows.orderBy('sequence').orderBy('id').execute()).map(readDelivery);
    },
    gather: (digestId, { ids, toldIds }) =>
      write(async (tx) => {
        const { last } = await tx
          .selectFrom('deliveries')
          .where('digest_id', '=', digestId)
          .select(({ fn }) => fn.max('digest_part').as('last'))
          .executeTakeFirstOrThrow();
        const part = (last ?? 0) + 1;
        const members = tx.updateTable('deliveries').where(IS_OPEN).where(isOneOf('id', ids));
        await members.set({ digest_id: digestId, digest_part: part }).execute();
        const told = tx.updateTable('deliveries').where('status', '=', 'DELIVERED').where('digest_id', 'is', null);
        await told.where(isOneOf('id', toldIds)).set({ digest_id: digestId, digest_part: 0 }).execute();
        return part;
      }),
    gathered: async (digestId, part) => {
      const rows = deliveries().where('digest_id', '=', digestId).where('digest_part', '=', part).where(IS_OPEN);
      return (await rows.orderBy('created_at_ms').orderBy('sequence').orderBy('id').execute()).map(readDelivery);
    },
    standing: async (digestId) => {
      const { count } = await query
        .selectFrom('deliveries')
        .innerJoin('incidents', 'incidents.id', 'deliveries.incident_id')
        .where('deliveries.digest_id', '=', digestId)
        .where('deliveries.kind', 'in', ['INCIDENT_CREATED', 'INCIDENT_REOPENED'])
        .where('deliveries.status', 'in', ['PENDING', 'RETRY_PENDING', 'DELIVERED'])
        .where('incidents.status', '<>', 'RESOLVED')
        .select(({ fn }) => fn.count<number>('deliveries.incident_id').distinct().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    told: async (digestId) => {
      const arrived = query
        .selectFrom('deliveries')
        .where('digest_id', '=', digestId)
        .where('deliveries.status', '=', 'DELIVERED');
      const named = arrived
        .innerJoin('delivery_attempts', 'delivery_attempts.delivery_id', 'deliveries.id')
        .where('digest_part', '>', 0)
        .where('external_id', 'is not', null);
      const newest = await named.orderBy('digest_part', 'desc').select('external_id').executeTakeFirst();
      if (newest) return { isAny: true, ...present({ externalId: newest.external_id }) };
      return { isAny: (await arrived.select('deliveries.id').executeTakeFirst()) !== undefined };
    },
    toldSince: (sinceMs) => toldSince(context, sinceMs),
    recordMany: (endings) => writeBare((database) => recordMany(database, endings)),
  };
}

/** The list goes as one value: there may be more of them than a statement has places for. */
function isOneOf(column: 'id' | 'incident_id', ids: readonly string[]) {
  return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(ids)}))`;
}

async function waiting(
  { database: { query } }: CoreContext,
  afterId: string | undefined,
  limit: number,
): Promise<readonly WaitingAlert[]> {
  const page = query
    .selectFrom('deliveries')
    .where(IS_OPEN)
    .where('id', '>', afterId ?? '')
    .orderBy('id')
    .limit(limit);
  const rows = await page
    .select(['id', 'incident_id', 'monitor_id', 'channel_id', 'kind', 'sequence', 'status', 'attempt_count'])
    .select(['last_attempt_at_ms', 'next_retry_at_ms', 'not_before_ms', 'created_at_ms', 'digest_id', 'digest_part'])
    .execute();
  const later = rows.filter(({ sequence, kind }) => sequence > 0 || kind === 'INCIDENT_RESOLVED');
  const told = await toldBefore(query, [...new Set(later.map((row) => row.incident_id))]);
  return rows.map((row) => {
    const { key: _key, message: _message, ...rest } = readDelivery({ ...NOT_READ, ...row });
    const before = told.get(`${row.incident_id} ${row.channel_id}`);
    return before && before.sequence < row.sequence ? { ...rest, told: before } : rest;
  });
}

/** Columns that are left out of a read of what waits. */
const NOT_READ: Omit<DeliveryTable, 'id'> = {
  key: '',
  incident_id: '',
  monitor_id: null,
  channel_id: '',
  kind: '',
  sequence: 0,
  message: 'null',
  status: '',
  attempt_count: 0,
  last_attempt_at_ms: null,
  next_retry_at_ms: null,
  delivered_at_ms: null,
  error_message: null,
  created_at_ms: 0,
  dispatch_id: null,
  step_number: null,
  fire_count: null,
  not_before_ms: null,
  digest_id: null,
  digest_part: null,
};

/** By incident and channel, the newest that arrived. */
async function toldBefore(
  query: CoreContext['database']['query'],
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, ToldBefore>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await query
    .selectFrom('deliveries')
    .where(isOneOf('incident_id', incidentIds))
    .where('status', '=', 'DELIVERED')
    .orderBy('sequence')
    .select(['incident_id', 'channel_id', 'kind', 'sequence', 'digest_id'])
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.incident_id} ${row.channel_id}`,
      { kind: row.kind as AlertKind, sequence: row.sequence, ...present({ digestId: row.digest_id }) },
    ]),
  );
}

async function toldSince({ database: { query } }: CoreContext, sinceMs: number): ReturnType<DigestStore['toldSince']> {
  const rows = await query
    .selectFrom('deliveries')
    .where('status', '=', 'DELIVERED')
    // None is tried for longer than a day: it bounds what is looked through.
    .where('created_at_ms', '>=', sinceMs - DAY_MS)
    .where('delivered_at_ms', '>=', sinceMs)
    .groupBy(['channel_id', sql`case when digest_part > 0 then digest_id || ' ' || digest_part else id end`])
    .orderBy('delivered_at_ms')
    .select(['channel_id', 'digest_part'])
    .select(({ fn }) => [
      fn.min('id').as('id'),
      fn.max('kind').as('kind'),
      fn.max('digest_id').as('digest_id'),
      fn.max('delivered_at_ms').as('delivered_at_ms'),
    ])
    .execute();
  return rows.map((row) => ({
    channelId: row.channel_id,
    deliveryId: row.id,
    kind: row.kind as AlertKind,
    deliveredAtMs: row.delivered_at_ms ?? 0,
    ...(row.digest_part && row.digest_id !== null ? { digestId: row.digest_id } : {}),
  }));
}

function recordMany(database: DatabaseSync, endings: Parameters<DigestStore['recordMany']>[0]): void {
  const exists = database.prepare('SELECT 1 FROM deliveries WHERE id = ?');
  const update = database.prepare(`
    UPDATE deliveries SET status = :status, attempt_count = :attempt_count, last_attempt_at_ms = :last_attempt_at_ms,
      delivered_at_ms = :delivered_at_ms, error_message = :error_message, next_retry_at_ms = :next_retry_at_ms,
      digest_id = :digest_id, digest_part = :digest_part
    WHERE id = :id AND status <> 'DELIVERED' AND (status <> 'CANCELLED' OR :status = 'DELIVERED')`);
  const insert = database.prepare(`
    INSERT OR IGNORE INTO delivery_attempts (id, delivery_id, attempt_number, status, status_code, response_excerpt,
      error_message, duration_ms, external_id, attempted_at_ms, request_hash)
    VALUES (:id, :delivery_id, :attempt_number, :status, :status_code, :response_excerpt, :error_message,
      :duration_ms, :external_id, :attempted_at_ms, :request_hash)`);
  const insertRequest = database.prepare(
    'INSERT OR IGNORE INTO sent_requests (hash, request, at_ms) VALUES (:hash, :request, :at_ms)',
  );
  const requests = new Set(endings.flatMap(({ attempt }) => sentRequestRow(attempt) ?? []));
  for (const request of requests) insertRequest.run({ ...request });
  for (const { attempt, delivery } of endings) {
    if (!exists.get(delivery.id)) continue;
    insert.run({ ...attemptRow(attempt) });
    const { id, status, attempt_count, last_attempt_at_ms, delivered_at_ms, error_message } = deliveryRow(delivery);
    const { next_retry_at_ms, digest_id, digest_part } = deliveryRow(delivery);
    const times = { last_attempt_at_ms, delivered_at_ms, next_retry_at_ms };
    update.run({ id, status, attempt_count, error_message, digest_id, digest_part, ...times });
  }
  const last = endings.at(-1);
  if (!last) return;
  database
    .prepare('UPDATE channels SET last_delivery_at_ms = ?, last_delivery_status = ? WHERE id = ?')
    .run(Math.round(last.attempt.attemptedAtMs), last.delivery.status, last.delivery.channelId);
  if (last.attempt.status === 'sent')
    database.prepare('UPDATE channels SET broken_reason = NULL WHERE id = ?').run(last.delivery.channelId);
}
