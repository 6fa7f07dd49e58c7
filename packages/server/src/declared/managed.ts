/**
 * What config files brought, by the names that it has there: what was renamed elsewhere is known again instead of being
 * made a second time, and only what came from a file can be pruned with it. Files of another `project` have a record of
 * their own.
 */
import { type ManagedIds, nameKey, RESOURCE_KINDS, type ResourceKind } from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';

const SETTING = 'configuration.managed';
/** Of files that name no project. */
export const PROJECT_DEFAULT = 'default';

/** By project. */
export type Managed = Readonly<Record<string, ManagedIds>>;

type Settings = Pick<CoreStore, 'settings'>;

export async function recall(core: Settings): Promise<Managed> {
  const kept = await core.settings.get(SETTING);
  // What this file alone writes.
  return kept ? (kept as Managed) : { [PROJECT_DEFAULT]: await recallEarlier(core) };
}

export async function remember({ settings }: Settings, managed: Managed): Promise<void> {
  await settings.set(SETTING, managed);
}

/** As versions before projects kept it. */
async function recallEarlier({ settings }: Settings): Promise<ManagedIds> {
  type Ids = Readonly<Record<string, string>>;
  const kept = (await settings.get('declared')) as { readonly [kind: string]: Ids } | undefined;
  return {
    monitor: kept?.['monitors'] ?? {},
    alertChannel: kept?.['channels'] ?? {},
    notificationPolicy: kept?.['policies'] ?? {},
    maintenance: ((await settings.get('declared.maintenance')) ?? {}) as Ids,
    resourceGroup: ((await settings.get('declared.resourceGroups')) ?? {}) as Ids,
  };
}

/** A thing that is declared, or there. */
interface Identified {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** @returns what to remember: what is declared now, and what was declared before and is still there */
export function managedNext(
  before: ManagedIds,
  declared: readonly (Identified & { readonly name: string })[],
  there: readonly Identified[],
): ManagedIds {
  return Object.fromEntries(
    RESOURCE_KINDS.map((kind) => {
      const now = declared.filter((one) => one.kind === kind);
      const ids = new Set(now.map(({ id }) => id));
      const left = new Set(there.filter((one) => one.kind === kind && !ids.has(one.id)).map(({ id }) => id));
      const earlier = Object.entries(before[kind] ?? {}).filter(([, id]) => left.has(id));
      return [kind, Object.fromEntries([...earlier, ...now.map(({ name, id }) => [nameKey(kind, name), id] as const)])];
    }),
  );
}

/** Which other project brought a thing. */
export function otherOwner(managed: Managed, project: string, { kind, id }: Identified): string | undefined {
  return Object.entries(managed).find(
    ([name, ids]) => name !== project && Object.values(ids[kind] ?? {}).includes(id),
  )?.[0];
}
