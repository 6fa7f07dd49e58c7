// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { Organization, UpdateOrgDetailsRequest } from './models.ts';

/** Who runs this server. `client.organization` */
export class OrganizationResource extends Resource {
  /**
   * Show who runs this server.
   *
   * `GET /api/v1/org`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.organization.get();
   */
  get(options?: CallOptions): Promise<Organization> {
    return this.send.data({ method: 'GET', path: '/api/v1/org' }, options);
  }

  /**
   * Say who runs this server.
   *
   * `PUT /api/v1/org`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.organization.update({ name: 'Shop', email: 'ops@shop.test' });
   */
  update(body: UpdateOrgDetailsRequest, options?: CallOptions): Promise<Organization> {
    return this.send.data({ method: 'PUT', path: '/api/v1/org', body }, options);
  }
}
