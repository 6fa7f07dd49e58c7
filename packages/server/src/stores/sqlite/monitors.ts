/** Monitors and their versions. */
import { isDeepStrictEqual } from 'node:util';
import type { Monitor } from '@upwatch/core';
import type {
  Actor,
  CoreStore,
  MonitorChange,
  MonitorFilter,
  NewMonitor,
  PageRequest,
  KeptSetting,
  TagRequest,
} from '../port.ts';
import { maskingConfig, said } from './audit-difference.ts';
import {
  type CoreContext,
  nextInSequence,
  notFound,
  nowOf,
  offsetOf,
  orderOf,
  pageOf,
  refuseDuplicateName,
  writeAudit,
} from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { writeDependencies } from './dependencies.ts';
import { endIncidentsOf } from './monitor-end.ts';
import { filterMonitors } from './monitor-filter.ts';
import { monitorRow, readMonitors } from './monitor-rows.ts';
import { refuseUnknownNames } from './references.ts';
import { json, parsed } from './rows.ts';
import { keepVersion, monitorVersions } from './monitor-versions.ts';
import { keepSetting } from './settings.ts';
import { takeTags } from './tags.ts';

const SORT_COLUMNS = {
  name: 'name_key',
  type: 'type',
  frequencySeconds: 'frequency_seconds',
  isEnabled: 'is_enabled',
  createdAt: 'created_at_ms',
  updatedAt: 'updated_at_ms',
} as const;

export function monitorStore(context: CoreContext): CoreStore['monitors'] {
  const { database } = context;
  return {
    create: (monitor, newTags, actor) => database.write((tx) => create(context, tx, monitor, newTags, actor)),
    update: (id, change, newTags, actor) => database.write((tx) => update(context, tx, { id, change, newTags, actor })),
    changeMany: (changes, actor, setting) =>
      database.write((tx) => changeMany(context, tx, { changes, actor, setting })),
    delete: (id, actor) => database.write((tx) => remove(context, tx, id, actor)),
    get: (id) => one(database.query, id),
    list: (filter, page) => list(context, filter, page),
    counted: async () =>
      (await database.query.selectFrom('monitors').select(['id', 'name', 'is_enabled']).execute()).map((row) => ({
        id: row.id,
        name: row.name,
        isEnabled: row.is_enabled === 1,
      })),
    all: async () => readMonitors(database.query, await database.query.selectFrom('monitors').selectAll().execute()),
    ...monitorVersions(context),
  };
}

async function one(query: CoreContext['database']['query'], id: string): Promise<Monitor | undefined> {
  const rows = await query.selectFrom('monitors').selectAll().where('id', '=', id).execute();
  return (await readMonitors(query, rows))[0];
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  wanted: NewMonitor,
  newTags: readonly TagRequest[],
  actor: Actor,
): Promise<Monitor> {
  const nowMs = nowOf(context);
  const tagIds = await takeTags(context, tx, wanted.tagIds, newTags, actor);
  await refuseUnknownNames(tx, wanted);
  const key = await nextInSequence(tx, 'monitor_key');
  const monitor = plain({ ...wanted, tagIds, key, generation: 1, createdAtMs: nowMs, updatedAtMs: nowMs });
  await refuseDuplicateName('monitor', monitor.name, () =>
    tx.insertInto('monitors').values(monitorRow(monitor)).execute(),
  );
  await writeLinks(tx, monitor);
  await keepVersion(context, tx, monitor, undefined);
  const change = { after: audited(monitor), mask: maskingConfig(context.masks.monitor) };
  await writeAudit(context, tx, actor, 'created', { type: 'monitor', id: monitor.id, name: monitor.name, change });
  return monitor;
}

/** As it will be read again, so that what is given back and compared is what is kept. */
function plain({ dependsOn = [], inherits = [], ...monitor }: Monitor): Monitor {
  const links = { ...(dependsOn.length > 0 && { dependsOn }), ...(inherits.length > 0 && { inherits }) };
  return parsed(json({ ...monitor, ...links }));
}

interface Update {
  readonly id: string;
  readonly change: (current: Monitor) => NewMonitor;
  readonly newTags: readonly TagRequest[];
  readonly actor: Actor;
}

