/** Notifications of Uptime Kuma as channels of ours. */
import { flagOf, isRow, jsonOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import type { KumaData } from './kuma-data.ts';
import { PROVIDERS } from './providers.ts';

/** Keys that every notification has, or that say nothing. */
const COMMON = new Set(['type', 'name', 'isDefault', 'applyExisting', 'active', 'id', 'userId']);

/** @param apprise the address of an Apprise API server, where there is one @returns the names of a monitor's channels */
export function importChannels(
  data: KumaData,
  gathering: Gathering,
  apprise: string | undefined,
): (monitorId: number) => readonly string[] {
  const names = new Map<number, string>();
  for (const row of data.notifications) {
    const name = importChannel(row, gathering, apprise);
    if (name !== undefined) names.set(numberOf(row, 'id') ?? -1, name);
  }
  return (monitorId) => (data.notificationIds.get(monitorId) ?? []).flatMap((id) => names.get(id) ?? []);
}

/** @returns its name; undefined where there is no channel for it */
function importChannel(row: Row, gathering: Gathering, apprise: string | undefined): string | undefined {
  const config = jsonOf(row, 'config');
  const id = numberOf(row, 'id') ?? -1;
  const label = textOf(row, 'name') ?? `notification ${id}`;
  const where = `channel "${label}"`;
  if (!isRow(config)) {
    gathering.leftOut(where, 'config', 'is not JSON');
    return undefined;
  }
  const type = textOf(config, 'type') ?? 'unknown';
  if (flagOf(row, 'active') === false) {
    gathering.leftOut(where, 'active', 'is switched off, and channels of Upwatch cannot be');
    return undefined;
  }
  const provider = Object.hasOwn(PROVIDERS, type) ? PROVIDERS[type] : undefined;
  if (!provider) {
    gathering.leftOut(where, type, 'Upwatch has no such channel; a webhook or Apprise may reach the same place');
    return undefined;
  }
  const made = provider.make(config, { apprise });
  if ('lacks' in made) {
    gathering.leftOut(where, type, made.lacks);
    return undefined;
  }
  const name = gathering.name('alertChannels', label, `notification:${id}`);
  for (const [what, why] of made.remarks ?? []) gathering.changed(`channel "${name}"`, what, why);
  sayUnread(config, provider.reads, `channel "${name}"`, gathering);
  const body = { name, config: made.config };
  gathering.add({ section: 'alertChannels', ref: `notification:${id}`, name, from: type, body });
  return name;
}

/** What is set and nobody has read. */
function sayUnread(config: Row, reads: readonly string[], where: string, gathering: Gathering): void {
  for (const [key, value] of Object.entries(config)) {
    if (COMMON.has(key) || reads.includes(key)) continue;
    if (value === null || value === undefined || value === '' || value === false) continue;
    gathering.lost(where, key, 'Upwatch has no such setting');
  }
}
