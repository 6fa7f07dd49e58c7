/** Notification policies and the names of tags, in memory: planning an alert must not wait for the disk. */
import type { Monitor, NotificationPolicy, RoutingSubject } from '@upwatch/core';
import type { CoreStore, MonitorChange } from '../../stores/port.ts';

/** What planning asks about whom an incident concerns. */
export interface Routing {
  policies(): readonly NotificationPolicy[];
  /** What the rules of policies may ask of a monitor. */
  subjectOf(monitor: Monitor): RoutingSubject;
}

export interface KnownRouting extends Routing {
  /** The store, with changed policies and tags known as soon as the change is kept. */
  readonly store: CoreStore;
}

const EVERYTHING = { page: 0, size: 1_000_000 };
/** A tag such as `env:production` says what environment a monitor is of. */
const ENVIRONMENT = /^env(?:ironment)?[:=]\s*(.+)$/i;

export async function knowRouting(core: CoreStore): Promise<KnownRouting> {
  const { notificationPolicies, channels, tags, monitors } = core;
  let policies = await notificationPolicies.all();
  let tagNames = await namesOf(core);

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
  return {
    policies: () => policies,
    subjectOf: (monitor) => routingSubjectOf(monitor, tagNames),
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

/** What the rules of policies may ask of a monitor. */
export function routingSubjectOf({ type, tagIds }: Monitor, tagNames: ReadonlyMap<string, string>): RoutingSubject {
  const names = tagIds.flatMap((id) => tagNames.get(id) ?? []);
  return {
    monitorType: type,
    tags: [...tagIds, ...names],
    environments: names.flatMap((name) => ENVIRONMENT.exec(name)?.[1] ?? []),
  };
}
