/** What Uptime Kuma keeps, whichever way it was read: rows as its database has them. */
import type { Row } from '@upwatch/server/foreign';

/** Status pages, and what stands on them, in its order. */
export interface KumaPages {
  readonly pages: readonly Row[];
  /** Of each, by the id of the page. */
  readonly domains: ReadonlyMap<number, readonly string[]>;
  readonly groups: ReadonlyMap<number, readonly Row[]>;
  readonly incidents: ReadonlyMap<number, readonly Row[]>;
  readonly maintenance: ReadonlyMap<number, readonly number[]>;
  /** By the id of the group. */
  readonly members: ReadonlyMap<number, readonly Row[]>;
}

export interface KumaData {
  /** `Uptime Kuma database`, `Uptime Kuma 1.23.1 backup`. */
  readonly source: string;
  readonly monitors: readonly Row[];
  readonly notifications: readonly Row[];
  readonly tags: readonly Row[];
  readonly maintenance: readonly Row[];
  /** Ids of notifications, by the id of a monitor. */
  readonly notificationIds: ReadonlyMap<number, readonly number[]>;
  /** Tags with their values, by the id of a monitor. */
  readonly monitorTags: ReadonlyMap<number, readonly { readonly tagId: number; readonly value: string }[]>;
  /** Ids of monitors, by the id of a maintenance. */
  readonly maintained: ReadonlyMap<number, readonly number[]>;
  readonly statusPages: KumaPages;
  /** How many there are of what is not read: `proxy`. */
  readonly others: ReadonlyMap<string, number>;
  /** IANA. */
  readonly serverTimeZone: string;
}

export const NO_PAGES: KumaPages = {
  ...{ pages: [], domains: new Map(), groups: new Map(), incidents: new Map() },
  ...{ maintenance: new Map(), members: new Map() },
};
