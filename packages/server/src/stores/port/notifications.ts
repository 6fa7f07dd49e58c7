import type { Page, PageRequest } from './paging.ts';

/** Something that happened, for whoever looks into Upwatch itself. Made in the transaction that it is about. */
export interface Notification {
  readonly id: number;
  /** `incident.opened`, `incident.worsened`, `incident.resolved`, `notice`, `channel.broken` … */
  readonly type: string;
  readonly title: string;
  readonly body?: string;
  readonly resource?: { readonly type: string; readonly id: string };
  readonly createdAtMs: number;
}

/** Older ones are dropped, and the oldest when there are more. */
export const NOTIFICATIONS_KEPT = { days: 90, count: 10_000 } as const;

/** Notifications, and who has read which. @param reader such as `key:3` */
export interface NotificationStore {
  /** Newest first. */
  list(
    reader: string,
    page: PageRequest,
    onlyUnread: boolean,
  ): Promise<Page<Notification & { readonly isRead: boolean }>>;
  /** Reading one twice is no fault. Refuses `not_found`. */
  read(reader: string, id: number): Promise<void>;
  readAll(reader: string): Promise<void>;
  unreadCount(reader: string): Promise<number>;
}
