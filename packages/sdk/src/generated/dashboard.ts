// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { DashboardOverview, LastDay, ListLastDaysQuery } from './models.ts';

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

  /**
   * Show the last day of some monitors, hour by hour.
   * In the order of the ids; those that name no monitor are left out.
   *
   * `GET /api/v1/dashboard/last-day`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.dashboard.lastDays()) console.log(one);
   */
  lastDays(query: ListLastDaysQuery, options?: CallOptions): Paged<LastDay, Page<LastDay>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/dashboard/last-day', query }, options);
  }
}
