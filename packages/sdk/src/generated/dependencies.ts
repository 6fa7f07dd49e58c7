// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { ListDependenciesQuery, SharedDependency } from './models.ts';

/** What targets say that they need: how each dependency is, and how it was. `client.dependencies` */
export class DependenciesResource extends Resource {
  /**
   * List all dependencies, with the monitors that report them.
   * By name, whatever its case; the worst first, then those that most monitors report.
   *
   * `GET /api/v1/dependencies`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.dependencies.list()) console.log(one);
   */
  list(query?: ListDependenciesQuery, options?: CallOptions): Paged<SharedDependency, Page<SharedDependency>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/dependencies', query }, options);
  }
}
