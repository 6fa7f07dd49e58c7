// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { ListNotificationDispatchesQuery, NotificationDispatch } from './models.ts';

/** What policies have done about an incident. `client.notificationDispatches` */
export class NotificationDispatchesResource extends Resource {
  /**
   * List what policies have done about an incident.
   *
   * `GET /api/v1/notification-dispatches`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.notificationDispatches.list()) console.log(one);
   */
  list(
    query: ListNotificationDispatchesQuery,
    options?: CallOptions,
  ): Paged<NotificationDispatch, Page<NotificationDispatch>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/notification-dispatches', query }, options);
  }

  /**
   * Show what a policy has done about an incident.
   *
   * `GET /api/v1/notification-dispatches/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationDispatches.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<NotificationDispatch> {
    return this.send.data({ method: 'GET', path: '/api/v1/notification-dispatches/{id}', params: { id } }, options);
  }

  /**
   * Take the incident on: no policy tells of it any more.
   *
   * `POST /api/v1/notification-dispatches/{id}/acknowledge`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationDispatches.acknowledge('019b0000-0000-7000-8000-000000000000');
   */
  acknowledge(id: string, options?: CallOptions): Promise<NotificationDispatch> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/notification-dispatches/{id}/acknowledge', params: { id } },
      options,
    );
  }
}
