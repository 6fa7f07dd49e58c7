// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AcknowledgeIncidentRequest,
  AddIncidentUpdateRequest,
  CreateManualIncidentRequest,
  Incident,
  IncidentDetail,
  IncidentExplanation,
  ListIncidentsQuery,
  ResolveIncidentRequest,
  UnacknowledgeIncidentRequest,
} from './models.ts';

/** `client.incidents.updates` */
export class IncidentsUpdatesResource extends Resource {
  /**
   * Add to the timeline of an incident.
   *
   * `POST /api/v1/incidents/{id}/updates`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.updates.create('019b0000-0000-7000-8000-000000000000', {
   *   notifySubscribers: true,
   * });
   */
  create(id: string, body: AddIncidentUpdateRequest, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/incidents/{id}/updates', params: { id }, body, makes: true },
      options,
    );
  }
}

/** When something was down or degraded, and why. `client.incidents` */
export class IncidentsResource extends Resource {
  /** `client.incidents.updates` */
  readonly updates = new IncidentsUpdatesResource(this.send);

  /**
   * List incidents.
   *
   * `GET /api/v1/incidents`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.incidents.list()) console.log(one);
   */
  list(query?: ListIncidentsQuery, options?: CallOptions): Paged<Incident, Page<Incident>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/incidents', query }, options);
  }

  /**
   * Open an incident by hand.
   *
   * `POST /api/v1/incidents`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.create({ title: 'Payments are slow', severity: 'DEGRADED' });
   */
  create(body: CreateManualIncidentRequest, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data({ method: 'POST', path: '/api/v1/incidents', body, makes: true }, options);
  }

  /**
   * Show an incident and its timeline.
   *
   * `GET /api/v1/incidents/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data({ method: 'GET', path: '/api/v1/incidents/{id}', params: { id } }, options);
  }

  /**
   * Resolve an incident.
   *
   * `POST /api/v1/incidents/{id}/resolve`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.resolve('019b0000-0000-7000-8000-000000000000', { body: 'shop' });
   */
  resolve(id: string, body?: ResolveIncidentRequest, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data({ method: 'POST', path: '/api/v1/incidents/{id}/resolve', params: { id }, body }, options);
  }

  /**
   * Take an incident on, for good or for a while: policies tell no more of it.
   *
   * `POST /api/v1/incidents/{id}/acknowledge`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.acknowledge('019b0000-0000-7000-8000-000000000000', {
   *   body: 'on it',
   *   snoozeMinutes: 60,
   * });
   */
  acknowledge(id: string, body?: AcknowledgeIncidentRequest, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/incidents/{id}/acknowledge', params: { id }, body },
      options,
    );
  }

  /**
   * Give an incident back: policies tell of it again.
   *
   * `POST /api/v1/incidents/{id}/unacknowledge`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.unacknowledge('019b0000-0000-7000-8000-000000000000', { body: 'shop' });
   */
  unacknowledge(id: string, body?: UnacknowledgeIncidentRequest, options?: CallOptions): Promise<IncidentDetail> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/incidents/{id}/unacknowledge', params: { id }, body },
      options,
    );
  }

  /**
   * Explain an incident.
   * Why it fired, what each region saw, what was different, who was told and who was not: as data and in sentences.
   *
   * `GET /api/v1/incidents/{id}/explanation`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.incidents.explain('019b0000-0000-7000-8000-000000000000');
   */
  explain(id: string, options?: CallOptions): Promise<IncidentExplanation> {
    return this.send.data({ method: 'GET', path: '/api/v1/incidents/{id}/explanation', params: { id } }, options);
  }
}
