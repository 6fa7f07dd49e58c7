/** `resourceGroups` of `upwatch.yml`: as the API's own bodies, but monitors, channels and the policy are named. */
import { nameKey } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { groupFrom } from '../api/group-input.ts';
import { groupBody } from '../api/schemas/resource-groups.ts';
import type { ServerConfig } from '../config.ts';
import type { GroupContent } from '../stores/port.ts';
import {
  type Content,
  type DeclaredThing,
  type Hands,
  type Names,
  named,
  type Path,
  said,
  type Section,
} from './section.ts';

const names = z.array(z.string().min(1).max(255)).max(10_000);

const declaredGroup = groupBody
  .omit({ defaultAlertChannels: true, alertPolicyId: true, managedBy: true })
  .extend({ monitors: names.default([]), alertChannels: names.optional(), alertPolicy: names.element.optional() });
type DeclaredGroup = z.output<typeof declaredGroup>;

export const groupSection: Section = {
  kind: 'resourceGroup',
  key: 'resourceGroups',
  article: 'a resource group',
  schema: () => declaredGroup,
  read: (value, at) => {
    const result = parseOrFaults(declaredGroup, value, at);
    return 'faults' in result ? result : { thing: thingOf(result.value, at) };
  },
  named: ({ groups }) => groups,
  current: ({ groups, members }, known) =>
    groups.map((group) => {
      const monitorIds = members.filter(({ groupId }) => groupId === group.id).map(({ monitorId }) => monitorId);
      return { kind: 'resourceGroup', id: group.id, name: group.name, ...contentOf(group, monitorIds, known) };
    }),
  remove: (id, { core, actor }) => core.resourceGroups.delete(id, actor),
};

function thingOf(group: DeclaredGroup, at: Path): DeclaredThing {
  const { name, monitors, alertChannels = [], alertPolicy } = group;
  const policy = { kind: 'notificationPolicy', field: 'alertPolicy', at: [...at, 'alertPolicy'] } as const;
  return {
    ...{ kind: 'resourceGroup', name, at },
    references: [
      ...named('monitor', monitors, [...at, 'monitors']),
      ...named('alertChannel', alertChannels, [...at, 'alertChannels']),
      ...(alertPolicy === undefined ? [] : [{ ...policy, name: alertPolicy }]),
    ],
    check: ({ config }) => void groupOf(group, '', { config, idOf: () => '' }),
    content: (known, config) => {
      const monitorIds = monitors.map((one) => known.idOf('monitor', one));
      return contentOf(groupOf(group, '', { ...known, config }), monitorIds, known);
    },
    make: async (hands) => {
      const { id } = await hands.core.resourceGroups.create(nowOf(group, hands.newId(), hands), hands.actor);
      await setMembers(id, monitors, hands);
      return id;
    },
    change: async (id, hands) => {
      const next = nowOf(group, id, hands);
      await hands.core.resourceGroups.update(id, () => next, hands.actor);
      await setMembers(id, monitors, hands);
    },
  };
}

/** A policy may name groups in its rules, and so comes after them: a group that goes by one that is not there yet is told later. */
function nowOf(group: DeclaredGroup, id: string, hands: Hands): GroupContent {
  const { alertPolicy, ...rest } = group;
  if (alertPolicy === undefined || hands.mayIdOf('notificationPolicy', alertPolicy) !== undefined)
    return groupOf(group, id, hands);
  hands.later(async () => {
    const whole = groupOf(group, id, hands);
    await hands.core.resourceGroups.update(id, () => whole, hands.actor);
  });
  return groupOf(rest, id, hands);
}

/** @throws Problem for what the API would refuse */
function groupOf(
  { monitors: _monitors, alertChannels, alertPolicy, ...body }: DeclaredGroup,
  id: string,
  { config, idOf }: Pick<Names, 'idOf'> & { readonly config: ServerConfig },
): GroupContent {
  const wanted = {
    ...{ ...body, managedBy: 'CLI' as const },
    ...(alertChannels && { defaultAlertChannels: alertChannels.map((name) => idOf('alertChannel', name)) }),
    ...(alertPolicy !== undefined && { alertPolicyId: idOf('notificationPolicy', alertPolicy) }),
  };
  return groupFrom(wanted, id, { config });
}

async function setMembers(groupId: string, monitors: readonly string[], hands: Hands): Promise<void> {
  const { resourceGroups } = hands.core;
  const wanted = new Set(monitors.map((name) => hands.idOf('monitor', name)));
  const there = (await resourceGroups.members()).filter((member) => member.groupId === groupId);
  const isIn = new Set(there.map(({ monitorId }) => monitorId));
  for (const monitorId of wanted) {
    if (!isIn.has(monitorId)) await resourceGroups.addMember({ id: hands.newId(), groupId, monitorId }, hands.actor);
  }
  for (const { id, monitorId } of there) {
    if (!wanted.has(monitorId)) await resourceGroups.removeMember(groupId, id, hands.actor);
  }
}

/** As the file would say it. */
function contentOf(group: GroupContent, monitorIds: readonly string[], { nameOf }: Names): Content {
  const { defaultChannelIds = [], alertPolicyId, threshold } = group;
  const monitors = new Map(
    monitorIds.flatMap((id) => nameOf('monitor', id) ?? []).map((one) => [nameKey('monitor', one), one]),
  );
  const fields = said({
    description: group.description,
    monitors: [...monitors.values()].sort(),
    alertChannels: defaultChannelIds.flatMap((id) => nameOf('alertChannel', id) ?? []).sort(),
    alertPolicy: alertPolicyId === undefined ? undefined : nameOf('notificationPolicy', alertPolicyId),
    defaultFrequency: group.defaultFrequencySeconds,
    defaultRegions: group.defaultRegions,
    defaultRetryStrategy: group.defaultRetryStrategy,
    healthThresholdType: threshold?.type,
    healthThresholdValue: threshold?.value,
    suppressMemberAlerts: group.suppressesMembers,
    confirmationDelaySeconds: group.confirmationDelaySeconds,
    recoveryCooldownMinutes: group.recoveryCooldownMinutes,
  });
  return { fields };
}
