/**
 * Who may use the simple API. Its clients send no key, so it has to be usable without one; it makes monitors and sends
 * mail, so it must not be usable by the world.
 *
 * When nothing is said (`UPWATCH_SIMPLE_API` is not set) it is open to programs on this machine while only they can
 * reach the server: it listens on loopback, has no public URL, and the request shows no sign of a proxy, of another
 * name for this machine (DNS rebinding) or of a web page of somewhere else (a browser runs those on this machine too).
 * Anything else needs an API key. `open` takes away all but the last of these conditions, `key` always wants a key.
 */
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../../config.ts';
import type { Authenticator } from '../authenticate.ts';
import { demandPermission } from '../authorize.ts';
import { Problem } from '../problem.ts';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** Lets a request through or throws. @returns sets `request.caller` when a key was shown */
export async function admitSimple(
  request: FastifyRequest,
  config: Pick<ServerConfig, 'host' | 'publicUrl' | 'simpleApi'>,
  authenticator: Authenticator,
): Promise<void> {
  if (config.simpleApi === 'off') throw new Problem('ROUTE_NOT_FOUND', 'the simple API is switched off');
  request.caller = await authenticator.keyOf(request);
  if (request.caller !== undefined) return demandPermission(request, request.caller);
  if (config.simpleApi === 'key' || (config.simpleApi === undefined && !isLocal(request, config))) {
    await authenticator.demandKey(request);
  }
  if (isForeignPage(request)) throw new Problem('FORBIDDEN', 'a web page of another origin may not use the simple API');
}

function isLocal(request: FastifyRequest, { host, publicUrl }: Pick<ServerConfig, 'host' | 'publicUrl'>): boolean {
  if (publicUrl !== undefined || !LOOPBACK_HOST.test(host)) return false;
  if (PROXY_HEADERS.some((name) => request.headers[name] !== undefined)) return false;
  return LOOPBACK_HOST.test(request.hostname);
}

function isForeignPage({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return URL.parse(origin)?.host !== host;
}
