// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  CreateNotificationPolicyRequest,
  ListNotificationPolicyDispatchesQuery,
  NotificationDispatch,
  NotificationPolicy,
  PreviewNotificationsAnswer,
  PreviewNotificationsRequest,
  TestNotificationPolicyAnswer,
  TestNotificationPolicyRequest,
  UpdateNotificationPolicyRequest,
} from './models.ts';

/** `client.notificationPolicies.dispatches` */
export class NotificationPoliciesDispatchesResource extends Resource {
  /**
   * List what a policy has done, newest first.
   *
   * `GET /api/v1/notification-policies/{id}/dispatches`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.notificationPolicies.dispatches.list('019b0000-0000-7000-8000-000000000000'))
   *   console.log(one);
   */
  list(
    id: string,
    query?: ListNotificationPolicyDispatchesQuery,
    options?: CallOptions,
  ): Paged<NotificationDispatch, Page<NotificationDispatch>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/notification-policies/{id}/dispatches', params: { id }, query },
      options,
    );
  }
}

/** Who is told of which incidents, step by step. `client.notificationPolicies` */
export class NotificationPoliciesResource extends Resource {
  /** `client.notificationPolicies.dispatches` */
  readonly dispatches = new NotificationPoliciesDispatchesResource(this.send);

  /**
   * List notification policies, higher priorities first.
   *
   * `GET /api/v1/notification-policies`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.notificationPolicies.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<NotificationPolicy, Page<NotificationPolicy>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/notification-policies' }, options);
  }

  /**
   * Make a notification policy.
   *
   * `POST /api/v1/notification-policies`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationPolicies.create({
   *   name: 'on call',
   *   matchRules: [{ type: 'severity_gte', value: 'DOWN' }],
   *   escalation: {
   *     steps: [{ delayMinutes: 0, channelIds: ['0199aa00-0000-7000-8000-000000000001'], repeatIntervalSeconds: 300 }],
   *   },
   * });
   */
  create(body: CreateNotificationPolicyRequest, options?: CallOptions): Promise<NotificationPolicy> {
    return this.send.data({ method: 'POST', path: '/api/v1/notification-policies', body, makes: true }, options);
  }

  /**
   * Show a notification policy.
   *
   * `GET /api/v1/notification-policies/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationPolicies.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<NotificationPolicy> {
    return this.send.data({ method: 'GET', path: '/api/v1/notification-policies/{id}', params: { id } }, options);
  }

  /**
   * Change a notification policy; what is left out stays.
   *
   * `PUT /api/v1/notification-policies/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationPolicies.update('019b0000-0000-7000-8000-000000000000', { name: 'shop' });
   */
  update(id: string, body: UpdateNotificationPolicyRequest, options?: CallOptions): Promise<NotificationPolicy> {
    return this.send.data({ method: 'PUT', path: '/api/v1/notification-policies/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a notification policy; what it has begun goes no further.
   *
   * `DELETE /api/v1/notification-policies/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.notificationPolicies.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/notification-policies/{id}', params: { id } }, options);
  }

  /**
   * Say which rules of a policy match an incident; nobody is told.
   *
   * `POST /api/v1/notification-policies/{id}/test`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationPolicies.test('019b0000-0000-7000-8000-000000000000', { severity: 'DOWN' });
   */
  test(id: string, body?: TestNotificationPolicyRequest, options?: CallOptions): Promise<TestNotificationPolicyAnswer> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/notification-policies/{id}/test', params: { id }, body },
      options,
    );
  }

  /**
   * Say who would be told of a monitor, and when; nobody is told.
   *
   * `POST /api/v1/notification-policies/preview`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.notificationPolicies.preview({ monitorId: '019b0000-0000-7000-8000-000000000000' });
   */
  preview(body: PreviewNotificationsRequest, options?: CallOptions): Promise<PreviewNotificationsAnswer> {
    return this.send.data({ method: 'POST', path: '/api/v1/notification-policies/preview', body }, options);
  }
}
