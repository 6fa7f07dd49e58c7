/** A device with passkeys, as Chromium plays it: it has a finger on it, and knows whose. */
import type { CDPSession, Page } from 'playwright-core';

export interface Authenticator {
  readonly session: CDPSession;
  readonly id: string;
}

export async function authenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, id };
}

interface Asked {
  readonly status: number;
  readonly body: { readonly data?: never; readonly message: string };
}

/** Asks the API as a page of the server does. */
export async function ask(page: Page, method: string, path: string, body?: unknown): Promise<Asked> {
  return page.evaluate(
    async (asked) => {
      const response = await fetch(`/api/v1${asked.path}`, {
        method: asked.method,
        headers: asked.body === undefined ? {} : { 'content-type': 'application/json' },
        ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      });
      const text = await response.text();
      return { status: response.status, body: { message: '', ...(text === '' ? {} : (JSON.parse(text) as object)) } };
    },
    { method, path, body },
  );
}

/** What a page has beside what we have: the options and credentials are passed on as they are. */
interface PageScope {
  readonly PublicKeyCredential: {
    parseCreationOptionsFromJSON(options: unknown): unknown;
    parseRequestOptionsFromJSON(options: unknown): unknown;
  };
  readonly navigator: {
    readonly credentials: Readonly<
      Record<'create' | 'get', (asked: { readonly publicKey: unknown }) => Promise<{ toJSON(): object }>>
    >;
  };
}

/** Has the browser make a passkey. */
export async function made(page: Page, options: unknown): Promise<object> {
  return page.evaluate(async (given) => {
    const { PublicKeyCredential: known, navigator: browser } = globalThis as unknown as PageScope;
    const publicKey = known.parseCreationOptionsFromJSON(given);
    return (await browser.credentials.create({ publicKey })).toJSON();
  }, options);
}

/** Has the browser sign with one. */
export async function signed(page: Page, options: unknown): Promise<object> {
  return page.evaluate(async (given) => {
    const { PublicKeyCredential: known, navigator: browser } = globalThis as unknown as PageScope;
    const publicKey = known.parseRequestOptionsFromJSON(given);
    return (await browser.credentials.get({ publicKey })).toJSON();
  }, options);
}
