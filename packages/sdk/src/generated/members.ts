// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { ChangeRoleRequest, ChangeStatusRequest, ListMembersQuery, Member, PasswordReset } from './models.ts';

/** Who may use this server, and how far. `client.members` */
export class MembersResource extends Resource {
  /**
   * List members, and who is invited to be one.
   *
   * `GET /api/v1/members`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.members.list()) console.log(one);
   */
  list(query?: ListMembersQuery, options?: CallOptions): Paged<Member, Page<Member>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/members', query }, options);
  }

  /**
   * Say what a member may do.
   *
   * `PUT /api/v1/members/{userId}/role`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.members.setRole(1, { orgRole: 'ADMIN' });
   */
  setRole(userId: number, body: ChangeRoleRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'PUT', path: '/api/v1/members/{userId}/role', params: { userId }, body }, options);
  }

  /**
   * Suspend a member, take them back, or end it.
   *
   * `PUT /api/v1/members/{userId}/status`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.members.setStatus(1, { status: 'REMOVED' });
   */
  setStatus(userId: number, body: ChangeStatusRequest, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'PUT', path: '/api/v1/members/{userId}/status', params: { userId }, body },
      options,
    );
  }

  /**
   * Remove a member, and what is open of invites to them.
   *
   * `DELETE /api/v1/members/{userId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.members.delete(1);
   */
  delete(userId: number, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/members/{userId}', params: { userId } }, options);
  }

  /**
   * Remove the second factors and passkeys of a member who lost them; their sessions end.
   *
   * `DELETE /api/v1/members/{userId}/second-factors`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.members.removeSecondFactors(1);
   */
  removeSecondFactors(userId: number, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/members/{userId}/second-factors', params: { userId } },
      options,
    );
  }

  /**
   * Make a link with which a member sets a new password, once.
   *
   * `POST /api/v1/members/{userId}/password-reset`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.members.offerPasswordReset(1);
   */
  offerPasswordReset(userId: number, options?: CallOptions): Promise<PasswordReset> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/members/{userId}/password-reset', params: { userId }, makes: true },
      options,
    );
  }
}
