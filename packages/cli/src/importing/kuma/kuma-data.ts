/** What Uptime Kuma keeps, whichever way it was read: rows as its database has them. */
import type { Row } from '@upwatch/server/foreign';

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
  readonly statusPages: readonly Row[];
  /** How many there are of what is not read: `proxy`. */
  readonly others: ReadonlyMap<string, number>;
  /** IANA. */
  readonly serverTimeZone: string;
}
