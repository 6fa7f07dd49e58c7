/** What a person has set up before a run: channels, monitors, policies. */
import type { Monitor, NotificationPolicy } from '@upwatch/core';
import type { CoreStore } from '../../packages/server/src/stores/port.ts';
import { CHANNEL_IDS, TRACKER } from './routes.ts';
import type { Target, World } from './world.ts';

const OPERATOR = { name: 'the simulation' };

/** The parts of a store that are furnished. */
export interface Furnished {
  readonly channels: Pick<CoreStore['channels'], 'create'>;
  readonly monitors: Pick<CoreStore['monitors'], 'create'>;
  readonly notificationPolicies: Pick<CoreStore['notificationPolicies'], 'create'>;
}

/** What a person has set up before. */
export async function furnish(
  { channels, monitors, notificationPolicies }: Furnished,
  world: World,
  policies: readonly NotificationPolicy[],
): Promise<void> {
  for (const [place, id] of CHANNEL_IDS.entries()) {
    const type = id === TRACKER ? 'tracker' : 'sim';
    await channels.create({ id, name: `channel ${place}`, type, config: {}, managedBy: 'API' }, OPERATOR);
  }
  for (const target of world.targets) await monitors.create(monitorOf(target, world.regions), [], OPERATOR);
  for (const policy of policies) await notificationPolicies.create(policy, OPERATOR);
}

/** A monitor as it is made for a target. */
function monitorOf(
  target: Target,
  regions: readonly string[],
): Omit<Monitor, 'key' | 'generation' | 'createdAtMs' | 'updatedAtMs'> {
  const { id, name, intervalMs, policy, parent, channelIds } = target;
  return {
    id,
    name,
    type: 'HTTP',
    config: { url: `https://${id.slice(-4)}.shop.example/`, method: 'GET' },
    frequencySeconds: intervalMs / 1000,
    isEnabled: true,
    regions,
    assertions: [],
    policy,
    tagIds: [],
    ...(parent && { dependsOn: [parent.id] }),
    ...(channelIds && { channelIds }),
    managedBy: 'API',
  };
}
