// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { Integration } from './models.ts';

/** Where to tell: chat, mail, telephone, on-call services, tickets, webhooks. `client.integrations` */
export class IntegrationsResource extends Resource {
  /**
   * List the kinds of alert channels, with their settings.
   *
   * `GET /api/v1/integrations`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.integrations.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<Integration, Page<Integration>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/integrations' }, options);
  }
}
