/** The environments that monitors have of their groups when all is applied: of those there are, and those the file brings. */
import { nameKey } from '@upwatch/core';
import type { DeclaredThing, World } from './section.ts';
import type { KnownNames } from './world.ts';

/** The slug of what a monitor is in that names no environment itself. Undefined: the default one. */
export type InheritedOf = (monitorId: string) => string | undefined;

export function supposedEnvironments(
  { groups, members }: Pick<World, 'groups' | 'members'>,
  things: readonly DeclaredThing[],
  names: Pick<KnownNames, 'idOf' | 'nameOf'>,
): InheritedOf {
  const declared = things.flatMap(({ name, grouping }) =>
    grouping ? [{ name, id: names.idOf('resourceGroup', name), ...grouping }] : [],
  );
  const spoken = new Set(declared.map(({ id }) => id));
  const brought = declared.map(({ name, environment, monitors }) => {
    return { name, environment, monitorIds: monitors.map((one) => names.idOf('monitor', one)) };
  });
  const others = groups
    .filter(({ id }) => !spoken.has(id))
    .map(({ id, name, defaultEnvironmentId }) => {
      const environment = defaultEnvironmentId && names.nameOf('environment', defaultEnvironmentId);
      const monitorIds = members.filter(({ groupId }) => groupId === id).map(({ monitorId }) => monitorId);
      return { name, environment, monitorIds };
    });
  // Of several groups the first by name counts: it is written last.
  const inTurn = [...brought, ...others].toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  const said = inTurn.flatMap(({ environment, monitorIds }) =>
    environment === undefined ? [] : monitorIds.map((id) => [id, environment] as const),
  );
  const byMonitor = new Map(said);
  return (monitorId) => byMonitor.get(monitorId);
}

function keyOf({ name }: { readonly name: string }): string {
  return nameKey('resourceGroup', name);
}
