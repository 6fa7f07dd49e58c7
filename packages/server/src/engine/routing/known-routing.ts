/** Notification policies, the names of tags and environments, in memory: planning an alert must not wait for the disk. */
import type { Monitor, NotificationPolicy, RoutingSubject } from '@upwatch/core';
import type { CoreStore, Environment, MonitorChange } from '../../stores/port.ts';

/** What planning asks about whom an incident concerns. */
export interface Routing {
  policies(): readonly NotificationPolicy[];
  /** What the rules of policies may ask of a monitor. */
  subjectOf(monitor: Monitor): RoutingSubject;
}

export interface KnownRouting extends Routing {
  /** The store, with changed policies, tags and environments known as soon as the change is kept. */
  readonly store: CoreStore;
}

const EVERYTHING = { page: 0, size: 1_000_000 };

export async function knowRouting(core: CoreStore): Promise<KnownRouting> {
  const { notificationPolicies, channels, tags, environments, monitors } = core;
  let policies = await notificationPolicies.all();
  let tagNames = await namesOf(core);
  let places = await environments.all();

  async function afterPolicies<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    policies = await notificationPolicies.all();
    return result;
  }
  async function afterTags<T>(change: Promise<T>, isTagged = true): Promise<T> {
    const result = await change;
    if (isTagged) tagNames = await namesOf(core);
    return result;
  }
  async function afterEnvironments<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    places = await environments.all();
    return result;
  }
  return {
    policies: () => policies,
    subjectOf: (monitor) => routingSubjectOf(monitor, { tagNames, environments: places }),
    store: {
      ...core,
      notificationPolicies: {
        ...notificationPolicies,
        create: (policy, actor) => afterPolicies(notificationPolicies.create(policy, actor)),
        update: (id, change, actor) => afterPolicies(notificationPolicies.update(id, change, actor)),
        delete: (id, actor) => afterPolicies(notificationPolicies.delete(id, actor)),
      },
      // A channel that is gone leaves the policies that told it.
      channels: { ...channels, delete: (id, actor) => afterPolicies(channels.delete(id, actor)) },
      environments: {
        ...environments,
        create: (environment, actor) => afterEnvironments(environments.create(environment, actor)),
        update: (...args) => afterEnvironments(environments.update(...args)),
        delete: (...args) => afterEnvironments(environments.delete(...args)),
      },
      tags: {
        ...tags,
        create: (tag, actor) => afterTags(tags.create(tag, actor)),
        update: (id, change, actor) => afterTags(tags.update(id, change, actor)),
        delete: (id, actor) => afterTags(tags.delete(id, actor)),
      },
      monitors: {
        ...monitors,
        create: (monitor, newTags, actor) => afterTags(monitors.create(monitor, newTags, actor), newTags.length > 0),
        update: (id, change, newTags, actor) =>
          afterTags(monitors.update(id, change, newTags, actor), newTags.length > 0),
        changeMany: (changes, actor, setting) =>
          afterTags(monitors.changeMany(changes, actor, setting), changes.some(bringsTags)),
      },
    },
  };
}

function bringsTags(change: MonitorChange): boolean {
  return change.type === 'create' && change.newTags.length > 0;
}

async function namesOf({ tags }: CoreStore): Promise<ReadonlyMap<string, string>> {
  const { items } = await tags.list(EVERYTHING);
  return new Map(items.map(({ id, name }) => [id, name]));
}

/** What rules call things by. */
export interface KnownNames {
  readonly tagNames: ReadonlyMap<string, string>;
  readonly environments: readonly Pick<Environment, 'id' | 'name' | 'slug' | 'isDefault'>[];
}

/** What the rules of policies may ask of a monitor. One without an environment of its own is in the default one. */
export function routingSubjectOf(
  { type, tagIds, environmentId }: Monitor,
  { tagNames, environments }: KnownNames,
): RoutingSubject {
  const names = tagIds.flatMap((id) => tagNames.get(id) ?? []);
  const environment = environments.find(({ id, isDefault }) =>
    environmentId === undefined ? isDefault : id === environmentId,
  );
  return {
    monitorType: type,
    tags: [...tagIds, ...names],
    environments: environment ? [environment.id, environment.slug, environment.name] : [],
  };
}
