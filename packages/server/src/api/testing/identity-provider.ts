/** A provider of single sign-on on this machine, and people who come from it. */
import {
  Events,
  type MutableRedirectUri,
  type MutableResponse,
  type MutableToken,
  OAuth2Server,
} from 'oauth2-mock-server';
import type { SignInProvider } from '../../settings/sign-in-providers.ts';
import type { Answer } from './test-api.ts';
import type { Browser } from './people.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface IdentityProvider extends AsyncDisposable {
  readonly settings: SignInProvider;
  /** What the next ID tokens say beside what they must. */
  says(claims: Claims): void;
  /** Changes what is said, once. */
  readonly once: {
    answer(change: (answer: MutableResponse) => void): void;
    redirect(change: (redirect: MutableRedirectUri) => void): void;
  };
  readonly server: OAuth2Server;
}

export const CLIENT_ID = 'upwatch';

export async function identityProvider(given: Partial<SignInProvider> = {}): Promise<IdentityProvider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const { service } = server;
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.issuer.url = issuer;
  let claims: Claims = {};
  service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
    Object.assign(payload, { sub: 'ada-1', aud: CLIENT_ID, ...claims });
  });
  return {
    server,
    settings: {
      id: 'corp',
      name: 'Corp',
      issuer,
      clientId: CLIENT_ID,
      clientSecret: 'hush hush',
      scopes: ['openid', 'email', 'profile'],
      makesMembers: false,
      countsAsBoth: false,
      ...given,
    },
    says: (said) => void (claims = said),
    once: {
      answer: (change) => void service.once(Events.BeforeResponse, change),
      redirect: (change) => void service.once(Events.BeforeAuthorizeRedirect, change),
    },
    [Symbol.asyncDispose]: async () => server.stop(),
  };
}

/** Goes to the provider and says yes there. @returns the address that it sends the browser back to, below `/api/v1` */
export async function throughProvider(somebody: Browser, to?: string): Promise<string> {
  const started = await somebody.ask('GET', `/auth/oidc/corp/start${to === undefined ? '' : `?to=${to}`}`);
  if (started.status !== 302) throw new Error(`not begun: ${started.text}`);
  const answer = await fetch(String(started.headers['location']), { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  return `${back.pathname}${back.search}`.replace('/api/v1', '');
}

/** Comes back as a browser does: from a page of the provider. */
export async function comeBack(somebody: Browser, path: string): Promise<Answer> {
  return somebody.ask('GET', path, undefined, { origin: '', 'sec-fetch-site': 'cross-site' });
}

/** The whole way. @returns where it ends */
export async function singleSignOn(somebody: Browser): Promise<string> {
  const { headers } = await comeBack(somebody, await throughProvider(somebody));
  return String(headers['location']);
}
