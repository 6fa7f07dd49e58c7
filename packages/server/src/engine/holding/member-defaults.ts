/**
 * What members of groups leave to their groups is filled in where a monitor is kept, and filled in anew when its groups
 * change: whoever looks, decides or shows finds a whole monitor, and never asks whose word it is.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Monitor, type ResourceGroup, type ServerDefaults, withDefaults, withEnvironment } from '@upwatch/core';
import {
  type Actor,
  type CoreStore,
  type MonitorChange,
  type MonitorStore,
  type NewMonitor,
  StoreRefusal,
} from '../../stores/port.ts';

/** Monitors that are changed in one transaction, which holds the event loop. */
const AT_ONCE = 25;
/** In whose name monitors follow what no person changed just now. */
const ITSELF: Actor = { name: 'Upwatch' };

export interface MemberDefaultsOptions {
  readonly store: Pick<CoreStore, 'monitors'>;
  readonly server: ServerDefaults;
  /** The groups of a monitor, the first to count first. */
  readonly groupsOf: (monitorId: string) => readonly ResourceGroup[];
  /** A monitor goes by something else than before. */
  readonly onChanged: (monitor: Monitor) => void;
}

export class MemberDefaults {
  readonly #options: MemberDefaultsOptions;

  constructor(options: MemberDefaultsOptions) {
    this.#options = options;
  }

  /** Those that do not go by what their groups and the server say now. */
  behind(monitors: Iterable<Monitor>): readonly string[] {
    return Iterator.from(monitors)
      .filter((monitor) => monitor.inherits !== undefined && !isDeepStrictEqual(this.#whole(monitor), monitor))
      .map(({ id }) => id)
      .toArray();
  }

  /** Has monitors go by what their groups say now. One that goes by it already is left as it is. */
  async follow(monitorIds: readonly string[], actor: Actor = ITSELF): Promise<void> {
    const { store, onChanged } = this.#options;
    for (let from = 0; from < monitorIds.length; from += AT_ONCE) {
      const before = await Promise.all(monitorIds.slice(from, from + AT_ONCE).map((id) => store.monitors.get(id)));
      const meant = this.behind(before.filter((monitor) => monitor !== undefined));
      const changes = meant.map((id): MonitorChange => ({ type: 'update', id, change: (now) => this.#whole(now) }));
      if (changes.length === 0) continue;
      for (const monitor of await this.#followed(changes, actor)) onChanged(monitor);
    }
  }

  /** One that would name what is not there stays as it is, and keeps nobody from following. */
  async #followed(changes: readonly MonitorChange[], actor: Actor): Promise<readonly Monitor[]> {
    const { monitors } = this.#options.store;
    try {
      return await monitors.changeMany(changes, actor);
    } catch (error) {
      if (!(error instanceof StoreRefusal) || error.code !== 'not_found') throw error;
      if (changes.length === 1) return [];
    }
    const done: Monitor[] = [];
    for (const change of changes) done.push(...(await this.#followed([change], actor)));
    return done;
  }

  /**
   * The store, which fills in what a change leaves out. A new monitor has no groups yet, and is whole. An environment that
   * is brought along stays: the group that says so may come after it, out of the same file.
   */
  within(monitors: MonitorStore): MonitorStore {
    const whole = (monitor: NewMonitor): NewMonitor => {
      const filled = this.#whole(monitor);
      return withEnvironment(filled, monitor.environmentId ?? filled.environmentId);
    };
    const changed = (change: MonitorChange): MonitorChange =>
      change.type === 'create' ? change : { ...change, change: (now) => whole(change.change(now)) };
    return {
      ...monitors,
      update: (id, change, ...rest) => monitors.update(id, (now) => whole(change(now)), ...rest),
      changeMany: (changes, ...rest) => monitors.changeMany(changes.map(changed), ...rest),
    };
  }

  #whole<Kind extends NewMonitor>(monitor: Kind): Kind {
    return withDefaults(monitor, this.#options.groupsOf(monitor.id), this.#options.server);
  }
}
