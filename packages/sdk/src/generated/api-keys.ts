// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { ApiKey, ApiKeyCreateResponse, CreateApiKeyRequest, UpdateApiKeyRequest } from './models.ts';

/** Who may ask, and what. `client.apiKeys` */
export class ApiKeysResource extends Resource {
  /**
   * List API keys.
   *
   * `GET /api/v1/api-keys`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.apiKeys.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<ApiKey, Page<ApiKey>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/api-keys' }, options);
  }

  /**
   * Make an API key, shown this once.
   *
   * `POST /api/v1/api-keys`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.apiKeys.create({ name: 'deploy', scopes: ['write'] });
   */
  create(body: CreateApiKeyRequest, options?: CallOptions): Promise<ApiKeyCreateResponse> {
    return this.send.data({ method: 'POST', path: '/api/v1/api-keys', body, makes: true }, options);
  }

  /**
   * Show an API key.
   *
   * `GET /api/v1/api-keys/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.apiKeys.get(1);
   */
  get(id: number, options?: CallOptions): Promise<ApiKey> {
    return this.send.data({ method: 'GET', path: '/api/v1/api-keys/{id}', params: { id } }, options);
  }

  /**
   * Rename an API key.
   *
   * `PATCH /api/v1/api-keys/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.apiKeys.update(1, { name: 'shop' });
   */
  update(id: number, body: UpdateApiKeyRequest, options?: CallOptions): Promise<ApiKey> {
    return this.send.data({ method: 'PATCH', path: '/api/v1/api-keys/{id}', params: { id }, body }, options);
  }

  /**
   * Delete an API key.
   *
   * `DELETE /api/v1/api-keys/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.apiKeys.delete(1);
   */
  delete(id: number, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/api-keys/{id}', params: { id } }, options);
  }

  /**
   * Replace the key itself; the old one ends at once.
   *
   * `POST /api/v1/api-keys/{id}/regenerate`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.apiKeys.regenerate(1);
   */
  regenerate(id: number, options?: CallOptions): Promise<ApiKeyCreateResponse> {
    return this.send.data({ method: 'POST', path: '/api/v1/api-keys/{id}/regenerate', params: { id } }, options);
  }

  /**
   * End an API key at once.
   *
   * `POST /api/v1/api-keys/{id}/revoke`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.apiKeys.revoke(1);
   */
  revoke(id: number, options?: CallOptions): Promise<ApiKey> {
    return this.send.data({ method: 'POST', path: '/api/v1/api-keys/{id}/revoke', params: { id } }, options);
  }
}
