/** Which URLs can be watched, and how they are shown. */
import { domainToUnicode } from 'node:url';

/** Longer ones are refused, here and in a Location header, bytes. */
const URL_BYTES_MAX = 8192;
const SHOWN_CHARACTERS_MAX = 200;

/** A URL that can be watched, or why it cannot: a text that goes on from the field's name, "must be …". */
export type ParsedTarget = { readonly url: URL } | { readonly problem: string };

/** Reads a URL as a person wrote it. Credentials are left in. */
export function parseTarget(text: string, base?: URL): ParsedTarget {
  if (Buffer.byteLength(text) > URL_BYTES_MAX) return { problem: `must be at most ${URL_BYTES_MAX} bytes long` };
  const url = URL.parse(text, base?.href);
  if (!url) return { problem: 'must be a valid URL such as https://example.com/health' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'must begin with http:// or https://' };
  // Connecting to port 0 fails with the errno of a probe that ran out of ports.
  if (url.port === '0') return { problem: 'must have a port from 1 to 65535' };
  const problem = nameProblem(url.hostname);
  if (problem !== undefined) return { problem };
  if (url.href.length > URL_BYTES_MAX) return { problem: `must be at most ${URL_BYTES_MAX} bytes long when encoded` };
  return { url };
}

/** RFC 1035 section 2.3.4. A name of dots alone has no label to measure: the name server may answer for it. */
function nameProblem(host: string): string | undefined {
  if (host.startsWith('[')) return undefined;
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name.length > 253) return 'must have a host name of at most 253 characters';
  if (/[^.]{64}/.test(name)) return 'must have a host name whose labels are at most 63 characters long';
  if (/[^.]\.\.|^\.+[^.]/.test(host)) return 'must have a host name without empty labels';
  return undefined;
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

/** Node's sockets and resolver take IPv6 addresses without brackets. */
export function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
