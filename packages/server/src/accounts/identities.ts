/** By whom somebody is known who comes by single sign-on: the providers that they linked. */
import { notFound } from '../api/problem.ts';
import type { SignInProvider } from '../settings/sign-in-providers.ts';
import type { IdentityStore, LinkedIdentity, OpensBy } from '../stores/port.ts';
import type { Accounts } from './accounts.ts';
import { actorOfMember, type SignedIn } from './signed-in.ts';

/** One that is linked, with the provider as the settings name it, if they still do. */
export interface OwnIdentity extends LinkedIdentity {
  readonly provider?: Pick<SignInProvider, 'id' | 'name'>;
}

export interface Identities {
  of(who: SignedIn): Promise<readonly OwnIdentity[]>;
  /** @throws Problem VALIDATION_FAILED, NOT_FOUND; CONFLICT where nothing else would let them in */
  unlink(who: SignedIn, id: string, password: string | undefined): Promise<void>;
}

interface IdentityDeps {
  readonly providers: readonly SignInProvider[];
  readonly accounts: Pick<Accounts, 'confirm'>;
  readonly store: Pick<IdentityStore, 'identitiesOf' | 'unlink'>;
}

export function createIdentities({ providers, accounts, store }: IdentityDeps): Identities {
  const opens = opensBy(providers);
  return {
    async of({ member }) {
      const linked = await store.identitiesOf(member.id);
      return linked.map((identity) => {
        const provider = providers.find(({ issuer }) => isSame(issuer, identity.issuer));
        return { ...identity, ...(provider && { provider: { id: provider.id, name: provider.name } }) };
      });
    },
    async unlink(who, id, password) {
      await accounts.confirm(who, password);
      const { member } = who;
      if (!(await store.unlink(member.id, id, { actor: actorOfMember(member), opens }))) throw notFound('identity', id);
    },
  };
}

/** Of a provider that the settings name no more, an identity lets nobody in. */
export function opensBy(providers: readonly Pick<SignInProvider, 'issuer'>[]): OpensBy {
  return (issuer) => providers.some((provider) => isSame(provider.issuer, issuer));
}

/** Settings may write a slash at the end that tokens leave out, and the other way round. */
function isSame(issuer: string, other: string): boolean {
  return withoutSlash(issuer) === withoutSlash(other);
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
