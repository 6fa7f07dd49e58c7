/** What is told within Upwatch itself, and who has read it. */
import type { Generated, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Delivery } from '@upwatch/core';
import { type Notification, NOTIFICATIONS_KEPT, type NotificationStore } from '../port.ts';
import { type CoreContext, notFound, offsetOf, pageOf } from './context.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { present } from './rows.ts';

const DAY_MS = 86_400_000;
/** Rows dropped in one go. */
const SLICE = 500;

export interface NotificationTable {
  id: Generated<number>;
  key: string;
  type: string;
  title: string;
  body: string | null;
  resource_type: string | null;
  resource_id: string | null;
  created_at_ms: number;
}

/** In the order of `KEEP_NOTIFICATION`. */
export type NotificationValues = readonly [
  key: string,
  type: string,
  title: string,
  body: string | null,
  resourceType: string | null,
  resourceId: string | null,
  createdAtMs: number,
];

/** Once for each key, whatever tells of it. */
export const KEEP_NOTIFICATION = `INSERT INTO notifications
  (key, type, title, body, resource_type, resource_id, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO NOTHING`;

/** What a notice says to its channels it says here too, once for all of them; of incidents they are told here anyway. */
export function noticeValues({
  kind,
  incidentId,
  sequence,
  message,
  createdAtMs,
}: Delivery): NotificationValues | undefined {
  if (kind !== 'NOTICE') return undefined;
  const [type, id] = message.monitorId === '' ? [null, null] : (['monitor', message.monitorId] as const);
  return [`notice:${incidentId}:${sequence}`, 'notice', message.headline, null, type, id, Math.round(createdAtMs)];
}

export async function keepNotification(tx: CoreTransaction, values: NotificationValues): Promise<void> {
  const [key, type, title, body, resource_type, resource_id, created_at_ms] = values;
  await tx
    .insertInto('notifications')
    .values({ key, type, title, body, resource_type, resource_id, created_at_ms })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

export function notificationStore({ database: { query, write } }: CoreContext): NotificationStore {
  const unreadOf = (reader: string) => query.selectFrom('notifications').where(sql<boolean>`NOT ${isReadBy(reader)}`);
  return {
    list: async (reader, page, onlyUnread) => {
      const rows = onlyUnread ? unreadOf(reader) : query.selectFrom('notifications');
      const { total } = await rows.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const found = await rows
        .selectAll()
        .select(sql<number>`${isReadBy(reader)}`.as('is_read'))
        .orderBy('id', 'desc')
        .limit(page.size)
        .offset(offsetOf(page))
        .execute();
      return pageOf(found, total, (row) => ({ ...readNotification(row), isRead: row.is_read === 1 }));
    },
    read: (reader, id) =>
      write(async (tx) => {
        const found = await tx.selectFrom('notifications').select('id').where('id', '=', id).executeTakeFirst();
        if (!found) throw notFound('notification', id);
        const row = tx.insertInto('notification_reads').values({ reader, notification_id: id });
        await row.onConflict((conflict) => conflict.doNothing()).execute();
      }),
    readAll: (reader) =>
      write(async (tx) => {
        const { newest } = await tx
          .selectFrom('notifications')
          .select(sql<number>`coalesce(max(id), 0)`.as('newest'))
          .executeTakeFirstOrThrow();
        await tx
          .insertInto('notification_readers')
          .values({ reader, read_through: newest })
          .onConflict((conflict) => conflict.column('reader').doUpdateSet({ read_through: newest }))
          .execute();
        // The number says it all from now on.
        await tx.deleteFrom('notification_reads').where('reader', '=', reader).execute();
      }),
    unreadCount: async (reader) => {
      const counted = unreadOf(reader).select(({ fn }) => fn.countAll<number>().as('count'));
      return (await counted.executeTakeFirstOrThrow()).count;
    },
  };
}

/** 1 or 0. */
function isReadBy(reader: string) {
  return sql`(
    notifications.id <= coalesce((SELECT read_through FROM notification_readers WHERE reader = ${reader}), 0)
    OR EXISTS (SELECT 1 FROM notification_reads WHERE reader = ${reader} AND notification_id = notifications.id)
  )`;
}

function readNotification(row: Selectable<NotificationTable>): Notification {
  const { resource_type: type, resource_id: id } = row;
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    ...present({ body: row.body }),
    ...(type !== null && id !== null && { resource: { type, id } }),
    createdAtMs: row.created_at_ms,
  };
}

/** Drops what is past its time, and the oldest where there are too many, a slice at a time. */
export async function dropOldNotifications({ write }: CoreDatabase, nowMs: number): Promise<void> {
  await write(async (tx) => {
    const { beyond } = await tx
      .selectFrom('notifications')
      .select(sql<number>`coalesce(max(id), 0) - ${NOTIFICATIONS_KEPT.count}`.as('beyond'))
      .executeTakeFirstOrThrow();
    const old = tx
      .selectFrom('notifications')
      .select('id')
      .where((where) =>
        where.or([where('created_at_ms', '<', nowMs - NOTIFICATIONS_KEPT.days * DAY_MS), where('id', '<=', beyond)]),
      )
      .orderBy('id')
      .limit(SLICE);
    await tx.deleteFrom('notifications').where('id', 'in', old).execute();
  });
}
