// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AddCustomDomainRequest,
  AdminAddSubscriberRequest,
  ComponentUptimeDay,
  CreateStatusPageComponentGroupRequest,
  CreateStatusPageComponentRequest,
  CreateStatusPageIncidentRequest,
  CreateStatusPageIncidentUpdateRequest,
  CreateStatusPageRequest,
  GetStatusPageComponentUptimeQuery,
  ListStatusPageIncidentsQuery,
  ListStatusPageSubscribersQuery,
  ListStatusPagesQuery,
  PreviewStatusPageIncidentRequest,
  PreviewStatusPageRequest,
  PublishStatusPageIncidentRequest,
  ReorderComponentsRequest,
  ReorderPageLayoutRequest,
  StatusPage,
  StatusPageComponent,
  StatusPageComponentGroup,
  StatusPageCopy,
  StatusPageCustomDomain,
  StatusPageIncident,
  StatusPagePreview,
  StatusPageSubscriber,
  UpdateStatusPageComponentGroupRequest,
  UpdateStatusPageComponentRequest,
  UpdateStatusPageIncidentRequest,
  UpdateStatusPageRequest,
} from './models.ts';

/** `client.statusPages.components` */
export class StatusPagesComponentsResource extends Resource {
  /**
   * List the components of a status page, as they stand now.
   *
   * `GET /api/v1/status-pages/{id}/components`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.components.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<StatusPageComponent, Page<StatusPageComponent>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/status-pages/{id}/components', params: { id } }, options);
  }

  /**
   * Put a monitor, a resource group or a name onto a status page.
   *
   * `POST /api/v1/status-pages/{id}/components`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.components.create('019b0000-0000-7000-8000-000000000000', {
   *   name: 'Checkout',
   *   type: 'STATIC',
   * });
   */
  create(id: string, body: CreateStatusPageComponentRequest, options?: CallOptions): Promise<StatusPageComponent> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/components', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Change a component of a status page.
   *
   * `PUT /api/v1/status-pages/{id}/components/{componentId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.components.update(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { name: 'Checkout' },
   * );
   */
  update(
    id: string,
    componentId: string,
    body: UpdateStatusPageComponentRequest,
    options?: CallOptions,
  ): Promise<StatusPageComponent> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/status-pages/{id}/components/{componentId}', params: { id, componentId }, body },
      options,
    );
  }

  /**
   * Take a component off a status page.
   *
   * `DELETE /api/v1/status-pages/{id}/components/{componentId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.components.delete(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  delete(id: string, componentId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/status-pages/{id}/components/{componentId}', params: { id, componentId } },
      options,
    );
  }

  /**
   * How a component was, day by day (UTC)
   * Maintenance is left out; days of which nothing is known are not listed.
   *
   * `GET /api/v1/status-pages/{id}/components/{componentId}/uptime`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.components.uptime(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * ))
   *   console.log(one);
   */
  uptime(
    id: string,
    componentId: string,
    query?: GetStatusPageComponentUptimeQuery,
    options?: CallOptions,
  ): Paged<ComponentUptimeDay, Page<ComponentUptimeDay>> {
    return this.send.pages(
      {
        method: 'GET',
        path: '/api/v1/status-pages/{id}/components/{componentId}/uptime',
        params: { id, componentId },
        query,
      },
      options,
    );
  }

  /**
   * Say in which order components stand, and in which group.
   *
   * `PUT /api/v1/status-pages/{id}/components/reorder`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.components.reorder('019b0000-0000-7000-8000-000000000000', {
   *   positions: [{ componentId: '019b0000-0000-7000-8000-000000000000', displayOrder: 1 }],
   * });
   */
  reorder(id: string, body: ReorderComponentsRequest, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'PUT', path: '/api/v1/status-pages/{id}/components/reorder', params: { id }, body },
      options,
    );
  }
}

