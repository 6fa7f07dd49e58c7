/** Monitors as rows, and rows as monitors. */
import type { Inheritable, JsonObject, ManagedBy, Monitor, MonitorAuth } from '@upwatch/core';
import type { Kysely, Selectable } from 'kysely';
import { flag, json, nameKey, parsed, wholeMs } from './rows.ts';
import type { CoreTables, MonitorTable } from './schema.ts';

/** Settings of check types that say what is watched: they are searched beside the name. */
const TARGET_FIELDS = ['url', 'host', 'hostname', 'domain', 'address'] as const;

export function monitorRow(monitor: Monitor): MonitorTable {
  return {
    id: monitor.id,
    key: monitor.key,
    name: monitor.name,
    name_key: nameKey(monitor.name),
    search_text: searchText(monitor),
    type: monitor.type,
    config: json(monitor.config),
    frequency_seconds: monitor.frequencySeconds,
    is_enabled: flag(monitor.isEnabled),
    regions: json(monitor.regions),
    assertions: json(monitor.assertions),
    policy: json(monitor.policy),
    generation: monitor.generation,
    tells_all_channels: flag(monitor.channelIds === undefined),
    inherits: json(monitor.inherits),
    environment_id: monitor.environmentId ?? null,
    auth: json(monitor.auth),
    managed_by: monitor.managedBy,
    created_at_ms: wholeMs(monitor.createdAtMs),
    updated_at_ms: wholeMs(monitor.updatedAtMs),
  };
}

function searchText({ name, config }: { readonly name: string; readonly config: JsonObject }): string {
  const targets = TARGET_FIELDS.map((field) => config[field]).filter((value) => typeof value === 'string');
  return nameKey([name, ...targets].join('\n'));
}

/** Turns rows into monitors, with the tags and channels that hang on them. */
export async function readMonitors(
  query: Kysely<CoreTables>,
  rows: readonly Selectable<MonitorTable>[],
): Promise<readonly Monitor[]> {
  if (rows.length === 0) return [];
  const tags = await linksOf(query, 'monitor_tags', 'tag_id', rows);
  const channels = await linksOf(query, 'monitor_channels', 'channel_id', rows);
  const parents = await linksOf(query, 'monitor_dependencies', 'parent_id', rows);
  return rows.map((row) =>
    readMonitor(row, {
      tagIds: tags.get(row.id) ?? [],
      channelIds: channels.get(row.id) ?? [],
      dependsOn: parents.get(row.id) ?? [],
    }),
  );
}

/** Above this many monitors the whole table is read instead of a list of ids: statements hold 32,766 values at most. */
const LISTED_MAX = 500;

async function linksOf(
  query: Kysely<CoreTables>,
  table: 'monitor_tags' | 'monitor_channels' | 'monitor_dependencies',
  column: 'tag_id' | 'channel_id' | 'parent_id',
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string[]>> {
  const all = query
    .selectFrom(table)
    .select(['monitor_id', `${column} as linked_id`])
    .orderBy('place');
  const ids = rows.map(({ id }) => id);
  const links = await (ids.length > LISTED_MAX ? all : all.where('monitor_id', 'in', ids)).execute();
  const byMonitor = new Map<string, string[]>();
  for (const { monitor_id, linked_id } of links as { monitor_id: string; linked_id: string }[]) {
    const list = byMonitor.get(monitor_id);
    if (list) list.push(linked_id);
    else byMonitor.set(monitor_id, [linked_id]);
  }
  return byMonitor;
}

/** What hangs on a monitor. */
type Links = Required<Pick<Monitor, 'tagIds' | 'channelIds' | 'dependsOn'>>;

function readMonitor(row: MonitorTable, { tagIds, channelIds, dependsOn }: Links): Monitor {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    type: row.type,
    config: parsed(row.config),
    frequencySeconds: row.frequency_seconds,
    isEnabled: row.is_enabled === 1,
    regions: parsed(row.regions),
    assertions: parsed(row.assertions),
    policy: parsed(row.policy),
    generation: row.generation,
    tagIds,
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(row.environment_id !== null && { environmentId: row.environment_id }),
    ...(row.auth !== null && { auth: parsed<MonitorAuth>(row.auth) }),
    ...(row.inherits !== null && { inherits: parsed<readonly Inheritable[]>(row.inherits) }),
    ...(row.tells_all_channels === 0 && { channelIds }),
    managedBy: row.managed_by as ManagedBy,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}
