/**
 * Single sign-on by OpenID Connect: the authorization code flow with PKCE, state and nonce, bound to the browser that began
 * it. The library is loaded when the first person comes that way.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import type { Configuration, IDToken } from 'openid-client';
import type { Logger } from 'pino';
import { notFound } from '../api/problem.ts';
import type { SignInProvider } from '../settings/sign-in-providers.ts';
import { type AccountStore, type Identity, type IdentityStore, type Member, StoreRefusal } from '../stores/port.ts';
import { seal, unseal } from '../vault/sealing.ts';
import type { Accounts } from './accounts.ts';
import { actorOfMember, type Opened, type SignedIn, type Visitor } from './signed-in.ts';
import { Challenges } from './challenges.ts';
import type { Outbound } from '../channels/resolver-lookup.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { type Claims, type Refusal, whomToLetIn } from './whom-to-let-in.ts';

const PURPOSE = 'single sign-on';
const PROVIDER_SECONDS = 10;

/** What the browser keeps meanwhile, sealed: nobody else brings the answer back. */
interface Begun {
  readonly id: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where it was going. */
  readonly to: string;
}

type SingleSignOnOutcome =
  | { readonly type: 'in'; readonly opened: Opened; readonly to: string }
  | { readonly type: 'refused'; readonly refusal: Refusal | 'provider' };

export interface SingleSignOn {
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** Where the browser is sent, and what it keeps. @throws Problem NOT_FOUND; Error when the provider does not answer */
  begin(
    id: string,
    way: { readonly back: string; readonly to: string },
  ): Promise<{ readonly url: string; readonly kept: string }>;
  /** @param cameBack the address that the provider sent the browser to. @throws Problem NOT_FOUND */
  finish(
    id: string,
    came: {
      readonly cameBack: URL;
      readonly kept: string | undefined;
      readonly visitor: Visitor;
      readonly signedIn: SignedIn | undefined;
    },
  ): Promise<SingleSignOnOutcome>;
}

