// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AddResourceGroupMemberRequest,
  CreateResourceGroupRequest,
  GetResourceGroupQuery,
  ListResourceGroupsQuery,
  ResourceGroup,
  ResourceGroupHealth,
  ResourceGroupMember,
  UpdateResourceGroupRequest,
} from './models.ts';

/** `client.resourceGroups.members` */
export class ResourceGroupsMembersResource extends Resource {
  /**
   * Put a monitor into a resource group.
   *
   * `POST /api/v1/resource-groups/{id}/members`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.resourceGroups.members.add('019b0000-0000-7000-8000-000000000000', {
   *   memberType: 'monitor',
   *   memberId: '019b0000-0000-7000-8000-000000000000',
   * });
   */
  add(id: string, body: AddResourceGroupMemberRequest, options?: CallOptions): Promise<ResourceGroupMember> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/resource-groups/{id}/members', params: { id }, body, makes: true },
      options,
    );
  }

  /**
   * Take a monitor out of a resource group, by its id or that of the member.
   *
   * `DELETE /api/v1/resource-groups/{id}/members/{memberId}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.resourceGroups.members.remove(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  remove(id: string, memberId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/resource-groups/{id}/members/{memberId}', params: { id, memberId } },
      options,
    );
  }
}

/** Monitors that stand together: how many may be down before that is told once. `client.resourceGroups` */
export class ResourceGroupsResource extends Resource {
  /** `client.resourceGroups.members` */
  readonly members = new ResourceGroupsMembersResource(this.send);

  /**
   * List resource groups.
   *
   * `GET /api/v1/resource-groups`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.resourceGroups.list()) console.log(one);
   */
  list(query?: ListResourceGroupsQuery, options?: CallOptions): Paged<ResourceGroup, Page<ResourceGroup>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/resource-groups', query }, options);
  }

  /**
   * Make a resource group.
   *
   * `POST /api/v1/resource-groups`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.resourceGroups.create({
   *   name: 'EU edge',
   *   healthThresholdType: 'COUNT',
   *   healthThresholdValue: 2,
   *   suppressMemberAlerts: true,
   * });
   */
  create(body: CreateResourceGroupRequest, options?: CallOptions): Promise<ResourceGroup> {
    return this.send.data({ method: 'POST', path: '/api/v1/resource-groups', body, makes: true }, options);
  }

  /**
   * Show a resource group with its members.
   *
   * `GET /api/v1/resource-groups/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.resourceGroups.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, query?: GetResourceGroupQuery, options?: CallOptions): Promise<ResourceGroup> {
    return this.send.data({ method: 'GET', path: '/api/v1/resource-groups/{id}', params: { id }, query }, options);
  }

  /**
   * Change a resource group.
   * What is left out stays, null takes away. Members follow what they leave to it; a change by which one of them would name a variable that is not there is refused.
   *
   * `PUT /api/v1/resource-groups/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.resourceGroups.update('019b0000-0000-7000-8000-000000000000', {
   *   name: 'EU edge',
   *   healthThresholdType: 'COUNT',
   *   healthThresholdValue: 2,
   *   suppressMemberAlerts: true,
   * });
   */
  update(id: string, body: UpdateResourceGroupRequest, options?: CallOptions): Promise<ResourceGroup> {
    return this.send.data({ method: 'PUT', path: '/api/v1/resource-groups/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a resource group; its members stay.
   *
   * `DELETE /api/v1/resource-groups/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.resourceGroups.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/resource-groups/{id}', params: { id } }, options);
  }

  /**
   * How a resource group stands.
   *
   * `GET /api/v1/resource-groups/{id}/health`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.resourceGroups.health('019b0000-0000-7000-8000-000000000000');
   */
  health(id: string, options?: CallOptions): Promise<ResourceGroupHealth> {
    return this.send.data({ method: 'GET', path: '/api/v1/resource-groups/{id}/health', params: { id } }, options);
  }
}
