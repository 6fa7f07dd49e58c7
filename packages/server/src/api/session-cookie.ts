/**
 * The cookies of a session. Where the browser keeps the connection secret they are `__Host-` and Secure: no other name of
 * the domain, and nobody on a plain connection, can plant one. Over plain HTTP in a local network a browser would drop
 * such a cookie, so there it has another name, and is taken there alone.
 */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Opened, Visitor } from '../accounts/signed-in.ts';
import type { ServerConfig } from '../config.ts';

const SESSION = 'upwatch';
const DEVICE = 'upwatch-device';
const SIGN_ON = 'upwatch-sign-on';
/** So long somebody may take to sign in at a provider. */
const SIGN_ON_SECONDS = 300;
/** As long as browsers keep one at most. */
const DEVICE_SECONDS = 400 * 86_400;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|[\w-]+\.localhost)$/i;

type Place = Pick<ServerConfig, 'publicUrl'>;

/** Whether whoever asks came by a name or an address of this machine. */
export function isLoopback({ hostname }: Pick<FastifyRequest, 'hostname'>): boolean {
  return LOOPBACK_HOST.test(hostname);
}

/** Whether a browser that asks like this keeps and sends Secure cookies. */
export function isSecure(request: FastifyRequest, { publicUrl }: Place): boolean {
  if (request.protocol === 'https' || isLoopback(request)) return true;
  // The proxy in front of us is not named as trusted, but the operator has said how people reach this server.
  const url = publicUrl === undefined ? undefined : URL.parse(publicUrl);
  return url?.protocol === 'https:' && url.host === request.host;
}

function nameOf(name: string, request: FastifyRequest, place: Place): string {
  return isSecure(request, place) ? `__Host-${name}` : name;
}

export function visitorOf(request: FastifyRequest, place: Place): Visitor {
  const cookies = parseCookie(request.headers.cookie ?? '');
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'],
    sessionToken: cookies[nameOf(SESSION, request, place)],
    deviceToken: cookies[nameOf(DEVICE, request, place)],
  };
}

/** @param nowMs wall clock */
export function keepSession(
  reply: FastifyReply,
  { token, deviceToken, session }: Opened,
  { place, nowMs }: { readonly place: Place; readonly nowMs: number },
): void {
  const seconds = Math.max(1, Math.floor((session.expiresAtMs - nowMs) / 1000));
  set(reply, SESSION, token, { place, seconds });
  set(reply, DEVICE, deviceToken, { place, seconds: DEVICE_SECONDS });
}

/** What a browser brings back from a provider of single sign-on. */
export function signOnOf(request: FastifyRequest, place: Place): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[nameOf(SIGN_ON, request, place)];
}

export function keepSignOn(reply: FastifyReply, value: string, place: Place): void {
  set(reply, SIGN_ON, value, { place, seconds: SIGN_ON_SECONDS });
}

export function dropSignOn(reply: FastifyReply, place: Place): void {
  set(reply, SIGN_ON, '', { place, seconds: 0 });
}

export function dropSession(reply: FastifyReply, place: Place): void {
  set(reply, SESSION, '', { place, seconds: 0 });
}

function set(
  reply: FastifyReply,
  name: string,
  value: string,
  { place, seconds }: { readonly place: Place; readonly seconds: number },
): void {
  const cookie = stringifySetCookie({
    name: nameOf(name, reply.request, place),
    value,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(reply.request, place),
    maxAge: seconds,
  });
  void reply.header('set-cookie', cookie);
}
