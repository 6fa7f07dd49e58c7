/**
 * Makes the server's configuration what the file declares, by name: what is missing is made, what differs is changed,
 * what is equal is left alone. What the file no longer declares stays, unless pruning is asked for: an empty or
 * half-written file must not stop the watching. What was renamed elsewhere has its declared name again afterwards.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Monitor, StoredAssertion } from '@upwatch/core';
import type { Logger } from 'pino';
import type { ApiDeps } from '../api/deps.ts';
import { monitorFrom, newTagsOf, withoutCounters } from '../api/monitor-input.ts';
import type { Channel, NewMonitor } from '../stores/port.ts';
import { FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import { applyWindows, windowProblems } from './declared-maintenance.ts';
import type { Declared, DeclaredMonitor } from './declared-file.ts';
import { applyPolicies, channelNamesOf } from './declared-policies.ts';
import { dependencyProblems, parentsFirst } from './declared-dependencies.ts';
import { applyGroups, groupProblems } from './declared-groups.ts';
import { meant, recall, remember, type Remembered, rememberedNext } from './remembered.ts';

const ACTOR = { name: 'config file' };
/** Who declared it, on the wire: the file belongs to the command line's family. */
const MANAGED_BY = 'CLI';
const EVERYTHING = { page: 0, size: 10_000 };

export interface Applied {
  readonly created: number;
  readonly changed: number;
  readonly pruned: number;
}

export async function applyDeclared(
  declared: Declared,
  deps: Pick<ApiDeps, 'core' | 'config' | 'newId' | 'checkTypes'>,
  options: { readonly isPruning: boolean; readonly log: Logger; readonly file: YamlFile },
): Promise<Applied> {
  const counts = { created: 0, changed: 0, pruned: 0 };
  await refuseUnknownChannels(declared, deps, options.file);
  const declaredNames = declared.monitors.map(({ body }) => body.name);
  const nowhere = [
    ...(await windowProblems(declared.maintenance, declaredNames, { core: deps.core, file: options.file })),
  ];
  const keptNames = (await deps.core.monitors.all()).map(({ name }) => name);
  nowhere.push(...dependencyProblems(declared.monitors, keptNames, options.file));
  nowhere.push(...groupProblems(declared.groups, await namedByGroups(declared, keptNames, deps), options.file));
  if (nowhere.length > 0) throw new FileProblems(nowhere);
  const before = await recall(deps.core);
  const channels = await applyChannels(declared, before.channels, { ...deps, log: options.log }, counts);
  await applyTags(declared, deps);
  const monitors = await applyMonitors(declared, before.monitors, channels, { ...deps, log: options.log }, counts);
  const policies = await applyPolicies(declared.policies, {
    ...{ ...deps, actor: ACTOR, log: options.log, isPruning: options.isPruning },
    ...{ channels: channels.all, remembered: before.policies, counts },
  });
  const there = (await deps.core.monitors.all()).map((one) => [one.name.toLowerCase(), one] as const);
  await applyGroups(declared.groups, {
    ...{ ...deps, actor: ACTOR, log: options.log, isPruning: options.isPruning, counts },
    ...{ channels: channels.all, monitors: new Map([...there, ...monitors]) },
  });
  await applyWindows(declared.maintenance, deps, options, counts);
  const declaredIds = new Set([...monitors.values()].map(({ id }) => id));
  const broughtIds = new Set(Object.values(before.monitors).filter((id) => !declaredIds.has(id)));
  const orphans = (await deps.core.monitors.all()).filter(({ id }) => broughtIds.has(id));
  await settleOrphans(orphans, deps, options, counts);
  const after = {
    monitors: rememberedNext(before.monitors, monitors, await deps.core.monitors.all()),
    channels: rememberedNext(before.channels, channels.declared, await deps.core.channels.all()),
    policies: rememberedNext(before.policies, policies, await deps.core.notificationPolicies.all()),
  };
  if (!isDeepStrictEqual(before, after)) await remember(deps.core, after);
  return counts;
}

async function namedByGroups(
  { monitors, policies }: Declared,
  keptNames: readonly string[],
  { core, config }: Pick<ApiDeps, 'core' | 'config'>,
) {
  const keptPolicies = (await core.notificationPolicies.all()).map(({ name }) => name);
  return {
    config,
    monitors: [...keptNames, ...monitors.map(({ body }) => body.name)],
    policies: [...keptPolicies, ...policies.map(({ name }) => name)],
  };
}