interface SingleSignOnDeps {
  readonly providers: readonly SignInProvider[];
  readonly accounts: Pick<Accounts, 'enter' | 'failed' | 'isSetupOpen'>;
  readonly store: IdentityStore;
  readonly members: Pick<AccountStore, 'byEmail'>;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

export function createSingleSignOn(deps: SingleSignOnDeps): SingleSignOn {
  const { providers, accounts, store, members, outbound, clock, log } = deps;
  const challenges = new Challenges(clock);
  const key = randomBytes(32);
  const discovered = new Map<string, Promise<Configuration>>();

  function providerOf(id: string): SignInProvider {
    const found = providers.find((one) => one.id === id);
    if (!found) throw notFound('provider of single sign-on', id);
    return found;
  }

  async function configurationOf(provider: SignInProvider): Promise<Configuration> {
    const known = discovered.get(provider.id) ?? discover(provider, outbound);
    discovered.set(provider.id, known);
    // Whoever comes next asks again.
    known.catch(() => discovered.delete(provider.id));
    return known;
  }

  function keptBy(kept: string | undefined, id: string): Begun | undefined {
    const plain = kept === undefined ? undefined : unseal(key, kept, PURPOSE);
    const begun = plain && (JSON.parse(plain.toString()) as Begun);
    return begun?.id === id ? begun : undefined;
  }

  async function enter(identity: Identity, claims: Claims, provider: SignInProvider, signedIn: Member | undefined) {
    const named = claims.email === undefined ? undefined : (await members.byEmail(claims.email))?.member;
    const known = { linked: await store.memberOf(identity), named, signedIn };
    const decision = whomToLetIn(claims, provider, { ...known, isSetupOpen: await accounts.isSetupOpen() });
    switch (decision.type) {
      case 'enter':
        return decision.member;
      case 'link':
        await store.link(decision.member.id, identity, actorOfMember(decision.member));
        return decision.member;
      case 'claim':
        return claimed(store.claimInvite({ ...decision, identity, nowMs: clock.wall() }));
      case 'make':
        return store.makeMember({ ...decision, identity });
      case 'refuse':
        return decision.refusal;
      default:
        return decision satisfies never;
    }
  }

  return {
    providers: providers.map(({ id, name }) => ({ id, name })),
    async begin(id, { back, to }) {
      const provider = providerOf(id);
      const client = await import('openid-client');
      const configuration = await configurationOf(provider);
      const state = challenges.make(PURPOSE).toString('base64url');
      const [nonce, verifier] = [client.randomNonce(), client.randomPKCECodeVerifier()];
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: back,
        scope: provider.scopes.join(' '),
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const begun: Begun = { id, state, nonce, verifier, to };
      return { url: url.href, kept: seal(key, Buffer.from(JSON.stringify(begun)), PURPOSE) };
    },
    async finish(id, { cameBack, kept, visitor, signedIn }) {
      const provider = providerOf(id);
      const begun = keptBy(kept, id);
      const refused = async (refusal: Refusal | 'provider', memberId?: number): Promise<SingleSignOnOutcome> => {
        await accounts.failed(memberId, visitor);
        return { type: 'refused', refusal };
      };
      if (!begun || !challenges.use(begun.state, PURPOSE)) return refused('provider');
      const answer = await tokenOf(await configurationOf(provider), cameBack, begun).catch((error: unknown) => {
        log.warn({ err: error, provider: id }, 'a single sign-on came to nothing');
        return undefined;
      });
      if (!answer) return refused('provider');
      const identity = { issuer: answer.iss, subject: answer.sub };
      const member = await enter(identity, claimsOf(answer, provider), provider, signedIn?.member);
      if (typeof member === 'string') return refused(member);
      const isBoth = provider.countsAsBoth || (Array.isArray(answer.amr) && answer.amr.includes('mfa'));
      const opened = await accounts.enter(member, { by: isBoth ? ['oidc', 'mfa'] : ['oidc'] }, visitor);
      return { type: 'in', opened, to: begun.to };
    },
  };
}

/** What the provider says of itself. @throws Error when it does not answer, or says that it is another */
async function discover(provider: SignInProvider, outbound: Outbound): Promise<Configuration> {
  const client = await import('openid-client');
  const issuer = new URL(provider.issuer);
  const isLocal = issuer.protocol === 'http:';
  return client.discovery(issuer, provider.clientId, provider.clientSecret, undefined, {
    [client.customFetch]: guardedFetch(outbound),
    timeout: PROVIDER_SECONDS,
    // The settings let http be for this machine alone. Signatures are verified though the token comes from the provider itself.
    execute: [client.enableNonRepudiationChecks, ...(isLocal ? [client.allowInsecureRequests] : [])],
  });
}

/** @throws Error for whatever is not as it must be: state, nonce, issuer, audience, time, signature */
async function tokenOf(configuration: Configuration, cameBack: URL, begun: Begun): Promise<IDToken> {
  const client = await import('openid-client');
  const tokens = await client.authorizationCodeGrant(configuration, cameBack, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims()!;
  if (claims['email'] !== undefined) return claims;
  const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  const { email, email_verified: isVerified, name } = more;
  return {
    ...claims,
    ...(email !== undefined && { email, email_verified: isVerified }),
    ...(name !== undefined && { name }),
  };
}

function claimsOf(token: IDToken, { roleClaim }: SignInProvider): Claims {
  const { email, name, email_verified: isVerified } = token;
  const groups = roleClaim === undefined ? [] : [token[roleClaim] ?? []].flat();
  return {
    subject: token.sub,
    email: typeof email === 'string' && email.includes('@') ? email : undefined,
    isEmailVerified: isVerified === true,
    name: typeof name === 'string' ? name : undefined,
    groups: groups.filter((group): group is string => typeof group === 'string'),
  };
}

/** The invite may have ended a moment ago. */
async function claimed(claim: Promise<Member>): Promise<Member | Refusal> {
  return claim.catch((error: unknown): Refusal => {
    if (error instanceof StoreRefusal && error.code === 'not_found') return 'unknown';
    throw error;
  });
}