/** `client.statusPages.groups` */
export class StatusPagesGroupsResource extends Resource {
  /**
   * List the groups of a status page with their components.
   *
   * `GET /api/v1/status-pages/{id}/groups`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.groups.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<StatusPageComponentGroup, Page<StatusPageComponentGroup>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/status-pages/{id}/groups', params: { id } }, options);
  }

  /**
   * Make a group of components.
   *
   * `POST /api/v1/status-pages/{id}/groups`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.groups.create('019b0000-0000-7000-8000-000000000000', { name: 'Europe' });
   */
  create(
    id: string,
    body: CreateStatusPageComponentGroupRequest,
    options?: CallOptions,
  ): Promise<StatusPageComponentGroup> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/groups', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Change a group of components.
   *
   * `PUT /api/v1/status-pages/{id}/groups/{groupId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.groups.update(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { name: 'Europe' },
   * );
   */
  update(
    id: string,
    groupId: string,
    body: UpdateStatusPageComponentGroupRequest,
    options?: CallOptions,
  ): Promise<StatusPageComponentGroup> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/status-pages/{id}/groups/{groupId}', params: { id, groupId }, body },
      options,
    );
  }

  /**
   * Delete a group; its components stay on the page.
   *
   * `DELETE /api/v1/status-pages/{id}/groups/{groupId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.groups.delete(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  delete(id: string, groupId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/status-pages/{id}/groups/{groupId}', params: { id, groupId } },
      options,
    );
  }
}

/** `client.statusPages.incidents` */
export class StatusPagesIncidentsResource extends Resource {
  /**
   * List what a status page tells of, newest first.
   *
   * `GET /api/v1/status-pages/{id}/incidents`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.incidents.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListStatusPageIncidentsQuery,
    options?: CallOptions,
  ): Paged<StatusPageIncident, Page<StatusPageIncident>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/status-pages/{id}/incidents', params: { id }, query },
      options,
    );
  }

  /**
   * Tell readers of an incident, or announce work.
   *
   * `POST /api/v1/status-pages/{id}/incidents`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.create('019b0000-0000-7000-8000-000000000000', {
   *   title: 'Orders fail',
   *   impact: 'MAJOR',
   *   body: 'We are looking into it.',
   * });
   */
  create(id: string, body: CreateStatusPageIncidentRequest, options?: CallOptions): Promise<StatusPageIncident> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/incidents', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Show an incident of a status page with its timeline.
   *
   * `GET /api/v1/status-pages/{id}/incidents/{incidentId}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.get(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  get(id: string, incidentId: string, options?: CallOptions): Promise<StatusPageIncident> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/status-pages/{id}/incidents/{incidentId}', params: { id, incidentId } },
      options,
    );
  }

  /**
   * Change an incident of a status page.
   *
   * `PUT /api/v1/status-pages/{id}/incidents/{incidentId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.update(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { postmortemBody: 'It was DNS.' },
   * );
   */
  update(
    id: string,
    incidentId: string,
    body: UpdateStatusPageIncidentRequest,
    options?: CallOptions,
  ): Promise<StatusPageIncident> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/status-pages/{id}/incidents/{incidentId}', params: { id, incidentId }, body },
      options,
    );
  }

  /**
   * Delete an incident of a status page; readers see nothing of it any more.
   *
   * `DELETE /api/v1/status-pages/{id}/incidents/{incidentId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.incidents.delete(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  delete(id: string, incidentId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/status-pages/{id}/incidents/{incidentId}', params: { id, incidentId } },
      options,
    );
  }

  /**
   * Show a draft to readers.
   *
   * `POST /api/v1/status-pages/{id}/incidents/{incidentId}/publish`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.publish(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { title: 'shop' },
   * );
   */
  publish(
    id: string,
    incidentId: string,
    body?: PublishStatusPageIncidentRequest,
    options?: CallOptions,
  ): Promise<StatusPageIncident> {
    return this.send.data(
      {
        method: 'POST',
        path: '/api/v1/status-pages/{id}/incidents/{incidentId}/publish',
        params: { id, incidentId },
        body,
      },
      options,
    );
  }

