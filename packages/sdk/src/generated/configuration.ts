// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AppliedConfiguration,
  ApplyConfigurationRequest,
  ConfigurationPlan,
  ExportConfigurationQuery,
  ExportedConfiguration,
  ManagedResource,
  PlanConfigurationRequest,
} from './models.ts';

/** `client.configuration.managed` */
export class ConfigurationManagedResource extends Resource {
  /**
   * List what config files brought: what is changed elsewhere they change back.
   *
   * `GET /api/v1/configuration/managed`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.configuration.managed.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<ManagedResource, Page<ManagedResource>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/configuration/managed' }, options);
  }
}

/** All that is configured as one document: plan, apply, export. `client.configuration` */
export class ConfigurationResource extends Resource {
  /** `client.configuration.managed` */
  readonly managed = new ConfigurationManagedResource(this.send);

  /**
   * Show all that is configured as a document.
   * Without secrets.
   *
   * `GET /api/v1/configuration`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.configuration.export();
   */
  export(query?: ExportConfigurationQuery, options?: CallOptions): Promise<ExportedConfiguration> {
    return this.send.data({ method: 'GET', path: '/api/v1/configuration', query }, options);
  }

  /**
   * Say what a document would change.
   * Changes nothing.
   *
   * `POST /api/v1/configuration/plan`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.configuration.plan({
   *   document: { monitors: [{ name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } }] },
   * });
   */
  plan(body: PlanConfigurationRequest, options?: CallOptions): Promise<ConfigurationPlan> {
    return this.send.data({ method: 'POST', path: '/api/v1/configuration/plan', body }, options);
  }

  /**
   * Make what is configured what a document says.
   * What is refused of single resources is said of each; the rest is done. May be asked again.
   *
   * `POST /api/v1/configuration/apply`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.configuration.apply({
   *   document: { monitors: [{ name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } }] },
   * });
   */
  apply(body: ApplyConfigurationRequest, options?: CallOptions): Promise<AppliedConfiguration> {
    return this.send.data({ method: 'POST', path: '/api/v1/configuration/apply', body }, options);
  }
}
