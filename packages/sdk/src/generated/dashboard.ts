// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { DashboardOverview } from './models.ts';

/** Everything in a few numbers: monitors and incidents. `client.dashboard` */
export class DashboardResource extends Resource {
  /**
   * Show how everything stands.
   *
   * `GET /api/v1/dashboard/overview`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.dashboard.overview();
   */
  overview(options?: CallOptions): Promise<DashboardOverview> {
    return this.send.data({ method: 'GET', path: '/api/v1/dashboard/overview' }, options);
  }
}
