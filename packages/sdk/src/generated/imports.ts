// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { ImportEntryDto, ListImportsQuery, RememberImportsAnswer, RememberImportsRequest } from './models.ts';

/** What was brought from elsewhere, so that it is known again. `client.imports` */
export class ImportsResource extends Resource {
  /**
   * List what was imported from a source, and what it became.
   *
   * `GET /api/v1/imports/{source}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.imports.list('source')) console.log(one);
   */
  list(source: string, query?: ListImportsQuery, options?: CallOptions): Paged<ImportEntryDto, Page<ImportEntryDto>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/imports/{source}', params: { source }, query }, options);
  }

  /**
   * Remember what was imported from a source; what is not named stays.
   *
   * `PUT /api/v1/imports/{source}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.imports.remember('source', { entries: [] });
   */
  remember(source: string, body: RememberImportsRequest, options?: CallOptions): Promise<RememberImportsAnswer> {
    return this.send.data({ method: 'PUT', path: '/api/v1/imports/{source}', params: { source }, body }, options);
  }
}
