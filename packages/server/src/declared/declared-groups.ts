/** `resourceGroups` of `upwatch.yml`: as the API's own bodies, but monitors and channels are called by their names. */
import type { JsonObject, ResourceGroup } from '@upwatch/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ApiDeps } from '../api/deps.ts';
import { groupFrom } from '../api/group-input.ts';
import { groupBody } from '../api/schemas/resource-groups.ts';
import type { FileProblem, YamlFile } from '../settings/yaml-file.ts';
import type { Actor, CoreStore } from '../stores/port.ts';
import { meant, rememberedNext } from './remembered.ts';

const SETTING = 'declared.resourceGroups';
const names = z.array(z.string().min(1).max(255)).max(10_000);

export const declaredGroup = groupBody
  .omit({ defaultAlertChannels: true, managedBy: true })
  .extend({ monitors: names.default([]), alertChannels: names.optional() });
export type DeclaredGroup = z.output<typeof declaredGroup>;

/** Before anything is written: a group that names a monitor nobody knows. @param known names of monitors that are or will be there */
export function groupProblems(
  groups: readonly DeclaredGroup[],
  known: readonly string[],
  file: YamlFile,
): FileProblem[] {
  const keys = new Set(known.map((name) => name.toLowerCase()));
  return groups.flatMap((group, i) => {
    return group.monitors.flatMap((name, n) => {
      if (keys.has(name.toLowerCase())) return [];
      const message = `resourceGroups[${i}].monitors[${n}] must be the name of a monitor, got "${name}"`;
      return [{ at: file.at(['resourceGroups', i, 'monitors', n]), message }];
    });
  });
}

/** What applying is given. Names are in lower case. */
export interface ApplyGroups extends Pick<ApiDeps, 'newId'> {
  readonly core: Pick<CoreStore, 'resourceGroups' | 'settings'>;
  readonly actor: Actor;
  readonly log: Logger;
  readonly isPruning: boolean;
  readonly monitors: ReadonlyMap<string, { readonly id: string }>;
  readonly channels: ReadonlyMap<string, { readonly id: string }>;
  readonly counts: { created: number; changed: number; pruned: number };
}

/** Makes the groups, and who is in them, what the file declares. */
export async function applyGroups(declared: readonly DeclaredGroup[], given: ApplyGroups): Promise<void> {
  const { resourceGroups, settings } = given.core;
  const before = idsIn(await settings.get(SETTING));
  if (declared.length === 0 && Object.keys(before).length === 0) return;
  const there = await resourceGroups.all();
  const asked = declared.map(({ name }) => name);
  const found = meant(asked, there, before);
  for (const one of declared) {
    const key = one.name.toLowerCase();
    found.set(key, await applyGroup(one, found.get(key), given));
  }
  const kept = new Set([...found.values()].map(({ id }) => id));
  const brought = new Set(Object.values(before));
  for (const { id, name } of there.filter((one) => brought.has(one.id) && !kept.has(one.id))) {
    if (!given.isPruning) {
      given.log.warn({ resourceGroup: name }, 'no longer in the config file; still there (--prune deletes it)');
      continue;
    }
    await resourceGroups.delete(id, given.actor);
    given.counts.pruned++;
  }
  await settings.set(SETTING, { ...rememberedNext(before, found, await resourceGroups.all()) });
}

async function applyGroup(
  { monitors, alertChannels, ...rest }: DeclaredGroup,
  old: ResourceGroup | undefined,
  given: ApplyGroups,
): Promise<ResourceGroup> {
  const { core, newId, actor, counts } = given;
  const defaultAlertChannels = alertChannels?.map((name) => given.channels.get(name.toLowerCase())!.id);
  const body = { ...rest, managedBy: 'CLI', ...(defaultAlertChannels && { defaultAlertChannels }) } as const;
  const wanted = groupFrom(body, old?.id ?? newId());
  const kept = old
    ? await core.resourceGroups.update(old.id, () => wanted, actor)
    : await core.resourceGroups.create(wanted, actor);
  const wantedIds = monitors.map((name) => given.monitors.get(name.toLowerCase())!.id);
  const isMoved = await applyMembers(kept.id, new Set(wantedIds), given);
  if (!old) counts.created++;
  else if (isMoved || kept.updatedAtMs !== old.updatedAtMs) counts.changed++;
  return kept;
}

async function applyMembers(groupId: string, wanted: ReadonlySet<string>, given: ApplyGroups): Promise<boolean> {
  const { resourceGroups } = given.core;
  const there = (await resourceGroups.members()).filter((member) => member.groupId === groupId);
  const isIn = new Set(there.map(({ monitorId }) => monitorId));
  const missing = [...wanted].filter((id) => !isIn.has(id));
  const left = there.filter(({ monitorId }) => !wanted.has(monitorId));
  for (const monitorId of missing) {
    await resourceGroups.addMember({ id: given.newId(), groupId, monitorId }, given.actor);
  }
  for (const { id } of left) await resourceGroups.removeMember(groupId, id, given.actor);
  return missing.length + left.length > 0;
}

/** What this file alone writes. */
function idsIn(kept: JsonObject | undefined): Readonly<Record<string, string>> {
  return (kept ?? {}) as Readonly<Record<string, string>>;
}