  /**
   * Drop a draft for good.
   *
   * `POST /api/v1/status-pages/{id}/incidents/{incidentId}/dismiss`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.incidents.dismiss(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  dismiss(id: string, incidentId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'POST', path: '/api/v1/status-pages/{id}/incidents/{incidentId}/dismiss', params: { id, incidentId } },
      options,
    );
  }

  /**
   * Tell readers how it goes on.
   *
   * `POST /api/v1/status-pages/{id}/incidents/{incidentId}/updates`
   * @param options has an `idempotencyKey` of its own unless you give one; `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.addUpdate(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { status: 'IDENTIFIED', body: 'The payment provider is down.' },
   * );
   */
  addUpdate(
    id: string,
    incidentId: string,
    body: CreateStatusPageIncidentUpdateRequest,
    options?: CallOptions,
  ): Promise<StatusPageIncident> {
    return this.send.data(
      {
        method: 'POST',
        path: '/api/v1/status-pages/{id}/incidents/{incidentId}/updates',
        params: { id, incidentId },
        body,
        makes: true,
      },
      options,
    );
  }

  /**
   * Show an incident of a status page as it would be.
   * Nothing is kept of it but the document, for five minutes, under an address that cannot be guessed.
   *
   * `POST /api/v1/status-pages/{id}/incidents/preview`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.incidents.preview('019b0000-0000-7000-8000-000000000000', {
   *   opening: { title: 'Orders fail', impact: 'MAJOR', body: 'We are **looking** into it.' },
   * });
   */
  preview(id: string, body: PreviewStatusPageIncidentRequest, options?: CallOptions): Promise<StatusPagePreview> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/incidents/preview', params: { id }, body },
      options,
    );
  }
}

/** `client.statusPages.subscribers` */
export class StatusPagesSubscribersResource extends Resource {
  /**
   * List who is to be told of a status page by mail.
   *
   * `GET /api/v1/status-pages/{id}/subscribers`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.subscribers.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListStatusPageSubscribersQuery,
    options?: CallOptions,
  ): Paged<StatusPageSubscriber, Page<StatusPageSubscriber>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/status-pages/{id}/subscribers', params: { id }, query },
      options,
    );
  }

  /**
   * Add somebody who is to be told by mail, once they have confirmed it.
   *
   * `POST /api/v1/status-pages/{id}/subscribers`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.subscribers.add('019b0000-0000-7000-8000-000000000000', {
   *   email: 'ada@shop.test',
   * });
   */
  add(id: string, body: AdminAddSubscriberRequest, options?: CallOptions): Promise<StatusPageSubscriber> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/subscribers', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Take a subscriber off the list.
   *
   * `DELETE /api/v1/status-pages/{id}/subscribers/{subscriberId}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.subscribers.remove(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  remove(id: string, subscriberId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/status-pages/{id}/subscribers/{subscriberId}', params: { id, subscriberId } },
      options,
    );
  }
}

/** `client.statusPages.domains` */
export class StatusPagesDomainsResource extends Resource {
  /**
   * List the domains of a status page.
   *
   * `GET /api/v1/status-pages/{id}/domains`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.domains.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<StatusPageCustomDomain, Page<StatusPageCustomDomain>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/status-pages/{id}/domains', params: { id } }, options);
  }

  /**
   * Give a status page a domain of its own.
   *
   * `POST /api/v1/status-pages/{id}/domains`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.domains.add('019b0000-0000-7000-8000-000000000000', {
   *   hostname: 'status.example.org',
   * });
   */
  add(id: string, body: AddCustomDomainRequest, options?: CallOptions): Promise<StatusPageCustomDomain> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/domains', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Take a domain from a status page.
   *
   * `DELETE /api/v1/status-pages/{id}/domains/{domainId}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.domains.remove(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  remove(id: string, domainId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/status-pages/{id}/domains/{domainId}', params: { id, domainId } },
      options,
    );
  }

