// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { GetHealthAnswer, Readiness, Self } from './models.ts';

/** How Upwatch itself is doing. `client.server` */
export class ServerResource extends Resource {
  /**
   * Whether the process lives.
   *
   * `GET /health`
   * @throws RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.server.health();
   */
  health(options?: CallOptions): Promise<GetHealthAnswer> {
    return this.send.whole({ method: 'GET', path: '/health' }, options);
  }

  /**
   * Whether the server can do its work, and which dependency stops it.
   *
   * `GET /ready`
   * @throws RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.server.ready();
   */
  ready(options?: CallOptions): Promise<Readiness> {
    return this.send.whole({ method: 'GET', path: '/ready', accepts: [503] }, options);
  }

  /**
   * Metrics in Prometheus text format; with an API key also those of single monitors.
   *
   * `GET /metrics`
   * @throws RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.server.metrics();
   */
  metrics(options?: CallOptions): Promise<string> {
    return this.send.text({ method: 'GET', path: '/metrics' }, options);
  }

  /**
   * Show how the server itself is: whether it can look, keep and tell.
   *
   * `GET /api/v1/self`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.server.self();
   */
  self(options?: CallOptions): Promise<Self> {
    return this.send.data({ method: 'GET', path: '/api/v1/self' }, options);
  }
}
