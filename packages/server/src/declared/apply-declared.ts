/**
 * Makes the server's configuration what the file declares, by name: what is missing is made, what differs is changed,
 * what is equal is left alone. What the file no longer declares stays, unless pruning is asked for: an empty or
 * half-written file must not stop the watching.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Monitor, StoredAssertion } from '@upwatch/core';
import type { Logger } from 'pino';
import type { ApiDeps } from '../api/deps.ts';
import { monitorFrom, newTagsOf, withoutCounters } from '../api/monitor-input.ts';
import type { Channel, NewMonitor } from '../stores/port.ts';
import { FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import type { Declared, DeclaredMonitor } from './declared-file.ts';

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
  const channels = await applyChannels(declared, deps, counts);
  await applyTags(declared, deps);
  const tags = await knownTags(deps);
  const monitors = new Map((await deps.core.monitors.all()).map((monitor) => [monitor.name.toLowerCase(), monitor]));
  const known = { monitors, channels, tags };
  for (const one of declared.monitors) await applyMonitor(one, known, deps, counts);
  const names = new Set(declared.monitors.map(({ body }) => body.name.toLowerCase()));
  const orphans = [...monitors.values()].filter(
    (one) => one.managedBy === MANAGED_BY && !names.has(one.name.toLowerCase()),
  );
  await settleOrphans(orphans, deps, options, counts);
  return counts;
}

/** Before anything is written: a monitor that names a channel nobody knows. */
async function refuseUnknownChannels(
  declared: Declared,
  { core }: Pick<ApiDeps, 'core'>,
  file: YamlFile,
): Promise<void> {
  const kept = (await core.channels.all()).map(({ name }) => name);
  const known = new Set([...kept, ...declared.channels.map(({ name }) => name)].map((name) => name.toLowerCase()));
  const problems = declared.monitors.flatMap(({ channelNames = [] }, i) =>
    channelNames.flatMap((name, n) => {
      if (known.has(name.toLowerCase())) return [];
      const field = `monitors[${i}].alertChannels[${n}]`;
      const message = `${field} must be the name of an alert channel (${[...known].join(', ') || 'there is none'}), got "${name}"`;
      return [{ at: file.at(['monitors', i, 'alertChannels', n]), message }];
    }),
  );
  if (problems.length > 0) throw new FileProblems(problems);
}

type Counts = { -readonly [K in keyof Applied]: number };

async function applyChannels(
  declared: Declared,
  { core, newId }: Pick<ApiDeps, 'core' | 'newId'>,
  counts: Counts,
): Promise<ReadonlyMap<string, Channel>> {
  const channels = new Map((await core.channels.all()).map((channel) => [channel.name.toLowerCase(), channel]));
  for (const { name, config } of declared.channels) {
    const old = channels.get(name.toLowerCase());
    const { channelType: type, ...rest } = config as JsonObject & { channelType: string };
    const settings = { channelType: type, ...rest } satisfies JsonObject;
    if (old && old.type === type && isDeepStrictEqual(old.config, settings)) continue;
    const next = { name, type, config: settings, managedBy: MANAGED_BY } as const;
    const kept = old
      ? await core.channels.update(old.id, next, ACTOR)
      : await core.channels.create({ id: newId(), ...next }, ACTOR);
    counts[old ? 'changed' : 'created']++;
    channels.set(name.toLowerCase(), kept);
  }
  return channels;
}

async function applyTags(declared: Declared, { core }: Pick<ApiDeps, 'core'>): Promise<void> {
  const known = new Map((await core.tags.list(EVERYTHING)).items.map((tag) => [tag.name.toLowerCase(), tag]));
  for (const { name, color } of declared.tags) {
    const old = known.get(name.toLowerCase());
    if (!old) await core.tags.create({ name, ...(color && { color }) }, ACTOR);
    else if (color && color !== old.color) await core.tags.update(old.id, { color }, ACTOR);
  }
}

/** What is there already, by name in lower case. */
interface Known {
  readonly monitors: ReadonlyMap<string, Monitor>;
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
  deps: Pick<ApiDeps, 'core' | 'config' | 'newId' | 'checkTypes'>,
  counts: Counts,
): Promise<void> {
  const wanted = monitorFrom({ ...one.body, managedBy: MANAGED_BY }, { headers: {} }, deps);
  const channelIds = one.channelNames?.map((name) => known.channels.get(name.toLowerCase())!.id);
  const newTags = [...newTagsOf(one.body.tags), ...one.tagNames.map((name) => ({ name }))].filter(
    ({ name }) => !known.tags.has(name.toLowerCase()),
  );
  const tagIds = [...wanted.tagIds, ...one.tagNames.flatMap((name) => known.tags.get(name.toLowerCase()) ?? [])];
  const next: NewMonitor = { ...wanted, tagIds, ...(channelIds && { channelIds }) };
  const old = known.monitors.get(wanted.name.toLowerCase());
  if (!old) {
    await deps.core.monitors.create(next, newTags, ACTOR);
    if (newTags.length > 0) known.tags = await knownTags(deps);
    counts.created++;
    return;
  }
  const same = { ...next, id: old.id, assertions: withOldIds(next.assertions, old.assertions) };
  if (newTags.length === 0 && isAlike(same, withoutCounters(old))) return;
  await deps.core.monitors.update(old.id, () => same, newTags, ACTOR);
  if (newTags.length > 0) known.tags = await knownTags(deps);
  counts.changed++;
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