async function update(context: CoreContext, tx: CoreTransaction, wanted: Update): Promise<Monitor> {
  const current = await one(tx, wanted.id);
  if (!current) throw notFound('monitor', wanted.id);
  const next = wanted.change(current);
  const tagIds = await takeTags(context, tx, next.tagIds, wanted.newTags, wanted.actor);
  const { id, key, generation, createdAtMs } = current;
  const changed = plain({ ...next, tagIds, id, key, generation, createdAtMs, updatedAtMs: current.updatedAtMs });
  // A configuration file applied again must neither make versions nor discard looks in flight.
  if (isDeepStrictEqual(changed, current)) return current;

  await refuseUnknownNames(tx, changed);
  const monitor: Monitor = { ...changed, generation: generation + 1, updatedAtMs: nowOf(context) };
  await refuseDuplicateName('monitor', monitor.name, () =>
    tx.updateTable('monitors').set(monitorRow(monitor)).where('id', '=', id).execute(),
  );
  await writeLinks(tx, monitor);
  await keepVersion(context, tx, monitor, current);
  await writeAudit(context, tx, wanted.actor, actionOf(current, changed), {
    type: 'monitor',
    id,
    name: monitor.name,
    change: { before: audited(current), after: audited(changed), mask: maskingConfig(context.masks.monitor) },
  });
  return monitor;
}

function audited(monitor: Monitor): object {
  const { key: _, generation: __, ...rest } = monitor;
  return said(rest);
}

interface ManyChanges {
  readonly changes: readonly MonitorChange[];
  readonly actor: Actor;
  readonly setting: KeptSetting | undefined;
}

async function changeMany(
  context: CoreContext,
  tx: CoreTransaction,
  { changes, actor, setting }: ManyChanges,
): Promise<readonly Monitor[]> {
  const monitors: Monitor[] = [];
  for (const one of changes) {
    monitors.push(
      one.type === 'create'
        ? await create(context, tx, one.monitor, one.newTags, actor)
        : await update(context, tx, { ...one, newTags: [], actor }),
    );
  }
  if (setting) await keepSetting(tx, setting);
  return monitors;
}

function actionOf(before: Monitor, after: Monitor): string {
  if (!isDeepStrictEqual({ ...after, isEnabled: before.isEnabled }, before)) return 'updated';
  return after.isEnabled ? 'resumed' : 'paused';
}

async function writeLinks(tx: CoreTransaction, monitor: Monitor): Promise<void> {
  const monitor_id = monitor.id;
  await tx.deleteFrom('monitor_tags').where('monitor_id', '=', monitor_id).execute();
  await tx.deleteFrom('monitor_channels').where('monitor_id', '=', monitor_id).execute();
  for (const [place, tag_id] of monitor.tagIds.entries()) {
    await tx.insertInto('monitor_tags').values({ monitor_id, tag_id, place }).execute();
  }
  for (const [place, channel_id] of (monitor.channelIds ?? []).entries()) {
    const found = await tx.selectFrom('channels').select('id').where('id', '=', channel_id).executeTakeFirst();
    if (!found) throw notFound('alert channel', channel_id, 'alertChannelIds');
    await tx.insertInto('monitor_channels').values({ monitor_id, channel_id, place }).execute();
  }
  await writeDependencies(tx, monitor);
}

async function remove(context: CoreContext, tx: CoreTransaction, id: string, actor: Actor): Promise<void> {
  const current = await one(tx, id);
  if (!current) throw notFound('monitor', id);
  await endIncidentsOf(context, tx, { id, name: current.name });
  // State, versions and links go by their foreign keys.
  await tx.deleteFrom('monitors').where('id', '=', id).execute();
  const change = { before: audited(current), mask: maskingConfig(context.masks.monitor) };
  await writeAudit(context, tx, actor, 'deleted', { type: 'monitor', id, name: current.name, change });
}

async function list(
  context: CoreContext,
  filter: MonitorFilter,
  page: PageRequest,
): ReturnType<CoreStore['monitors']['list']> {
  const { query } = context.database;
  const matching = filterMonitors(query, filter);
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let rows = matching.selectAll('monitors').limit(page.size).offset(offsetOf(page));
  for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'created_at_ms', isDescending: false })) {
    rows = rows.orderBy(`monitors.${column}` as 'monitors.id', direction);
  }
  const monitors = await readMonitors(query, await rows.execute());
  return pageOf(monitors, total, (monitor) => monitor);
}
