// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { CountUnreadNotificationsAnswer, ListNotificationsQuery, Notification } from './models.ts';

/** What happened, for whoever looks into Upwatch itself. `client.notifications` */
export class NotificationsResource extends Resource {
  /**
   * List what happened, newest first.
   *
   * `GET /api/v1/notifications`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.notifications.list()) console.log(one);
   */
  list(query?: ListNotificationsQuery, options?: CallOptions): Paged<Notification, Page<Notification>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/notifications', query }, options);
  }

  /**
   * Count what this key has not read.
   *
   * `GET /api/v1/notifications/unread-count`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notifications.countUnread();
   */
  countUnread(options?: CallOptions): Promise<CountUnreadNotificationsAnswer> {
    return this.send.data({ method: 'GET', path: '/api/v1/notifications/unread-count' }, options);
  }

  /**
   * Mark one as read by this key.
   *
   * `PUT /api/v1/notifications/{id}/read`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.notifications.read(1);
   */
  read(id: number, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'PUT', path: '/api/v1/notifications/{id}/read', params: { id } }, options);
  }

  /**
   * Mark all as read by this key.
   *
   * `PUT /api/v1/notifications/read-all`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.notifications.readAll();
   */
  readAll(options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'PUT', path: '/api/v1/notifications/read-all' }, options);
  }
}
