/** What a person has set up before a run: channels, monitors, policies. */
import type { Monitor, NotificationPolicy } from '@upwatch/core';
import type { CoreStore } from '../../packages/server/src/stores/port.ts';
import { configOf } from './job-plan.ts';
import { CHANNEL_IDS, TRACKER } from './routes.ts';
import { idOf, type Target, type World } from './world.ts';

const OPERATOR = { name: 'the simulation' };

/** The parts of a store that are furnished. */
export interface Furnished {
  readonly channels: Pick<CoreStore['channels'], 'create'>;
  readonly monitors: Pick<CoreStore['monitors'], 'create'>;
  readonly notificationPolicies: Pick<CoreStore['notificationPolicies'], 'create'>;
  readonly resourceGroups: Pick<CoreStore['resourceGroups'], 'create' | 'addMember'>;
  readonly heartbeats: Pick<CoreStore['heartbeats'], 'setToken'>;
}

/** What a person has set up before. */
export async function furnish(
  { channels, monitors, notificationPolicies, resourceGroups, heartbeats }: Furnished,
  world: World,
  policies: readonly NotificationPolicy[],
): Promise<void> {
  for (const [place, id] of CHANNEL_IDS.entries()) {
    const type = id === TRACKER ? 'tracker' : 'sim';
    await channels.create({ id, name: `channel ${place}`, type, config: {}, managedBy: 'API' }, OPERATOR);
  }
  for (const target of world.targets) await monitors.create(monitorOf(target, world.regions), [], OPERATOR);
  for (const policy of policies) await notificationPolicies.create(policy, OPERATOR);
  for (const { id, job } of world.targets) if (job) await heartbeats.setToken(id, job.token);
  for (const [place, { content, memberIds }] of world.groups.entries()) {
    await resourceGroups.create(content, OPERATOR);
    for (const [number, monitorId] of memberIds.entries()) {
      const member = { id: idOf('d000', 100 * place + number), groupId: content.id, monitorId };
      await resourceGroups.addMember(member, OPERATOR);
    }
  }
}

/** A monitor as it is made for a target. */
function monitorOf(
  target: Target,
  regions: readonly string[],
): Omit<Monitor, 'key' | 'generation' | 'createdAtMs' | 'updatedAtMs'> {
  const { id, name, intervalMs, policy, parent, channelIds, job, isFollower } = target;
  return {
    id,
    name,
    type: job ? 'HEARTBEAT' : 'HTTP',
    config: job ? configOf(job) : { url: `https://${id.slice(-4)}.shop.example/`, method: 'GET' },
    frequencySeconds: intervalMs / 1000,
    isEnabled: true,
    regions: job ? regions.slice(0, 1) : regions,
    assertions: [],
    policy,
    tagIds: [],
    ...(parent && { dependsOn: [parent.id] }),
    ...(channelIds && { channelIds }),
    ...(isFollower && { inherits: ['incidentPolicy'] }),
    managedBy: 'API',
  };
}
