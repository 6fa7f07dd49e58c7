// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  CreateWebhookEndpointRequest,
  ListWebhookDeliveriesQuery,
  ListWebhooksQuery,
  RotateWebhookSigningSecretAnswer,
  TestWebhookEndpointRequest,
  UpdateWebhookEndpointRequest,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEventCatalogResponse,
  WebhookSigningSecret,
  WebhookTestResult,
} from './models.ts';

/** `client.webhooks.events` */
export class WebhooksEventsResource extends Resource {
  /**
   * List the events that there are.
   *
   * `GET /api/v1/webhooks/events`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.events.list();
   */
  list(options?: CallOptions): Promise<WebhookEventCatalogResponse> {
    return this.send.whole({ method: 'GET', path: '/api/v1/webhooks/events' }, options);
  }
}

/** `client.webhooks.deliveries` */
export class WebhooksDeliveriesResource extends Resource {
  /**
   * List what was posted, newest first.
   *
   * `GET /api/v1/webhooks/{id}/deliveries`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.webhooks.deliveries.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListWebhookDeliveriesQuery,
    options?: CallOptions,
  ): Paged<WebhookDelivery, Page<WebhookDelivery>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/webhooks/{id}/deliveries', params: { id }, query }, options);
  }
}

/** `client.webhooks.signingSecret` */
export class WebhooksSigningSecretResource extends Resource {
  /**
   * Show whether events are signed.
   *
   * `GET /api/v1/webhooks/signing-secret`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.signingSecret.get();
   */
  get(options?: CallOptions): Promise<WebhookSigningSecret> {
    return this.send.data({ method: 'GET', path: '/api/v1/webhooks/signing-secret' }, options);
  }

  /**
   * Make a new signing secret.
   * It is shown this once. For 24 hours events carry the signatures of both, the new one first.
   *
   * `POST /api/v1/webhooks/signing-secret/rotate`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.signingSecret.rotate();
   */
  rotate(options?: CallOptions): Promise<RotateWebhookSigningSecretAnswer> {
    return this.send.data({ method: 'POST', path: '/api/v1/webhooks/signing-secret/rotate' }, options);
  }
}

/** Events that are posted to programs of yours, signed. `client.webhooks` */
export class WebhooksResource extends Resource {
  /** `client.webhooks.events` */
  readonly events = new WebhooksEventsResource(this.send);

  /** `client.webhooks.deliveries` */
  readonly deliveries = new WebhooksDeliveriesResource(this.send);

  /** `client.webhooks.signingSecret` */
  readonly signingSecret = new WebhooksSigningSecretResource(this.send);

  /**
   * List webhooks.
   *
   * `GET /api/v1/webhooks`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.webhooks.list()) console.log(one);
   */
  list(query?: ListWebhooksQuery, options?: CallOptions): Paged<WebhookEndpoint, Page<WebhookEndpoint>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/webhooks', query }, options);
  }

  /**
   * Have events posted.
   * Signed after Standard Webhooks, once there is a signing secret.
   *
   * `POST /api/v1/webhooks`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.create({
   *   url: 'https://hooks.example/upwatch',
   *   subscribedEvents: ['incident.created', 'incident.resolved'],
   * });
   */
  create(body: CreateWebhookEndpointRequest, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.send.data({ method: 'POST', path: '/api/v1/webhooks', body, makes: true }, options);
  }

  /**
   * Show a webhook.
   *
   * `GET /api/v1/webhooks/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.send.data({ method: 'GET', path: '/api/v1/webhooks/{id}', params: { id } }, options);
  }

  /**
   * Change a webhook.
   * What is left out stays. `enabled` begins anew after failures.
   *
   * `PUT /api/v1/webhooks/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.update('019b0000-0000-7000-8000-000000000000', { enabled: true });
   */
  update(id: string, body: UpdateWebhookEndpointRequest, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.send.data({ method: 'PUT', path: '/api/v1/webhooks/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a webhook and what waits for it.
   *
   * `DELETE /api/v1/webhooks/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.webhooks.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/webhooks/{id}', params: { id } }, options);
  }

  /**
   * Post a test, now.
   * Once; it is not kept.
   *
   * `POST /api/v1/webhooks/{id}/test`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.webhooks.test('019b0000-0000-7000-8000-000000000000', { eventType: 'incident.created' });
   */
  test(id: string, body?: TestWebhookEndpointRequest, options?: CallOptions): Promise<WebhookTestResult> {
    return this.send.data({ method: 'POST', path: '/api/v1/webhooks/{id}/test', params: { id }, body }, options);
  }
}