/** Before anything is written: a monitor or a policy that names a channel nobody knows. */
async function refuseUnknownChannels(
  declared: Declared,
  { core }: Pick<ApiDeps, 'core'>,
  file: YamlFile,
): Promise<void> {
  const kept = (await core.channels.all()).map(({ name }) => name);
  const known = new Set([...kept, ...declared.channels.map(({ name }) => name)].map((name) => name.toLowerCase()));
  const named = [
    ...declared.monitors.flatMap(({ channelNames = [] }, i) =>
      channelNames.map((name, n) => ({ name, at: ['monitors', i, 'alertChannels', n] as readonly PropertyKey[] })),
    ),
    ...declared.groups.flatMap(({ alertChannels = [] }, i) =>
      alertChannels.map((name, n) => ({
        name,
        at: ['resourceGroups', i, 'alertChannels', n] as readonly PropertyKey[],
      })),
    ),
    ...declared.policies.flatMap((policy, i) =>
      channelNamesOf(policy).map(({ name, at }) => ({ name, at: ['notificationPolicies', i, ...at] })),
    ),
  ];
  const problems = named.flatMap(({ name, at }) => {
    if (known.has(name.toLowerCase())) return [];
    const field = fieldOf(at);
    const message = `${field} must be the name of an alert channel (${[...known].join(', ') || 'there is none'}), got "${name}"`;
    return [{ at: file.at(at), message }];
  });
  if (problems.length > 0) throw new FileProblems(problems);
}

/** `monitors[0].alertChannels[1]` */
function fieldOf(at: readonly PropertyKey[]): string {
  return at.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('');
}

type Counts = { -readonly [K in keyof Applied]: number };

interface AppliedChannels {
  /** By declared name in lower case. */
  readonly declared: ReadonlyMap<string, Channel>;
  /** By every name in lower case that a monitor may call them. */
  readonly all: ReadonlyMap<string, Channel>;
}

async function applyChannels(
  declared: Declared,
  remembered: Remembered['channels'],
  { core, newId, log }: Pick<ApiDeps, 'core' | 'newId'> & { readonly log: Logger },
  counts: Counts,
): Promise<AppliedChannels> {
  const there = await core.channels.all();
  const names = declared.channels.map(({ name }) => name);
  const found = meant(names, there, remembered);
  for (const { name, config } of declared.channels) {
    const old = found.get(name.toLowerCase());
    const { channelType: type, ...rest } = config as JsonObject & { channelType: string };
    const settings = { channelType: type, ...rest } satisfies JsonObject;
    if (old && old.name === name && old.type === type && isDeepStrictEqual(old.config, settings)) continue;
    if (old) tellRenamed('alertChannel', old.name, name, log);
    const next = { name, type, config: settings, managedBy: MANAGED_BY } as const;
    // A channel's type is for ever: another type is another channel.
    const isSame = old?.type === type;
    if (old && !isSame) await core.channels.delete(old.id, ACTOR);
    const kept = isSame
      ? await core.channels.update(old.id, next, ACTOR)
      : await core.channels.create({ id: newId(), ...next }, ACTOR);
    counts[old ? 'changed' : 'created']++;
    found.set(name.toLowerCase(), kept);
  }
  return { declared: found, all: new Map([...there.map((one) => [one.name.toLowerCase(), one] as const), ...found]) };
}

/** Whoever renamed it learns why the name is gone. */
function tellRenamed(kind: 'monitor' | 'alertChannel', from: string, to: string, log: Logger): void {
  if (from.toLowerCase() === to.toLowerCase()) return;
  log.warn({ [kind]: to, was: from }, 'renamed outside the config file: it has the name again that the file gives it');
}

async function applyTags(declared: Declared, { core }: Pick<ApiDeps, 'core'>): Promise<void> {
  const known = new Map((await core.tags.list(EVERYTHING)).items.map((tag) => [tag.name.toLowerCase(), tag]));
  for (const { name, color } of declared.tags) {
    const old = known.get(name.toLowerCase());
    if (!old) await core.tags.create({ name, ...(color && { color }) }, ACTOR);
    else if (color && color !== old.color) await core.tags.update(old.id, { color }, ACTOR);
  }
}