  /**
   * Look whether the DNS of a domain proves that it is yours.
   *
   * `POST /api/v1/status-pages/{id}/domains/{domainId}/verify`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.domains.verify(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  verify(id: string, domainId: string, options?: CallOptions): Promise<StatusPageCustomDomain> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/domains/{domainId}/verify', params: { id, domainId } },
      options,
    );
  }

  /**
   * Make a domain the one that links name.
   *
   * `POST /api/v1/status-pages/{id}/domains/{domainId}/primary`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.domains.makePrimary(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  makePrimary(id: string, domainId: string, options?: CallOptions): Promise<StatusPageCustomDomain> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/status-pages/{id}/domains/{domainId}/primary', params: { id, domainId } },
      options,
    );
  }
}

/** What the public is told: components, incidents, announced work. `client.statusPages` */
export class StatusPagesResource extends Resource {
  /** `client.statusPages.components` */
  readonly components = new StatusPagesComponentsResource(this.send);

  /** `client.statusPages.groups` */
  readonly groups = new StatusPagesGroupsResource(this.send);

  /** `client.statusPages.incidents` */
  readonly incidents = new StatusPagesIncidentsResource(this.send);

  /** `client.statusPages.subscribers` */
  readonly subscribers = new StatusPagesSubscribersResource(this.send);

  /** `client.statusPages.domains` */
  readonly domains = new StatusPagesDomainsResource(this.send);

  /**
   * List status pages.
   *
   * `GET /api/v1/status-pages`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.statusPages.list()) console.log(one);
   */
  list(query?: ListStatusPagesQuery, options?: CallOptions): Paged<StatusPage, Page<StatusPage>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/status-pages', query }, options);
  }

  /**
   * Make a status page.
   *
   * `POST /api/v1/status-pages`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.create({ name: 'Shop', slug: 'shop', branding: { theme: 'dark' } });
   */
  create(body: CreateStatusPageRequest, options?: CallOptions): Promise<StatusPage> {
    return this.send.data({ method: 'POST', path: '/api/v1/status-pages', body, makes: true }, options);
  }

  /**
   * Show a status page.
   *
   * `GET /api/v1/status-pages/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<StatusPage> {
    return this.send.data({ method: 'GET', path: '/api/v1/status-pages/{id}', params: { id } }, options);
  }

  /**
   * Change a status page.
   *
   * `PUT /api/v1/status-pages/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.update('019b0000-0000-7000-8000-000000000000', {
   *   name: 'Shop',
   *   enabled: false,
   * });
   */
  update(id: string, body: UpdateStatusPageRequest, options?: CallOptions): Promise<StatusPage> {
    return this.send.data({ method: 'PUT', path: '/api/v1/status-pages/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a status page with all that is on it.
   *
   * `DELETE /api/v1/status-pages/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/status-pages/{id}', params: { id } }, options);
  }

  /**
   * Show a status page as files for another host; nobody renews them.
   *
   * `GET /api/v1/status-pages/{id}/copy`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.copy('019b0000-0000-7000-8000-000000000000');
   */
  copy(id: string, options?: CallOptions): Promise<StatusPageCopy> {
    return this.send.data({ method: 'GET', path: '/api/v1/status-pages/{id}/copy', params: { id } }, options);
  }

  /**
   * Say in which order groups and components stand on the page.
   *
   * `PUT /api/v1/status-pages/{id}/layout/reorder`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.statusPages.arrange('019b0000-0000-7000-8000-000000000000', { sections: [{ pageOrder: 1 }] });
   */
  arrange(id: string, body: ReorderPageLayoutRequest, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'PUT', path: '/api/v1/status-pages/{id}/layout/reorder', params: { id }, body },
      options,
    );
  }

  /**
   * Show a status page as it would be with a change.
   * Nothing is kept of it but the document, for five minutes, under an address that cannot be guessed.
   *
   * `POST /api/v1/status-pages/preview`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.statusPages.preview({ page: { name: 'Shop', branding: { theme: 'dark' } } });
   */
  preview(body: PreviewStatusPageRequest, options?: CallOptions): Promise<StatusPagePreview> {
    return this.send.data({ method: 'POST', path: '/api/v1/status-pages/preview', body }, options);
  }
}
