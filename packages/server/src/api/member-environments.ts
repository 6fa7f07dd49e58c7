/** Changes of groups by which members come to have another environment: their settings must fit its variables, too. */
import { environmentIdOf, nameKey, type ResourceGroup, withEnvironment } from '@upwatch/core';
import { names } from '../vault/known-references.ts';
import type { ApiDeps } from './deps.ts';
import { refuseUnlookable } from './monitor-settings.ts';

/** A change that has not been made. */
export interface GroupSupposed {
  readonly groupId: string;
  /** As it is to be. Absent where `members` are no longer to be in it. */
  readonly group?: Pick<ResourceGroup, 'id' | 'name' | 'defaultEnvironmentId'>;
  /** The monitors that it concerns. */
  readonly members: readonly string[];
  /** Of the request. */
  readonly field: string;
}

type Deps = Pick<ApiDeps, 'core' | 'groups' | 'references' | 'checkTypes'>;

/** @throws Problem naming the first member that could not be looked at */
export async function refuseUnfittingMembers(supposed: GroupSupposed, deps: Deps): Promise<void> {
  const { groupId, group, members, field } = supposed;
  const before = deps.groups.get(groupId)?.group.defaultEnvironmentId;
  if (before === undefined && group?.defaultEnvironmentId === undefined) return;
  for (const id of members) {
    const monitor = await deps.core.monitors.get(id);
    if (!monitor?.inherits?.includes('environmentId') || !names(monitor)) continue;
    const environmentId = environmentThen(id, supposed, deps);
    if (environmentId !== monitor.environmentId) refuseUnlookable(withEnvironment(monitor, environmentId), field, deps);
  }
}

function environmentThen(monitorId: string, { groupId, group }: GroupSupposed, { groups }: Pick<Deps, 'groups'>) {
  const others = groups
    .groupsOf(monitorId)
    .filter((id) => id !== groupId)
    .flatMap((id) => groups.get(id)?.group ?? []);
  return environmentIdOf((group ? [...others, group] : others).toSorted(byName));
}

/** As the first of several counts. */
function byName(a: Pick<ResourceGroup, 'name'>, b: Pick<ResourceGroup, 'name'>): number {
  const [first, second] = [nameKey('resourceGroup', a.name), nameKey('resourceGroup', b.name)];
  return first < second ? -1 : first > second ? 1 : 0;
}
