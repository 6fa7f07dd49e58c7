/** Which URLs can be watched, and how they are shown. */
import { domainToUnicode } from 'node:url';
import { hostNameLacks } from '../connecting/host-name.ts';

/** Longer ones are refused, here and in a Location header, bytes. */
const URL_BYTES_MAX = 8192;
const SHOWN_CHARACTERS_MAX = 200;

/** A URL that can be watched, or why it cannot: a text that goes on from the field's name, "must be …". */
export type ParsedTarget = { readonly url: URL } | { readonly problem: string };

/** Reads a URL as a person wrote it. Credentials are left in. */
export function parseTarget(text: string, base?: URL): ParsedTarget {
  if (Buffer.byteLength(text) > URL_BYTES_MAX) return { problem: `must be at most ${URL_BYTES_MAX} bytes long` };
  const url = URL.parse(text, base?.href);
  if (isTwoHosts(text)) return { problem: 'must not hold a backslash before an @: it would name two hosts' };
  if (!url) return { problem: 'must be a valid URL such as https://example.com/health' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'must begin with http:// or https://' };
  // Connecting to port 0 fails with the errno of a probe that ran out of ports.
  if (url.port === '0') return { problem: 'must have a port from 1 to 65535' };
  const lacks = hostNameLacks(url.hostname);
  if (lacks !== undefined) return { problem: `must have ${lacks}` };
  if (url.href.length > URL_BYTES_MAX) return { problem: `must be at most ${URL_BYTES_MAX} bytes long when encoded` };
  return { url };
}

/** `http://shop.example\\@10.0.0.1/` is the first host to browsers, and the second to programs that take `\\` for a letter. */
export function isTwoHosts(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*\\[^/?#]*@/i.test(text);
}

/** The URL that a request is sent to: no credentials, no fragment. */
export function bareUrl(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

/**
 * A URL as alerts show it: without credentials, query or fragment. A name in another script is shown as it is sent,
 * with the reading behind it: `https://xn--bcher-kva.example/ (bücher.example)`.
 */
export function displayUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return 'an unreadable URL';
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  const cut = shown.length > SHOWN_CHARACTERS_MAX ? `${shown.slice(0, SHOWN_CHARACTERS_MAX)}…` : shown;
  return url.hostname.includes('xn--') ? `${cut} (${domainToUnicode(url.hostname)})` : cut;
}

/** A URL as redirects and observations keep it: without credentials or fragment. */
export function withoutCredentials(url: URL): string {
  return url.username === '' && url.password === '' && url.hash === '' ? url.href : bareUrl(url).href;
}
