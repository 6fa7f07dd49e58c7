/** Who may read a page that is not for everybody. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { CoreStore, StatusPage } from '../stores/port.ts';

/** How long whoever gave the password need not give it again, milliseconds. */
const LIFE_MS = 7 * 86_400_000;
const SETTING = 'pages.key';
const COOKIE_CHARACTERS_MAX = 200;

/** Why a page is not shown. */
export type Refused = 'password' | 'network' | 'sign-in';

export interface AccessOptions {
  readonly settings: CoreStore['settings'];
  readonly nowMs: () => number;
  /** Whether a member of the organization asks. */
  readonly isSignedIn: (request: FastifyRequest) => Promise<boolean>;
}

export class Access {
  readonly #options: AccessOptions;
  #key: Promise<Buffer> | undefined;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** Undefined: it may be shown. */
  async refusal(page: StatusPage, request: FastifyRequest): Promise<Refused | undefined> {
    switch (page.visibility) {
      case 'PUBLIC':
        return undefined;
      case 'PASSWORD':
        return (await this.#isLetIn(page, request)) ? undefined : 'password';
      case 'IP_RESTRICTED':
        return isWithin(request.ip, page.options.allowedNetworks ?? []) ? undefined : 'network';
      case 'SIGNED_IN':
        return (await this.#options.isSignedIn(request)) ? undefined : 'sign-in';
    }
  }

  /** For whoever gave the password: it opens this page, and no longer than the password stays the same. */
  async cookie(page: StatusPage, at: { readonly base: string; readonly isSecure: boolean }): Promise<string> {
    const expiresAtMs = this.#options.nowMs() + LIFE_MS;
    const value = `${Math.floor(expiresAtMs)}.${(await this.#macOf(page, expiresAtMs)).toString('base64url')}`;
    return stringifySetCookie({
      name: cookieName(page),
      value,
      path: at.base === '' ? '/' : at.base,
      maxAge: LIFE_MS / 1000,
      httpOnly: true,
      sameSite: 'lax',
      secure: at.isSecure,
    });
  }

  async #isLetIn(page: StatusPage, request: FastifyRequest): Promise<boolean> {
    const given = parseCookie(request.headers.cookie ?? '')[cookieName(page)];
    if (given === undefined || given.length > COOKIE_CHARACTERS_MAX) return false;
    const [expiry = '', mac = ''] = given.split('.');
    if (!/^\d{1,15}$/.test(expiry) || Number(expiry) <= this.#options.nowMs()) return false;
    const expected = await this.#macOf(page, Number(expiry));
    const shown = Buffer.from(mac, 'base64url');
    return shown.length === expected.length && timingSafeEqual(shown, expected);
  }

  async #macOf({ id, passwordHash = '' }: StatusPage, expiresAtMs: number): Promise<Buffer> {
    const key = await (this.#key ??= this.#openKey());
    return createHmac('sha256', key)
      .update(`${id} ${Math.floor(expiresAtMs)} ${passwordHash}`)
      .digest();
  }

  async #openKey(): Promise<Buffer> {
    const { settings } = this.#options;
    const kept = (await settings.get(SETTING))?.['key'];
    if (typeof kept === 'string') return Buffer.from(kept, 'base64url');
    const key = randomBytes(32);
    await settings.set(SETTING, { key: key.toString('base64url') });
    return key;
  }
}

function cookieName({ id }: StatusPage): string {
  return `upwatch_page_${id.replaceAll('-', '')}`;
}

/** @param networks addresses, and networks such as `192.0.2.0/24` */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const asked = ipaddr.process(address);
  return networks.some((network) => {
    const [first, bits] = rangeOf(network);
    return asked.kind() === first.kind() && asked.match(first, bits);
  });
}

/** What is IPv4 written as IPv6 is IPv4: so it is with whoever asks. */
function rangeOf(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [text = '', bits] = network.split('/');
  const first = ipaddr.process(text);
  const whole = first.kind() === 'ipv4' ? 32 : 128;
  if (bits === undefined) return [first, whole];
  return [first, first.kind() === ipaddr.parse(text).kind() ? Number(bits) : Math.max(0, Number(bits) - 96)];
}
