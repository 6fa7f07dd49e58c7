/**
 * Cookies within one redirect chain: what an origin has set goes back to that origin alone (scheme, host and port), and
 * all of it is forgotten when the look ends. Domain, Path and Expires could only widen that; a Max-Age of zero or an
 * Expires in the past takes a cookie back.
 */
import { asUtf8 } from './header-bytes.ts';
import { isFieldValue, isToken } from './header-rules.ts';

/** Cookies of one origin at most, and the bytes of one. */
const COOKIES_MAX = 50;
const COOKIE_BYTES_MAX = 4096;
const HEADER_BYTES_MAX = 8192;

export class ChainCookies {
  readonly #byOrigin = new Map<string, Map<string, string>>();

  /** Takes in the Set-Cookie headers of an answer. @param nowMs wall clock */
  store(origin: string, setCookies: readonly string[], nowMs: number): void {
    if (setCookies.length === 0) return;
    const jar = this.#byOrigin.get(origin) ?? new Map<string, string>();
    this.#byOrigin.set(origin, jar);
    for (const line of setCookies) {
      const cookie = readSetCookie(asUtf8(line), nowMs);
      if (!cookie) continue;
      if (cookie.isGone) jar.delete(cookie.name);
      else if (jar.size < COOKIES_MAX || jar.has(cookie.name)) jar.set(cookie.name, cookie.value);
    }
  }

  /**
   * The Cookie header for an origin, the monitor's own cookies first; undefined where this chain has set none.
   * @param own the monitor's Cookie header
   */
  headerFor(origin: string, own: string | undefined): string | undefined {
    const jar = this.#byOrigin.get(origin);
    if (!jar || jar.size === 0) return undefined;
    const pairs = (own ?? '')
      .split(';')
      .filter((pair) => pair.trim() !== '' && !jar.has(pair.split('=', 1)[0]!.trim()));
    let header = pairs.map((pair) => pair.trim()).join('; ');
    for (const [name, value] of jar) {
      const longer = header === '' ? `${name}=${value}` : `${header}; ${name}=${value}`;
      if (longer.length <= HEADER_BYTES_MAX) header = longer;
    }
    return header;
  }
}

function readSetCookie(
  line: string,
  nowMs: number,
): { readonly name: string; readonly value: string; readonly isGone: boolean } | undefined {
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  if (equals < 1 || pair.length > COOKIE_BYTES_MAX) return undefined;
  const name = pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  if (!isToken(name) || !isFieldValue(value)) return undefined;
  return { name, value, isGone: isGone(attributes, nowMs) };
}

/** Max-Age goes before Expires (RFC 6265 section 5.3). */
function isGone(attributes: readonly string[], nowMs: number): boolean {
  let expires: boolean | undefined;
  for (const attribute of attributes) {
    const [name = '', value = ''] = attribute.split('=', 2).map((part) => part.trim());
    if (/^max-age$/i.test(name) && /^-?[0-9]+$/.test(value)) return Number(value) <= 0;
    if (/^expires$/i.test(name)) expires = Date.parse(value) <= nowMs;
  }
  return expires ?? false;
}
