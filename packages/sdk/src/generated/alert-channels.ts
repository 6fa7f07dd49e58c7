// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AlertChannel,
  AlertDelivery,
  CreateAlertChannelRequest,
  DeleteAlertChannelAnswer,
  ListAlertChannelDeliveriesQuery,
  ListAlertChannelsQuery,
  TestAlertChannelAnswer,
  TestAlertChannelConfigAnswer,
  TestAlertChannelConfigRequest,
  UpdateAlertChannelRequest,
} from './models.ts';

/** `client.alertChannels.deliveries` */
export class AlertChannelsDeliveriesResource extends Resource {
  /**
   * List what was told to an alert channel, newest first.
   *
   * `GET /api/v1/alert-channels/{id}/deliveries`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.alertChannels.deliveries.list('019b0000-0000-7000-8000-000000000000'))
   *   console.log(one);
   */
  list(
    id: string,
    query?: ListAlertChannelDeliveriesQuery,
    options?: CallOptions,
  ): Paged<AlertDelivery, Page<AlertDelivery>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/alert-channels/{id}/deliveries', params: { id }, query },
      options,
    );
  }
}

/** Where to tell: chat, mail, telephone, on-call services, tickets, webhooks. `client.alertChannels` */
export class AlertChannelsResource extends Resource {
  /** `client.alertChannels.deliveries` */
  readonly deliveries = new AlertChannelsDeliveriesResource(this.send);

  /**
   * List alert channels.
   *
   * `GET /api/v1/alert-channels`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.alertChannels.list()) console.log(one);
   */
  list(query?: ListAlertChannelsQuery, options?: CallOptions): Paged<AlertChannel, Page<AlertChannel>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/alert-channels', query }, options);
  }

  /**
   * Make an alert channel.
   *
   * `POST /api/v1/alert-channels`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.create({
   *   name: 'on call',
   *   config: { channelType: 'slack', webhookUrl: 'https://hooks.slack.com/services/…' },
   * });
   */
  create(body: CreateAlertChannelRequest, options?: CallOptions): Promise<AlertChannel> {
    return this.send.data({ method: 'POST', path: '/api/v1/alert-channels', body, makes: true }, options);
  }

  /**
   * Send a test message with settings that are not stored.
   *
   * `POST /api/v1/alert-channels/test`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.testConfig({ config: { channelType: 'apprise', apiUrl: 'shop' } });
   */
  testConfig(body: TestAlertChannelConfigRequest, options?: CallOptions): Promise<TestAlertChannelConfigAnswer> {
    return this.send.data({ method: 'POST', path: '/api/v1/alert-channels/test', body }, options);
  }

  /**
   * Show an alert channel.
   *
   * `GET /api/v1/alert-channels/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<AlertChannel> {
    return this.send.data({ method: 'GET', path: '/api/v1/alert-channels/{id}', params: { id } }, options);
  }

  /**
   * Change an alert channel.
   *
   * `PUT /api/v1/alert-channels/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.update('019b0000-0000-7000-8000-000000000000', {
   *   name: 'on call',
   *   config: { channelType: 'slack', webhookUrl: 'https://hooks.slack.com/services/…' },
   * });
   */
  update(id: string, body: UpdateAlertChannelRequest, options?: CallOptions): Promise<AlertChannel> {
    return this.send.data({ method: 'PUT', path: '/api/v1/alert-channels/{id}', params: { id }, body }, options);
  }

  /**
   * Delete an alert channel, also from its monitors.
   *
   * `DELETE /api/v1/alert-channels/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<DeleteAlertChannelAnswer> {
    return this.send.whole({ method: 'DELETE', path: '/api/v1/alert-channels/{id}', params: { id } }, options);
  }

  /**
   * Send a test message.
   *
   * `POST /api/v1/alert-channels/{id}/test`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.alertChannels.test('019b0000-0000-7000-8000-000000000000');
   */
  test(id: string, options?: CallOptions): Promise<TestAlertChannelAnswer> {
    return this.send.data({ method: 'POST', path: '/api/v1/alert-channels/{id}/test', params: { id } }, options);
  }
}
