/**
 * What the config file brought, by the names it has there: a monitor that was renamed elsewhere is known again at the
 * next start instead of being made a second time, and only what came from the file can be pruned with it.
 */
import type { JsonObject } from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';

const SETTING = 'declared';

/** Ids by declared name in lower case. */
type IdsByName = Readonly<Record<string, string>>;

export interface Remembered {
  readonly monitors: IdsByName;
  readonly channels: IdsByName;
  readonly policies: IdsByName;
}

export async function recall({ settings }: Pick<CoreStore, 'settings'>): Promise<Remembered> {
  const kept = await settings.get(SETTING);
  const nothing = { monitors: {}, channels: {}, policies: {} };
  return kept ? { ...nothing, ...readKept(kept) } : nothing;
}

export async function remember({ settings }: Pick<CoreStore, 'settings'>, remembered: Remembered): Promise<void> {
  await settings.set(SETTING, {
    monitors: { ...remembered.monitors },
    channels: { ...remembered.channels },
    policies: { ...remembered.policies },
  });
}

/** What this file alone writes. */
function readKept(kept: JsonObject): Partial<Remembered> {
  return kept;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Which of the things that are there each declared name means: the one that is called so, otherwise the one that the
 * file brought under that name, unless another name means it.
 * @returns by declared name in lower case
 */
export function meant<T extends Named>(
  names: readonly string[],
  there: readonly T[],
  known: IdsByName,
): Map<string, T> {
  const keys = names.map((name) => name.toLowerCase());
  const byName = new Map(there.map((one) => [one.name.toLowerCase(), one]));
  const byId = new Map(there.map((one) => [one.id, one]));
  const found = new Map(keys.flatMap((key) => (byName.has(key) ? [[key, byName.get(key)!] as const] : [])));
  const taken = new Set([...found.values()].map(({ id }) => id));
  for (const key of keys) {
    const renamed = Object.hasOwn(known, key) ? byId.get(known[key]!) : undefined;
    if (!renamed || found.has(key) || taken.has(renamed.id)) continue;
    found.set(key, renamed);
    taken.add(renamed.id);
  }
  return found;
}

/** @returns what to remember: what is declared now, and what was declared before and is still there */
export function rememberedNext(
  before: IdsByName,
  declared: ReadonlyMap<string, Named>,
  there: readonly Named[],
): IdsByName {
  const ids = new Set([...declared.values()].map(({ id }) => id));
  const left = new Set(there.map(({ id }) => id).filter((id) => !ids.has(id)));
  const earlier = Object.entries(before).filter(([, id]) => left.has(id));
  return Object.fromEntries([...earlier, ...[...declared].map(([name, { id }]) => [name, id] as const)]);
}
