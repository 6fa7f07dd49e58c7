/** Links that somebody was given: to become a member, and to a new password. Each opens once, to whoever holds it. */
import type { Clock } from '@upwatch/core';
import { notFound } from '../api/problem.ts';
import type { AccountStore, Actor, Member } from '../stores/port.ts';
import type { PasswordHasher } from './password-hash.ts';
import { demandGood } from './password-rules.ts';
import { makeResetLink } from './reset-link.ts';
import { hashToken, isTokenLike } from './secret-token.ts';
import type { Sessions } from './sessions.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import type { Opened, Visitor } from './signed-in.ts';

export interface AccountLinks {
  /** Whom the invite makes a member. @throws Problem NOT_FOUND */
  invited(token: string, visitor: Pick<Visitor, 'address'>): Promise<Member>;
  accept(token: string, asked: { readonly name: string; readonly password: string }, visitor: Visitor): Promise<Opened>;
  /** A link that leads to a new password, once. */
  offerReset(memberId: number, actor: Actor): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
  /** @returns whose sessions have all ended */
  reset(token: string, password: string, visitor: Pick<Visitor, 'address'>): Promise<Member>;
}

interface LinkDeps {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly limits: SignInLimits;
  readonly sessions: Pick<Sessions, 'enter'>;
}

export function createAccountLinks({ store, clock, hasher, limits, sessions }: LinkDeps): AccountLinks {
  /** Looks for what a link names; what is found was no guess. */
  async function guessed<T>(address: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const guess = limits.guess(address);
    const found = await look();
    if (found !== undefined) guess.giveBack();
    return found;
  }

  async function invited(token: string, { address }: Pick<Visitor, 'address'>): Promise<Member> {
    const found = await guessed(address, async () =>
      isTokenLike(token) ? store.openInvite(hashToken(token), clock.wall()) : undefined,
    );
    if (!found) throw notFound('invite', 'by this link: it was used, has expired, or was taken back');
    return found;
  }

  return {
    invited,
    async accept(token, { name, password }, visitor) {
      const { email } = await invited(token, visitor);
      demandGood('password', password, email);
      const passwordHash = await hasher.hash(password);
      const member = await store.acceptInvite(hashToken(token), { name, passwordHash }, clock.wall());
      return sessions.enter(member, { by: ['password'], passwordHash }, visitor);
    },
    async offerReset(memberId, actor) {
      const { token, hash, expiresAtMs } = makeResetLink(clock);
      await store.offerReset(memberId, { tokenHash: hash, expiresAtMs }, actor);
      return { token, expiresAtMs };
    },
    async reset(token, password, { address }) {
      const member = await guessed(address, async () =>
        isTokenLike(token) ? store.resetOf(hashToken(token), clock.wall()) : undefined,
      );
      if (!member) throw notFound('link', 'like this: it was used, has expired, or another took its place');
      demandGood('password', password, member.email);
      return store.takeReset(hashToken(token), await hasher.hash(password), clock.wall());
    },
  };
}
