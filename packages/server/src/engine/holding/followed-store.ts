/** A store in which a change of a group is known, and followed by its members, as soon as it is kept. */
import type { Actor, CoreStore, MonitorStore, ResourceGroupStore } from '../../stores/port.ts';

/** What following takes. */
export interface Following {
  /** The monitors, which are kept with what their groups say. */
  readonly monitors: MonitorStore;
  readonly membersOf: (groupId: string) => readonly string[];
  /** One change after the other. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** Knows what has changed, and has these monitors go by it. Never rejects. */
  readonly follow: (monitorIds: readonly string[], actor?: Actor) => Promise<void>;
}

export function followedStore<Kind extends CoreStore>(core: Kind, following: Following): Kind {
  const { resourceGroups, channels, notificationPolicies } = core;
  return {
    ...core,
    monitors: following.monitors,
    resourceGroups: followedGroups(resourceGroups, following),
    // What groups named is taken out of them with it.
    channels: { ...channels, delete: (id, actor) => followed(following, () => channels.delete(id, actor)) },
    notificationPolicies: {
      ...notificationPolicies,
      delete: (id, actor) => followed(following, () => notificationPolicies.delete(id, actor)),
    },
  };
}

function followedGroups(groups: ResourceGroupStore, following: Following): ResourceGroupStore {
  const { membersOf } = following;
  return {
    ...groups,
    create: (group, actor) => followed(following, () => groups.create(group, actor)),
    update: (id, change, actor) =>
      followed(
        following,
        () => groups.update(id, change, actor),
        () => membersOf(id),
        actor,
      ),
    delete: (id, actor) =>
      followed(
        following,
        () => groups.delete(id, actor),
        () => membersOf(id),
        actor,
      ),
    addMember: (member, actor) =>
      followed(
        following,
        () => groups.addMember(member, actor),
        () => [member.monitorId],
        actor,
      ),
    removeMember: (groupId, id, actor) =>
      followed(
        following,
        () => groups.removeMember(groupId, id, actor),
        () => membersOf(groupId),
        actor,
      ),
  };
}

/** @param meant the monitors that go by it, as they are before the change */
async function followed<Result>(
  { inTurn, follow }: Following,
  change: () => Promise<Result>,
  meant: () => readonly string[] = () => [],
  actor?: Actor,
): Promise<Result> {
  let kept: { readonly result: Result } | undefined;
  await inTurn(async () => {
    const monitorIds = meant();
    kept = { result: await change() };
    await follow(monitorIds, actor);
  });
  return kept!.result;
}
