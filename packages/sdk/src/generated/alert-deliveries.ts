// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { AlertDelivery, DeliveryAttempt } from './models.ts';

/** `client.alertDeliveries.attempts` */
export class AlertDeliveriesAttemptsResource extends Resource {
  /**
   * List the attempts at a delivery.
   *
   * `GET /api/v1/alert-deliveries/{id}/attempts`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.alertDeliveries.attempts.list('019b0000-0000-7000-8000-000000000000'))
   *   console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<DeliveryAttempt, Page<DeliveryAttempt>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/alert-deliveries/{id}/attempts', params: { id } }, options);
  }
}

/** What was told, attempt by attempt. `client.alertDeliveries` */
export class AlertDeliveriesResource extends Resource {
  /** `client.alertDeliveries.attempts` */
  readonly attempts = new AlertDeliveriesAttemptsResource(this.send);

  /**
   * Try a delivery again, now.
   *
   * `POST /api/v1/alert-deliveries/{id}/retry`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertDeliveries.retry('019b0000-0000-7000-8000-000000000000');
   */
  retry(id: string, options?: CallOptions): Promise<AlertDelivery> {
    return this.send.data({ method: 'POST', path: '/api/v1/alert-deliveries/{id}/retry', params: { id } }, options);
  }

  /**
   * Do not send a delivery that waits.
   *
   * `POST /api/v1/alert-deliveries/{id}/cancel`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertDeliveries.cancel('019b0000-0000-7000-8000-000000000000');
   */
  cancel(id: string, options?: CallOptions): Promise<AlertDelivery> {
    return this.send.data({ method: 'POST', path: '/api/v1/alert-deliveries/{id}/cancel', params: { id } }, options);
  }
}
