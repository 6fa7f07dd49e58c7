// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { CreateTagRequest, ListTagsQuery, ListedTag, Tag, UpdateTagRequest } from './models.ts';

/** Words to find monitors by. `client.tags` */
export class TagsResource extends Resource {
  /**
   * List tags.
   *
   * `GET /api/v1/tags`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.tags.list()) console.log(one);
   */
  list(query?: ListTagsQuery, options?: CallOptions): Paged<ListedTag, Page<ListedTag>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/tags', query }, options);
  }

  /**
   * Make a tag.
   *
   * `POST /api/v1/tags`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.tags.create({ name: 'production', color: '#2563eb' });
   */
  create(body: CreateTagRequest, options?: CallOptions): Promise<Tag> {
    return this.send.data({ method: 'POST', path: '/api/v1/tags', body, makes: true }, options);
  }

  /**
   * Show a tag.
   *
   * `GET /api/v1/tags/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.tags.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<Tag> {
    return this.send.data({ method: 'GET', path: '/api/v1/tags/{id}', params: { id } }, options);
  }

  /**
   * Change a tag.
   *
   * `PUT /api/v1/tags/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.tags.update('019b0000-0000-7000-8000-000000000000', { name: 'shop' });
   */
  update(id: string, body: UpdateTagRequest, options?: CallOptions): Promise<Tag> {
    return this.send.data({ method: 'PUT', path: '/api/v1/tags/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a tag, also from its monitors.
   *
   * `DELETE /api/v1/tags/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.tags.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/tags/{id}', params: { id } }, options);
  }
}
