/** All that is configured now, and how it is called. */
import { createHmac, randomBytes } from 'node:crypto';
import {
  type CurrentResource,
  type ManagedIds,
  type Move,
  nameKey,
  type ResourceKind,
  resourceKey,
  whichAreMeant,
} from '@upwatch/core';
import type { Configured, DeclaredThing, Names, WholePage, World } from './section.ts';
import { SECTIONS } from './sections.ts';

const EVERYTHING = { page: 0, size: 1_000_000 };

export async function readWorld(core: Configured): Promise<World> {
  return {
    tags: (await core.tags.list(EVERYTHING)).items,
    environments: await core.environments.all(),
    secrets: await core.secrets.values(),
    fingerprintOf: newFingerprint(),
    channels: await core.channels.all(),
    monitors: await core.monitors.all(),
    pingTokens: new Map((await core.heartbeats.all()).map(({ monitorId, token }) => [monitorId, token])),
    groups: await core.resourceGroups.all(),
    members: await core.resourceGroups.members(),
    policies: await core.notificationPolicies.all(),
    windows: await core.maintenance.all(),
    pages: await readPages(core),
    webhooks: (await core.webhooks.list(EVERYTHING)).items,
  };
}

async function readPages({ statusPages }: Configured): Promise<readonly WholePage[]> {
  const whole: WholePage[] = [];
  for (const page of await statusPages.all()) {
    const [groups, components] = [await statusPages.groups.of(page.id), await statusPages.components.of(page.id)];
    whole.push({ page, groups, components });
  }
  return whole;
}

/** Keyed, and the key is thrown away: a secret that could be guessed must not be found by what it comes to. */
function newFingerprint(): World['fingerprintOf'] {
  const key = randomBytes(32);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

/** Where nothing is configured. */
export function emptyWorld(): World {
  return {
    tags: [],
    environments: [],
    secrets: [],
    fingerprintOf: newFingerprint(),
    channels: [],
    monitors: [],
    pingTokens: new Map(),
    groups: [],
    members: [],
    policies: [],
    windows: [],
    pages: [],
    webhooks: [],
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
    const declared = things.filter((one) => one.kind === kind);
    const wanted = declared.map(({ name }) => name);
    const found = whichAreMeant({
      ...{ kind, names: wanted, there, brought: managed[kind] ?? {} },
      moved: moved.filter((one) => one.kind === kind),
      otherwise: new Map(
        declared.flatMap((one) => (one.otherwise ? [[nameKey(kind, one.name), one.otherwise.name]] : [])),
      ),
    });
    for (const name of wanted) {
      const key = resourceKey({ kind, name });
      const id = found.get(nameKey(kind, name))?.id;
      if (id !== undefined) meant.set(key, id);
      ids.set(key, id ?? `new:${key}`);
      names.set(`${kind}:${id ?? `new:${key}`}`, name);
    }
    // The name that it gives up is nobody's.
    for (const { id, name } of there) {
      const key = resourceKey({ kind, name });
      if (ids.get(key) === id && nameKey(kind, names.get(`${kind}:${id}`)!) !== nameKey(kind, name)) ids.delete(key);
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
