import type { JsonObject, ManagedBy, Monitor } from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';
import type { TagRequest } from './tags.ts';

export interface MonitorVersion {
  readonly id: string;
  readonly monitorId: string;
  readonly version: number;
  readonly snapshot: Monitor;
  readonly changedVia: ManagedBy;
  readonly changeSummary?: string;
  readonly createdAtMs: number;
}

export interface MonitorFilter {
  readonly isEnabled?: boolean;
  readonly type?: string;
  readonly managedBy?: ManagedBy;
  /** Current status as shown: up, degraded, down, unknown, paused. */
  readonly status?: string;
  /** Tag names; a monitor with any of them matches. */
  readonly tags?: readonly string[];
  readonly environmentId?: string;
  /** In name or URL, case-insensitively. */
  readonly search?: string;
}

/** A monitor, as it is named to people. */
export type MonitorName = Pick<Monitor, 'id' | 'name'>;

/** A monitor, as far as counting needs it. */
export type CountedMonitor = Pick<Monitor, 'id' | 'name' | 'isEnabled'>;

export type NewMonitor = Omit<Monitor, 'key' | 'generation' | 'createdAtMs' | 'updatedAtMs'>;

/** One of many monitors that are created and changed together. */
export type MonitorChange =
  | { readonly type: 'create'; readonly monitor: NewMonitor; readonly newTags: readonly TagRequest[] }
  /** @param change as of `update` */
  | { readonly type: 'update'; readonly id: string; readonly change: (current: Monitor) => NewMonitor };

/** A value to be kept under a name. */
export interface KeptSetting {
  readonly name: string;
  readonly value: JsonObject;
}

/** The monitors as they are configured, with their versions. */
export interface MonitorStore {
  /**
   * Names differ by more than case and Unicode form.
   * @throws StoreRefusal duplicate_name; not_found for an unknown tag, channel, environment, variable or secret
   */
  create(monitor: NewMonitor, newTags: readonly TagRequest[], actor: Actor): Promise<Monitor>;
  /**
   * A change of nothing gives back the monitor as it is: no version, no generation, no line in the trail.
   * @param change called again when a lock had to be waited for
   */
  update(
    id: string,
    change: (current: Monitor) => NewMonitor,
    newTags: readonly TagRequest[],
    actor: Actor,
  ): Promise<Monitor>;
  /**
   * All of these in their order, and a setting with them, or nothing. It holds the event loop while it writes, about
   * half a millisecond a monitor: some tens at a time.
   * @returns each as `create` or `update` would
   */
  changeMany(changes: readonly MonitorChange[], actor: Actor, setting?: KeptSetting): Promise<readonly Monitor[]>;
  /**
   * Resolves its open incidents as AUTO_RESOLVED, with alerts of their end to those that were told of them, and cancels
   * its other alerts that wait. Its incidents stay.
   */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<Monitor | undefined>;
  list(filter: MonitorFilter, page: PageRequest): Promise<Page<Monitor>>;
  /** All of them, in no order, without their settings: thousands in a few milliseconds. */
  counted(): Promise<readonly CountedMonitor[]>;
  /** All of them, for the engine. */
  all(): Promise<readonly Monitor[]>;
  versions(id: string, page: PageRequest): Promise<Page<MonitorVersion>>;
  version(id: string, version: number): Promise<MonitorVersion | undefined>;
}
