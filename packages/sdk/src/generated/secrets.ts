// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { CreateSecretRequest, ListSecretsQuery, Secret, UpdateSecretRequest } from './models.ts';

/** Values that monitors use and nobody sees again. `client.secrets` */
export class SecretsResource extends Resource {
  /**
   * List secrets.
   * Their values are never shown.
   *
   * `GET /api/v1/secrets`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.secrets.list()) console.log(one);
   */
  list(query?: ListSecretsQuery, options?: CallOptions): Paged<Secret, Page<Secret>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/secrets', query }, options);
  }

  /**
   * Make a secret.
   * A monitor's settings name it: `{{secrets.KEY}}`.
   *
   * `POST /api/v1/secrets`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.secrets.create({ key: 'SHOP_TOKEN', value: 'what nobody sees again' });
   */
  create(body: CreateSecretRequest, options?: CallOptions): Promise<Secret> {
    return this.send.data({ method: 'POST', path: '/api/v1/secrets', body, makes: true }, options);
  }

  /**
   * Change a secret.
   * Every monitor that uses it is looked at with the new value at once.
   *
   * `PUT /api/v1/secrets/{key}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.secrets.update('key', { value: 'what nobody sees again' });
   */
  update(key: string, body: UpdateSecretRequest, options?: CallOptions): Promise<Secret> {
    return this.send.data({ method: 'PUT', path: '/api/v1/secrets/{key}', params: { key }, body }, options);
  }

  /**
   * Delete a secret.
   * Refused while a monitor uses it.
   *
   * `DELETE /api/v1/secrets/{key}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.secrets.delete('key');
   */
  delete(key: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/secrets/{key}', params: { key } }, options);
  }
}
