// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  CreateEnvironmentRequest,
  Environment,
  ListEnvironmentsQuery,
  UpdateEnvironmentRequest,
} from './models.ts';

/** Variables of monitors, by place: production, staging. `client.environments` */
export class EnvironmentsResource extends Resource {
  /**
   * List environments.
   *
   * `GET /api/v1/environments`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.environments.list()) console.log(one);
   */
  list(query?: ListEnvironmentsQuery, options?: CallOptions): Paged<Environment, Page<Environment>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/environments', query }, options);
  }

  /**
   * Make an environment.
   * One that is the default takes that from the one before.
   *
   * `POST /api/v1/environments`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.environments.create({
   *   name: 'Production',
   *   slug: 'prod',
   *   variables: { BASE_URL: 'https://shop.example' },
   *   isDefault: true,
   * });
   */
  create(body: CreateEnvironmentRequest, options?: CallOptions): Promise<Environment> {
    return this.send.data({ method: 'POST', path: '/api/v1/environments', body, makes: true }, options);
  }

  /**
   * Show an environment.
   *
   * `GET /api/v1/environments/{slug}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.environments.get('slug');
   */
  get(slug: string, options?: CallOptions): Promise<Environment> {
    return this.send.data({ method: 'GET', path: '/api/v1/environments/{slug}', params: { slug } }, options);
  }

  /**
   * Change an environment.
   * What is left out stays; `variables` are replaced as a whole. Monitors that name a changed one are looked at at once.
   *
   * `PUT /api/v1/environments/{slug}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.environments.update('slug', { variables: { BASE_URL: 'https://shop.example' } });
   */
  update(slug: string, body: UpdateEnvironmentRequest, options?: CallOptions): Promise<Environment> {
    return this.send.data({ method: 'PUT', path: '/api/v1/environments/{slug}', params: { slug }, body }, options);
  }

  /**
   * Delete an environment.
   * Refused while a monitor is in it, or a resource group names it.
   *
   * `DELETE /api/v1/environments/{slug}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.environments.delete('slug');
   */
  delete(slug: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/environments/{slug}', params: { slug } }, options);
  }
}
