/** All that is configured now, and how it is called. */
import {
  type CurrentResource,
  type ManagedIds,
  type Move,
  nameKey,
  type ResourceKind,
  resourceKey,
  whichAreMeant,
} from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';
import type { DeclaredThing, Names, World } from './section.ts';
import { SECTIONS } from './sections.ts';

const EVERYTHING = { page: 0, size: 1_000_000 };

export type ReadableWorld = Pick<
  CoreStore,
  'tags' | 'channels' | 'monitors' | 'heartbeats' | 'resourceGroups' | 'notificationPolicies' | 'maintenance'
>;

export async function readWorld(core: ReadableWorld): Promise<World> {
  return {
    tags: (await core.tags.list(EVERYTHING)).items,
    channels: await core.channels.all(),
    monitors: await core.monitors.all(),
    pingTokens: new Map((await core.heartbeats.all()).map(({ monitorId, token }) => [monitorId, token])),
    groups: await core.resourceGroups.all(),
    members: await core.resourceGroups.members(),
    policies: await core.notificationPolicies.all(),
    windows: await core.maintenance.all(),
  };
}

/** What is there, as a file would say it. */
export function currentResources(world: World, names: Names): readonly CurrentResource[] {
  return SECTIONS.flatMap((section) => section.current(world, names));
}

/** Names, and which of the declared things are there already. */
export interface KnownNames extends Names {
  /** By `resourceKey` of a declared thing: the id of what it means. */
  readonly meant: ReadonlyMap<string, string>;
  /** Undefined where there is none. */
  readonly mayIdOf: (kind: ResourceKind, name: string) => string | undefined;
  /** Those that may be named. */
  readonly all: (kind: ResourceKind) => readonly string[];
}

/** Names as they are when all is applied: what is to be renamed has its new one already, so that it is no difference. */
export function namesOf(
  world: World,
  { things, moved }: { readonly things: readonly DeclaredThing[]; readonly moved: readonly Move[] },
  managed: ManagedIds,
): KnownNames {
  const meant = new Map<string, string>();
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  for (const { kind, named } of SECTIONS) {
    const there = named(world);
    for (const { id, name } of there) {
      names.set(`${kind}:${id}`, name);
      ids.set(resourceKey({ kind, name }), id);
    }
    const wanted = things.filter((one) => one.kind === kind).map(({ name }) => name);
    const own = moved.filter((one) => one.kind === kind);
    const found = whichAreMeant({ names: wanted, there, brought: managed[kind] ?? {}, moved: own });
    for (const name of wanted) {
      const key = resourceKey({ kind, name });
      const id = found.get(nameKey(name))?.id;
      if (id !== undefined) meant.set(key, id);
      ids.set(key, id ?? `new:${key}`);
      names.set(`${kind}:${id ?? `new:${key}`}`, name);
    }
    // The name that it gives up is nobody's.
    for (const { id, name } of there) {
      const key = resourceKey({ kind, name });
      if (ids.get(key) === id && nameKey(names.get(`${kind}:${id}`)!) !== nameKey(name)) ids.delete(key);
    }
  }
  return {
    meant,
    all: (kind) => [...ids].flatMap(([key, id]) => (key.startsWith(`${kind}:`) ? names.get(`${kind}:${id}`)! : [])),
    mayIdOf: (kind, name) => ids.get(resourceKey({ kind, name })),
    // A tag that nothing has yet is called as whoever names it says.
    idOf: (kind, name) => {
      const key = resourceKey({ kind, name });
      const id = ids.get(key) ?? `new:${key}`;
      if (!names.has(`${kind}:${id}`)) names.set(`${kind}:${id}`, name);
      return id;
    },
    nameOf: (kind, id) => names.get(`${kind}:${id}`),
  };
}
