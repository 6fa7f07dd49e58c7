/** Maintenance windows. */
import type { ManagedBy } from '@upwatch/core';
import {
  type Actor,
  type CoreStore,
  type KeptWindow,
  StoreRefusal,
  type WindowContent,
  WINDOWS_KEPT_DAYS,
  WINDOWS_MAX,
} from '../port.ts';
import { said } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, refuseDuplicateName, writeAudit } from './context.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { flag, json, nameKey, parsed, present, wholeMs } from './rows.ts';
import type { MaintenanceWindowTable } from './schema.ts';

const DAY_MS = 86_400_000;
const KIND = 'maintenance window';

type Follow = (tx: CoreTransaction, windowId: string, nowMs: number) => Promise<void>;

/** @param follow tells pages of what a transaction has changed */
export function maintenanceStore(context: CoreContext, follow: Follow): CoreStore['maintenance'] {
  const { database } = context;
  const kept = database.query.selectFrom('maintenance_windows').selectAll();
  const standing = kept.where('deleted_at_ms', 'is', null);
  const followed = <T>(id: string, change: (tx: CoreTransaction) => Promise<T>): Promise<T> =>
    database.write(async (tx) => {
      const changed = await change(tx);
      await follow(tx, id, nowOf(context));
      return changed;
    });
  return {
    create: (window, actor) => followed(window.id, (tx) => create(context, tx, window, actor)),
    update: (id, change, actor) => followed(id, (tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) => followed(id, (tx) => remove(context, tx, id, actor)),
    get: async (id) => {
      const row = await standing.where('id', '=', id).executeTakeFirst();
      return row && readWindow(row);
    },
    all: async () => (await standing.orderBy('starts_at_ms').orderBy('id').execute()).map(readWindow),
    past: async () => (await kept.where('deleted_at_ms', 'is not', null).orderBy('id').execute()).map(readWindow),
  };
}

/** Drops what counts in no uptime any more: deleted ones, and those that came once. */
export async function dropPastWindows(database: CoreDatabase, nowMs: number): Promise<void> {
  const beforeMs = nowMs - WINDOWS_KEPT_DAYS * DAY_MS;
  await database.write(async (tx) => {
    const rows = tx.deleteFrom('maintenance_windows');
    await rows.where('deleted_at_ms', '<', beforeMs).execute();
    // What the config file declares it would make again at each start.
    await rows.where('repeat_rule', 'is', null).where('name', 'is', null).where('ends_at_ms', '<', beforeMs).execute();
  });
}

export function readWindow(row: MaintenanceWindowTable): KeptWindow {
  return {
    id: row.id,
    ...present({ name: row.name, reason: row.reason, repeatRule: row.repeat_rule, deletedAtMs: row.deleted_at_ms }),
    startsAtMs: row.starts_at_ms,
    endsAtMs: row.ends_at_ms,
    timeZone: row.time_zone,
    monitorIds: parsed(row.monitor_ids),
    tagIds: parsed(row.tag_ids),
    resourceGroupIds: parsed(row.resource_group_ids),
    suppressAlerts: row.suppress_alerts === 1,
    pauseChecks: row.pause_checks === 1,
    endedEarlyAtMs: parsed(row.ended_early_at_ms),
    managedBy: row.managed_by as ManagedBy,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function columnsOf(window: WindowContent) {
  return {
    name: window.name ?? null,
    name_key: window.name === undefined ? null : nameKey(window.name),
    reason: window.reason ?? null,
    starts_at_ms: wholeMs(window.startsAtMs),
    ends_at_ms: wholeMs(window.endsAtMs),
    repeat_rule: window.repeatRule ?? null,
    time_zone: window.timeZone,
    monitor_ids: json(window.monitorIds),
    tag_ids: json(window.tagIds),
    resource_group_ids: json(window.resourceGroupIds),
    suppress_alerts: flag(window.suppressAlerts),
    pause_checks: flag(window.pauseChecks),
    ended_early_at_ms: json(window.endedEarlyAtMs.map((ms) => wholeMs(ms))),
    managed_by: window.managedBy,
  };
}

/** As the audit trail names it. */
function resourceOf({ id, name, reason }: { readonly id: string; readonly name?: string; readonly reason?: string }) {
  const shown = name ?? reason;
  return { type: 'maintenance_window' as const, id, ...(shown !== undefined && { name: shown }) };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  window: WindowContent,
  actor: Actor,
): Promise<KeptWindow> {
  const { total } = await tx
    .selectFrom('maintenance_windows')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirstOrThrow();
  if (total >= WINDOWS_MAX) {
    throw new StoreRefusal(
      'in_use',
      `there are ${total} maintenance windows, which is the most: delete old ones first`,
    );
  }
  const nowMs = nowOf(context);
  const row: MaintenanceWindowTable = {
    id: window.id,
    ...columnsOf(window),
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
    deleted_at_ms: null,
  };
  await refuseDuplicateName(KIND, window.name ?? '', () => tx.insertInto('maintenance_windows').values(row).execute());
  const made = readWindow(row);
  await writeAudit(context, tx, actor, 'created', { ...resourceOf(window), change: { after: said(made) } });
  return made;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  change: (current: KeptWindow) => WindowContent,
  actor: Actor,
): Promise<KeptWindow> {
  const current = await standingIn(tx, id);
  const next = change(current);
  const changed = tx
    .updateTable('maintenance_windows')
    .set({ ...columnsOf(next), updated_at_ms: nowOf(context) })
    .where('id', '=', id)
    .returningAll();
  const row = await refuseDuplicateName(KIND, next.name ?? '', () => changed.executeTakeFirstOrThrow());
  const window = readWindow(row);
  const states = { before: said(current), after: said(window) };
  await writeAudit(context, tx, actor, 'updated', { ...resourceOf({ ...next, id }), change: states });
  return window;
}

async function remove(context: CoreContext, tx: CoreTransaction, id: string, actor: Actor): Promise<void> {
  const window = await standingIn(tx, id);
  const nowMs = nowOf(context);
  const isPast = window.startsAtMs < nowMs;
  await (isPast
    ? tx.updateTable('maintenance_windows').set({ deleted_at_ms: nowMs, name_key: null }).where('id', '=', id)
    : tx.deleteFrom('maintenance_windows').where('id', '=', id)
  ).execute();
  await writeAudit(context, tx, actor, 'deleted', { ...resourceOf(window), change: { before: said(window) } });
}

async function standingIn(tx: CoreTransaction, id: string): Promise<KeptWindow> {
  const rows = tx.selectFrom('maintenance_windows').selectAll().where('id', '=', id);
  const row = await rows.where('deleted_at_ms', 'is', null).executeTakeFirst();
  if (!row) throw notFound(KIND, id);
  return readWindow(row);
}
