// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { AuthMeResponse } from './models.ts';

/** Who asks: the key of this request. `client.auth` */
export class AuthResource extends Resource {
  /**
   * Show who asks and what they may.
   *
   * `GET /api/v1/auth/me`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.me();
   */
  me(options?: CallOptions): Promise<AuthMeResponse> {
    return this.send.data({ method: 'GET', path: '/api/v1/auth/me' }, options);
  }
}
