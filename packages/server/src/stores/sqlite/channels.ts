/** Alert channels. */
import type { DeliveryStatus, ManagedBy } from '@upwatch/core';
import { sql } from 'kysely';
import type { Actor, Channel, CoreStore, PageRequest } from '../port.ts';
import { maskingConfig } from './audit-difference.ts';
import {
  type CoreContext,
  notFound,
  nowOf,
  offsetOf,
  orderOf,
  pageOf,
  refuseDuplicateName,
  writeAudit,
} from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { keepNotification } from './notifications.ts';
import { forgetChannel } from './notification-policies.ts';
import { forgetChannelInGroups } from './resource-group-links.ts';
import { containing, json, nameKey, parsed, present } from './rows.ts';
import type { ChannelTable } from './schema.ts';

const SORT_COLUMNS = {
  name: 'name_key',
  type: 'type',
  createdAt: 'created_at_ms',
  updatedAt: 'updated_at_ms',
} as const;

type NewChannel = Pick<Channel, 'id' | 'name' | 'type' | 'config' | 'managedBy'>;
type ChannelChange = Pick<Channel, 'name' | 'config' | 'managedBy'>;

export function channelStore(context: CoreContext): CoreStore['channels'] {
  const { database } = context;
  return {
    create: (channel, actor) => database.write((tx) => create(context, tx, channel, actor)),
    update: (id, change, actor) => database.write((tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) => database.write((tx) => remove(context, tx, id, actor)),
    get: async (id) => {
      const row = await database.query.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readChannel(row);
    },
    list: (filter, page) => list(context, filter, page),
    all: async () => {
      const rows = await database.query
        .selectFrom('channels')
        .selectAll()
        .orderBy('created_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(readChannel);
    },
    setBroken: (id, reason) =>
      database.write(async (tx) => {
        // A channel that was deleted meanwhile needs no mark.
        const before = await tx
          .selectFrom('channels')
          .select(['name', 'broken_reason'])
          .where('id', '=', id)
          .executeTakeFirst();
        const marked = tx.updateTable('channels').set({ broken_reason: reason ?? null });
        await marked.where('id', '=', id).execute();
        if (!before || reason === undefined || before.broken_reason !== null) return;
        const title = `Alerts cannot be sent: ${before.name} is broken`;
        const atMs = nowOf(context);
        await keepNotification(tx, [`channel:${id}:${atMs}`, 'channel.broken', title, reason, 'channel', id, atMs]);
      }),
  };
}

function readChannel(row: ChannelTable): Channel {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    config: parsed(row.config),
    managedBy: row.managed_by as ManagedBy,
    ...present({
      brokenReason: row.broken_reason,
      lastDeliveryAtMs: row.last_delivery_at_ms,
      lastDeliveryStatus: row.last_delivery_status as DeliveryStatus | null,
    }),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

/** What of a channel a person says. */
function audited({ name, type, config, managedBy }: Channel): object {
  return { name, type, config, managedBy };
}

function maskOf({ masks }: CoreContext, type: string) {
  return maskingConfig((config) => masks.channel(type, config));
}

async function create(context: CoreContext, tx: CoreTransaction, wanted: NewChannel, actor: Actor): Promise<Channel> {
  const nowMs = nowOf(context);
  const row: ChannelTable = {
    id: wanted.id,
    name: wanted.name,
    name_key: nameKey(wanted.name),
    type: wanted.type,
    config: json(wanted.config),
    managed_by: wanted.managedBy,
    broken_reason: null,
    last_delivery_at_ms: null,
    last_delivery_status: null,
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await refuseDuplicateName('alert channel', row.name, () => tx.insertInto('channels').values(row).execute());
  const channel = readChannel(row);
  const change = { after: audited(channel), mask: maskOf(context, row.type) };
  await writeAudit(context, tx, actor, 'created', { type: 'channel', id: row.id, name: row.name, change });
  return channel;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  change: ChannelChange,
  actor: Actor,
): Promise<Channel> {
  const current = await tx.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst();
  const changed = tx
    .updateTable('channels')
    .set({
      name: change.name,
      name_key: nameKey(change.name),
      config: json(change.config),
      managed_by: change.managedBy,
      // New settings deserve a new try.
      broken_reason: null,
      updated_at_ms: nowOf(context),
    })
    .where('id', '=', id)
    .returningAll();
  const row = await refuseDuplicateName('alert channel', change.name, () => changed.executeTakeFirst());
  if (!row) throw notFound('alert channel', id);
  const states = {
    ...(current && { before: audited(readChannel(current)) }),
    after: audited(readChannel(row)),
    mask: maskOf(context, row.type),
  };
  await writeAudit(context, tx, actor, 'updated', { type: 'channel', id, name: row.name, change: states });
  return readChannel(row);
}

/** A monitor that told only this channel tells none afterwards, rather than all of them by surprise. */
async function remove(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  actor: Actor,
): ReturnType<CoreStore['channels']['delete']> {
  const { affected } = await tx
    .selectFrom('monitor_channels')
    .select(({ fn }) => fn.countAll<number>().as('affected'))
    .where('channel_id', '=', id)
    .executeTakeFirstOrThrow();
  const gone = await tx.deleteFrom('channels').where('id', '=', id).returningAll().executeTakeFirst();
  if (!gone) throw notFound('alert channel', id);
  await tx
    .updateTable('deliveries')
    .set({ status: 'CANCELLED', error_message: 'the alert channel was deleted', next_retry_at_ms: null })
    .where('channel_id', '=', id)
    .where('status', 'in', ['PENDING', 'RETRY_PENDING'])
    .execute();
  await forgetChannelInGroups(tx, id);
  const loss = await forgetChannel(context, tx, id);
  const change = { before: audited(readChannel(gone)), mask: maskOf(context, gone.type) };
  await writeAudit(context, tx, actor, 'deleted', { type: 'channel', id, name: gone.name, change });
  return { affectedMonitors: affected, ...loss };
}

interface ChannelFilter {
  readonly type?: string;
  readonly managedBy?: ManagedBy;
  readonly search?: string;
}

async function list(
  context: CoreContext,
  filter: ChannelFilter,
  page: PageRequest,
): ReturnType<CoreStore['channels']['list']> {
  let matching = context.database.query.selectFrom('channels');
  if (filter.type !== undefined) matching = matching.where('type', '=', filter.type);
  if (filter.managedBy !== undefined) matching = matching.where('managed_by', '=', filter.managedBy);
  if (filter.search !== undefined) {
    matching = matching.where(sql<boolean>`name_key LIKE ${containing(filter.search)} ESCAPE '\\'`);
  }
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let rows = matching.selectAll().limit(page.size).offset(offsetOf(page));
  for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'created_at_ms', isDescending: false })) {
    rows = rows.orderBy(column as 'id', direction);
  }
  return pageOf(await rows.execute(), total, readChannel);
}
