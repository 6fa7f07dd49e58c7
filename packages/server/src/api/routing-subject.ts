/** What the rules of notification policies may ask of a monitor, read from the store. */
import type { Monitor, RoutingSubject } from '@upwatch/core';
import { routingSubjectOf } from '../engine/routing/known-routing.ts';
import type { CoreStore } from '../stores/port.ts';

export async function readRoutingSubject(
  monitor: Monitor,
  { tags, resourceGroups, environments }: Pick<CoreStore, 'tags' | 'resourceGroups' | 'environments'>,
): Promise<RoutingSubject> {
  const [named, members] = await Promise.all([tags.byIds(monitor.tagIds), resourceGroups.members()]);
  const tagNames = new Map(named.map((tag) => [tag.id, tag.name]));
  const known = { tagNames, environments: await environments.all() };
  const resourceGroupIds = members.filter(({ monitorId }) => monitorId === monitor.id).map(({ groupId }) => groupId);
  return { ...routingSubjectOf(monitor, known), resourceGroupIds };
}