async function applyMonitors(
  declared: Declared,
  remembered: Remembered['monitors'],
  channels: AppliedChannels,
  deps: Pick<ApiDeps, 'core' | 'config' | 'newId' | 'checkTypes'> & { readonly log: Logger },
  counts: Counts,
): Promise<ReadonlyMap<string, Monitor>> {
  const names = declared.monitors.map(({ body }) => body.name);
  const there = await deps.core.monitors.all();
  const monitors = meant(names, there, remembered);
  const others = new Map(there.map((one) => [one.name.toLowerCase(), one]));
  const known = { monitors, others, channels: channels.all, tags: await knownTags(deps) };
  for (const one of parentsFirst(declared.monitors))
    monitors.set(one.body.name.toLowerCase(), await applyMonitor(one, known, deps, counts));
  return monitors;
}

/** What is there already, by name in lower case. */
interface Known {
  /** By declared name. */
  readonly monitors: ReadonlyMap<string, Monitor>;
  /** By the name that they have. */
  readonly others: ReadonlyMap<string, Monitor>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Ids. Grows with the tags that monitors bring. */
  tags: ReadonlyMap<string, string>;
}

async function knownTags({ core }: Pick<ApiDeps, 'core'>): Promise<ReadonlyMap<string, string>> {
  return new Map((await core.tags.list(EVERYTHING)).items.map((tag) => [tag.name.toLowerCase(), tag.id]));
}

async function applyMonitor(
  one: DeclaredMonitor,
  known: Known,
  deps: Pick<ApiDeps, 'core' | 'config' | 'newId' | 'checkTypes'> & { readonly log: Logger },
  counts: Counts,
): Promise<Monitor> {
  const wanted = monitorFrom({ ...one.body, managedBy: MANAGED_BY }, { headers: {} }, deps);
  const channelIds = one.channelNames?.map((name) => known.channels.get(name.toLowerCase())!.id);
  const newTags = [...newTagsOf(one.body.tags), ...one.tagNames.map((name) => ({ name }))].filter(
    ({ name }) => !known.tags.has(name.toLowerCase()),
  );
  const tagIds = [...wanted.tagIds, ...one.tagNames.flatMap((name) => known.tags.get(name.toLowerCase()) ?? [])];
  const dependsOn = one.parentNames.map((name) => {
    return (known.monitors.get(name.toLowerCase()) ?? known.others.get(name.toLowerCase()))!.id;
  });
  const next: NewMonitor = {
    ...{ ...wanted, tagIds },
    ...(channelIds && { channelIds }),
    ...(dependsOn.length > 0 && { dependsOn }),
  };
  const old = known.monitors.get(wanted.name.toLowerCase());
  if (!old) {
    const created = await deps.core.monitors.create(next, newTags, ACTOR);
    if (newTags.length > 0) known.tags = await knownTags(deps);
    counts.created++;
    return created;
  }
  const same = { ...next, id: old.id, assertions: withOldIds(next.assertions, old.assertions) };
  if (newTags.length === 0 && isAlike(same, withoutCounters(old))) return old;
  tellRenamed('monitor', old.name, same.name, deps.log);
  const changed = await deps.core.monitors.update(old.id, () => same, newTags, ACTOR);
  // What it does not say it has of its groups, which is seen only when it is kept.
  if (changed.generation === old.generation) return changed;
  if (newTags.length > 0) known.tags = await knownTags(deps);
  counts.changed++;
  return changed;
}

/** An assertion that says the same keeps its identity. */
function withOldIds(next: readonly StoredAssertion[], old: readonly StoredAssertion[]): StoredAssertion[] {
  const free = [...old];
  return next.map((assertion) => {
    const at = free.findIndex(
      (one) => one.severity === assertion.severity && isDeepStrictEqual(one.config, assertion.config),
    );
    return at < 0 ? assertion : { ...assertion, id: free.splice(at, 1)[0]!.id };
  });
}

function isAlike(a: NewMonitor, b: NewMonitor): boolean {
  const sorted = (one: NewMonitor): NewMonitor => ({ ...one, tagIds: one.tagIds.toSorted() });
  return isDeepStrictEqual(sorted(a), sorted(b));
}

async function settleOrphans(
  orphans: readonly Monitor[],
  { core }: Pick<ApiDeps, 'core'>,
  { isPruning, log }: { readonly isPruning: boolean; readonly log: Logger },
  counts: Counts,
): Promise<void> {
  for (const orphan of orphans) {
    if (isPruning) {
      await core.monitors.delete(orphan.id, ACTOR);
      counts.pruned++;
    } else log.warn({ monitor: orphan.name }, 'no longer in the config file; still watched (--prune deletes it)');
  }
}
