/**
 * Whether a request comes from a page of our own. A browser sends a session's cookie with whatever any page makes it ask,
 * so a cookie has authority only where the browser says that the page is ours (`Sec-Fetch-Site`, `Origin`: a page cannot
 * set them); API keys are sent by nobody but their owner.
 */
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';
import { Problem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

type Place = Pick<ServerConfig, 'publicUrl'>;

/** `undefined`: nobody says. */
function isOurs({ headers, host }: FastifyRequest, { publicUrl }: Place): boolean | undefined {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  // The address was typed, or is a bookmark: there is no page.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== undefined) return isOwnHost(origin, host, publicUrl);
  return site === 'same-origin' ? true : undefined;
}

/** By host and port: which protocol the browser spoke to the proxy before us need not be known here. */
function isOwnHost(origin: string, host: string, publicUrl: string | undefined): boolean {
  const from = URL.parse(origin);
  if (!from || !/^https?:$/.test(from.protocol)) return false;
  return (
    from.host === URL.parse(`${from.protocol}//${host}`)?.host || from.origin === URL.parse(publicUrl ?? '')?.origin
  );
}

/** For what a cookie gives authority to. @throws Problem FORBIDDEN */
export function demandOwnPage(request: FastifyRequest, place: Place): void {
  const isOwn = isOurs(request, place);
  if (isOwn === false) throw new Problem('FORBIDDEN', 'pages of another origin may not use a session of this one');
  if (isOwn === undefined && !SAFE.has(request.method)) {
    const message = 'a session changes something only from a page of this server: Origin or Sec-Fetch-Site must say so';
    throw new Problem('FORBIDDEN', message);
  }
}

/**
 * Whether it gives authority to what is only shown. Somebody who follows a link, from a mail or another site, is shown
 * what they may see; a page of another origin that loads it, in a frame or otherwise, learns nothing of it.
 */
export function mayRead(request: FastifyRequest, place: Place): boolean {
  const isOwn = isOurs(request, place);
  if (isOwn !== false) return isOwn ?? SAFE.has(request.method);
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination, origin } = request.headers;
  return request.method === 'GET' && origin === undefined && mode === 'navigate' && destination === 'document';
}

/** For what makes a session: whoever is no browser has no page, and harms nobody but themselves. @throws Problem FORBIDDEN */
export function refuseForeignPage(request: FastifyRequest, place: Place): void {
  if (isOurs(request, place) === false)
    throw new Problem('FORBIDDEN', 'pages of another origin may not sign anybody in');
}
