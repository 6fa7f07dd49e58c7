// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { CreateInviteRequest, Invite, NewInvite } from './models.ts';

/** Who is asked to be a member. `client.invites` */
export class InvitesResource extends Resource {
  /**
   * List invites.
   *
   * `GET /api/v1/invites`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.invites.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<Invite, Page<Invite>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/invites' }, options);
  }

  /**
   * Invite somebody: what is answered goes into the link that you send them.
   *
   * `POST /api/v1/invites`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.invites.create({ email: 'ada@shop.test', roleOffered: 'MEMBER' });
   */
  create(body: CreateInviteRequest, options?: CallOptions): Promise<NewInvite> {
    return this.send.data({ method: 'POST', path: '/api/v1/invites', body, makes: true }, options);
  }

  /**
   * Make another token for an invite; the old one ends.
   *
   * `POST /api/v1/invites/{inviteId}/resend`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.invites.resend(1);
   */
  resend(inviteId: number, options?: CallOptions): Promise<NewInvite> {
    return this.send.data({ method: 'POST', path: '/api/v1/invites/{inviteId}/resend', params: { inviteId } }, options);
  }

  /**
   * Take an invite back.
   *
   * `POST /api/v1/invites/{inviteId}/revoke`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.invites.revoke(1);
   */
  revoke(inviteId: number, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'POST', path: '/api/v1/invites/{inviteId}/revoke', params: { inviteId } }, options);
  }
}
