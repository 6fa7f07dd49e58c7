/** `resourceGroups` of `upwatch.yml`: as the API's own bodies, but monitors, channels, policy and environment are named. */
import { nameKey } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { groupFrom } from '../api/group-input.ts';
import { isGiven } from '../api/is-given.ts';
import { groupBody } from '../api/schemas/resource-groups.ts';
import { placeWarnings } from '../engine/looking-places.ts';
import { type GroupContent, type GroupMember, StoreRefusal } from '../stores/port.ts';
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
  .omit({ defaultAlertChannels: true, alertPolicyId: true, defaultEnvironmentId: true, managedBy: true })
  .extend({
    monitors: names.default([]),
    alertChannels: names.optional(),
    alertPolicy: names.element.optional(),
    environment: z
      .string()
      .min(1)
      .max(100)
      .nullish()
      .meta({ description: 'By its slug: that of monitors which name none.' }),
  });
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
  const { name, monitors, alertChannels = [], alertPolicy, environment } = group;
  const policy = { kind: 'notificationPolicy', field: 'alertPolicy', at: [...at, 'alertPolicy'] } as const;
  const place = { kind: 'environment', field: 'environment', at: [...at, 'environment'] } as const;
  return {
    ...{ kind: 'resourceGroup', name, at },
    references: [
      ...named('monitor', monitors, [...at, 'monitors']),
      ...named('alertChannel', alertChannels, [...at, 'alertChannels']),
      ...(alertPolicy === undefined ? [] : [{ ...policy, name: alertPolicy }]),
      ...(isGiven(environment) ? [{ ...place, name: environment }] : []),
    ],
    grouping: { monitors, environment: environment ?? undefined },
    check: () => void groupOf(group, '', { idOf: () => '' }),
    warnings: ({ region }) =>
      region === undefined ? [] : placeWarnings(group.defaultRegions ?? [], { region }, 'defaultRegions'),
    content: (known) => {
      const monitorIds = monitors.map((one) => known.idOf('monitor', one));
      return contentOf(groupOf(group, '', known), monitorIds, known);
    },
    make: async (hands) => {
      const { id } = await hands.core.resourceGroups.create(nowOf(group, hands.newId(), hands), hands.actor);
      await orLater(hands, () => setMembers(id, monitors, hands));
      return id;
    },
    change: async (id, hands) => {
      const next = nowOf(group, id, hands);
      // Whoever leaves it does not go the way of its environment.
      await orLater(hands, async () => {
        await leave(id, monitors, hands);
        await hands.core.resourceGroups.update(id, () => next, hands.actor);
        await setMembers(id, monitors, hands);
      });
    },
  };
}

/** Another group of the file may say in which environment a member is that would name what is not there. */
async function orLater({ later }: Hands, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'in_use') throw error;
    later(work);
  }
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
  { monitors: _monitors, alertChannels, alertPolicy, environment, ...body }: DeclaredGroup,
  id: string,
  { idOf }: Pick<Names, 'idOf'>,
): GroupContent {
  const wanted = {
    ...{ ...body, managedBy: 'CLI' as const },
    ...(alertChannels && { defaultAlertChannels: alertChannels.map((name) => idOf('alertChannel', name)) }),
    ...(alertPolicy !== undefined && { alertPolicyId: idOf('notificationPolicy', alertPolicy) }),
    ...(isGiven(environment) && { defaultEnvironmentId: idOf('environment', environment) }),
  };
  return groupFrom(wanted, id);
}

async function setMembers(groupId: string, monitors: readonly string[], hands: Hands): Promise<void> {
  const { resourceGroups } = hands.core;
  const there = await membersOf(groupId, hands);
  const isIn = new Set(there.map(({ monitorId }) => monitorId));
  for (const monitorId of new Set(monitors.map((name) => hands.idOf('monitor', name)))) {
    if (!isIn.has(monitorId)) await resourceGroups.addMember({ id: hands.newId(), groupId, monitorId }, hands.actor);
  }
}

/** Takes out whoever is not to be in it. */
async function leave(groupId: string, monitors: readonly string[], hands: Hands): Promise<void> {
  const wanted = new Set(monitors.map((name) => hands.idOf('monitor', name)));
  for (const { id, monitorId } of await membersOf(groupId, hands)) {
    if (!wanted.has(monitorId)) await hands.core.resourceGroups.removeMember(groupId, id, hands.actor);
  }
}

async function membersOf(groupId: string, { core }: Pick<Hands, 'core'>): Promise<readonly GroupMember[]> {
  return (await core.resourceGroups.members()).filter((member) => member.groupId === groupId);
}

/** As the file would say it. */
function contentOf(group: GroupContent, monitorIds: readonly string[], { nameOf }: Names): Content {
  const { defaultChannelIds = [], alertPolicyId, defaultEnvironmentId, threshold } = group;
  const monitors = new Map(
    monitorIds.flatMap((id) => nameOf('monitor', id) ?? []).map((one) => [nameKey('monitor', one), one]),
  );
  const fields = said({
    description: group.description,
    monitors: [...monitors.values()].sort(),
    alertChannels: defaultChannelIds.flatMap((id) => nameOf('alertChannel', id) ?? []).sort(),
    alertPolicy: alertPolicyId === undefined ? undefined : nameOf('notificationPolicy', alertPolicyId),
    environment: defaultEnvironmentId === undefined ? undefined : nameOf('environment', defaultEnvironmentId),
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
