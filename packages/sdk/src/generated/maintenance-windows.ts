// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  CreateMaintenanceWindowRequest,
  ListMaintenanceOccurrencesQuery,
  ListMaintenanceWindowsQuery,
  MaintenanceOccurrence,
  MaintenanceWindow,
  UpdateMaintenanceWindowRequest,
} from './models.ts';

/** `client.maintenanceWindows.occurrences` */
export class MaintenanceWindowsOccurrencesResource extends Resource {
  /**
   * List when maintenance is in a span of time, of all windows or of those on a monitor.
   *
   * `GET /api/v1/maintenance-windows/occurrences`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.maintenanceWindows.occurrences.list()) console.log(one);
   */
  list(
    query: ListMaintenanceOccurrencesQuery,
    options?: CallOptions,
  ): Paged<MaintenanceOccurrence, Page<MaintenanceOccurrence>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/maintenance-windows/occurrences', query }, options);
  }
}

/** When nobody is to be told, or nothing is to be looked at. `client.maintenanceWindows` */
export class MaintenanceWindowsResource extends Resource {
  /** `client.maintenanceWindows.occurrences` */
  readonly occurrences = new MaintenanceWindowsOccurrencesResource(this.send);

  /**
   * List maintenance windows.
   *
   * `GET /api/v1/maintenance-windows`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.maintenanceWindows.list()) console.log(one);
   */
  list(query?: ListMaintenanceWindowsQuery, options?: CallOptions): Paged<MaintenanceWindow, Page<MaintenanceWindow>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/maintenance-windows', query }, options);
  }

  /**
   * Announce maintenance, or begin it now.
   *
   * `POST /api/v1/maintenance-windows`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.maintenanceWindows.create({
   *   startsAt: '2026-01-31T22:00:00Z',
   *   endsAt: '2026-01-31T23:00:00Z',
   *   reason: 'Database upgrade',
   * });
   */
  create(body: CreateMaintenanceWindowRequest, options?: CallOptions): Promise<MaintenanceWindow> {
    return this.send.data({ method: 'POST', path: '/api/v1/maintenance-windows', body, makes: true }, options);
  }

  /**
   * Show a maintenance window.
   *
   * `GET /api/v1/maintenance-windows/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.maintenanceWindows.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<MaintenanceWindow> {
    return this.send.data({ method: 'GET', path: '/api/v1/maintenance-windows/{id}', params: { id } }, options);
  }

  /**
   * Change a maintenance window.
   *
   * `PUT /api/v1/maintenance-windows/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.maintenanceWindows.update('019b0000-0000-7000-8000-000000000000', {
   *   startsAt: '2026-01-31T22:00:00Z',
   *   endsAt: '2026-01-31T23:00:00Z',
   *   reason: 'Database upgrade',
   * });
   */
  update(id: string, body: UpdateMaintenanceWindowRequest, options?: CallOptions): Promise<MaintenanceWindow> {
    return this.send.data({ method: 'PUT', path: '/api/v1/maintenance-windows/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a maintenance window; what was maintenance stays so.
   *
   * `DELETE /api/v1/maintenance-windows/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.maintenanceWindows.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/maintenance-windows/{id}', params: { id } }, options);
  }

  /**
   * End maintenance now; one that repeats comes again.
   *
   * `POST /api/v1/maintenance-windows/{id}/end`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.maintenanceWindows.end('019b0000-0000-7000-8000-000000000000');
   */
  end(id: string, options?: CallOptions): Promise<MaintenanceWindow> {
    return this.send.data({ method: 'POST', path: '/api/v1/maintenance-windows/{id}/end', params: { id } }, options);
  }
}
