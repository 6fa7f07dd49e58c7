// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { Organization, SetSignInRulesRequest, SignInRules, UpdateOrgDetailsRequest } from './models.ts';

/** `client.organization.signInRules` */
export class OrganizationSignInRulesResource extends Resource {
  /**
   * Show what is demanded of whoever signs in.
   *
   * `GET /api/v1/org/sign-in-rules`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.organization.signInRules.get();
   */
  get(options?: CallOptions): Promise<SignInRules> {
    return this.send.data({ method: 'GET', path: '/api/v1/org/sign-in-rules' }, options);
  }

  /**
   * Demand a second factor of everybody, or no more: for owners.
   *
   * `PUT /api/v1/org/sign-in-rules`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.organization.signInRules.set({ demandsSecondFactor: true });
   */
  set(body: SetSignInRulesRequest, options?: CallOptions): Promise<SignInRules> {
    return this.send.data({ method: 'PUT', path: '/api/v1/org/sign-in-rules', body }, options);
  }
}

/** Who runs this server. `client.organization` */
export class OrganizationResource extends Resource {
  /** `client.organization.signInRules` */
  readonly signInRules = new OrganizationSignInRulesResource(this.send);

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
