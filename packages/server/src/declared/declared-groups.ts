/** `resourceGroups` of `upwatch.yml`: as the API's own bodies, but monitors and channels are called by their names. */
import type { JsonObject, ResourceGroup } from '@upwatch/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ApiDeps } from '../api/deps.ts';
import { groupFrom } from '../api/group-input.ts';
import { Problem } from '../api/problem.ts';
import { groupBody } from '../api/schemas/resource-groups.ts';
import type { FileProblem, YamlFile } from '../settings/yaml-file.ts';
import type { Actor, CoreStore } from '../stores/port.ts';
import { meant, rememberedNext } from './remembered.ts';

const SETTING = 'declared.resourceGroups';
const names = z.array(z.string().min(1).max(255)).max(10_000);

export const declaredGroup = groupBody
  .omit({ defaultAlertChannels: true, alertPolicyId: true, managedBy: true })
  .extend({ monitors: names.default([]), alertChannels: names.optional(), alertPolicy: names.element.optional() });
export type DeclaredGroup = z.output<typeof declaredGroup>;

/** What groups may name: the names of what is or will be there. */
export interface NamedByGroups extends Pick<ApiDeps, 'config'> {
  readonly monitors: readonly string[];
  readonly policies: readonly string[];
}

/** Before anything is written: a group that names what nobody knows, and what the API would refuse. */
export function groupProblems(
  groups: readonly DeclaredGroup[],
  { monitors, policies, config }: NamedByGroups,
  file: YamlFile,
): FileProblem[] {
  return groups.flatMap((group, i) => {
    const problemAt = (at: readonly PropertyKey[], message: string): FileProblem => {
      return { at: file.at(['resourceGroups', i, ...at]), message: `resourceGroups[${i}].${message}` };
    };
    const unknown = (name: string, known: readonly string[]): boolean =>
      !known.some((one) => one.toLowerCase() === name.toLowerCase());
    const nobodys = group.monitors.flatMap((name, n) =>
      unknown(name, monitors)
        ? [problemAt(['monitors', n], `monitors[${n}] must be the name of a monitor, got "${name}"`)]
        : [],
    );
    const { alertPolicy } = group;
    if (alertPolicy !== undefined && unknown(alertPolicy, policies)) {
      const message = `alertPolicy must be the name of a notification policy, got "${alertPolicy}"`;
      nobodys.push(problemAt(['alertPolicy'], message));
    }
    const refused = refusalOf(group, config);
    return refused === undefined ? nobodys : [...nobodys, problemAt([], refused)];
  });
}

/** What the API would say of it. */
function refusalOf(group: DeclaredGroup, config: ApiDeps['config']): string | undefined {
  try {
    groupFrom(bodyOf(group), '', { config });
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.message;
  }
}

/** As the API would be told of it, but for what it names. */
function bodyOf(group: DeclaredGroup) {
  const { monitors: _, alertChannels: __, alertPolicy: ___, ...body } = group;
  return { ...body, managedBy: 'CLI' } as const;
}

/** What applying is given. Names are in lower case. */
export interface ApplyGroups extends Pick<ApiDeps, 'newId' | 'config'> {
  readonly core: Pick<CoreStore, 'resourceGroups' | 'settings' | 'notificationPolicies'>;
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
  group: DeclaredGroup,
  old: ResourceGroup | undefined,
  given: ApplyGroups,
): Promise<ResourceGroup> {
  const { core, newId, actor, counts } = given;
  const { monitors, alertChannels } = group;
  const defaultAlertChannels = alertChannels?.map((name) => given.channels.get(name.toLowerCase())!.id);
  const alertPolicyId = await policyIdOf(group, given);
  const body = {
    ...bodyOf(group),
    ...(defaultAlertChannels && { defaultAlertChannels }),
    ...(alertPolicyId !== undefined && { alertPolicyId }),
  };
  const wanted = groupFrom(body, old?.id ?? newId(), given);
  const kept = old
    ? await core.resourceGroups.update(old.id, () => wanted, actor)
    : await core.resourceGroups.create(wanted, actor);
  const wantedIds = monitors.map((name) => given.monitors.get(name.toLowerCase())!.id);
  const isMoved = await applyMembers(kept.id, new Set(wantedIds), given);
  if (!old) counts.created++;
  else if (isMoved || kept.updatedAtMs !== old.updatedAtMs) counts.changed++;
  return kept;
}

async function policyIdOf({ alertPolicy }: DeclaredGroup, { core }: ApplyGroups): Promise<string | undefined> {
  if (alertPolicy === undefined) return undefined;
  const key = alertPolicy.toLowerCase();
  return (await core.notificationPolicies.all()).find(({ name }) => name.toLowerCase() === key)?.id;
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
