/** What is sent: from settings to the bytes of a request. Pure. */
import { isHarmless } from './header-rules.ts';
import type { HttpConfig } from './http-config.ts';
import type { TlsSettings } from '../tls/contexts.ts';
import { bareHost } from '../connecting/host-name.ts';
import { bareUrl } from './url.ts';

/** One request of a chain. */
export interface HopRequest {
  readonly method: string;
  /** Without credentials or fragment. */
  readonly url: URL;
  /** As they are to be sent, Host and the headers of the message itself excepted. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  readonly tls: TlsSettings | undefined;
}

/** A request, ready to be written to a socket. */
export interface PreparedRequest {
  readonly request: HopRequest;
  readonly isTls: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly bytes: Buffer;
}

const DEFAULT_HEADERS = [
  ['User-Agent', 'Upwatch'],
  ['Accept', '*/*'],
  // As browsers ask, so that what is looked at is what people get.
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
] as const;

/** The first request of a look. */
export function firstRequest(config: HttpConfig): HopRequest {
  const own = Object.entries(config.customHeaders ?? {});
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  const headers: (readonly [string, string])[] = [
    ...own,
    ...DEFAULT_HEADERS.filter(([name]) => !names.has(name.toLowerCase())),
  ];
  if (config.contentType !== undefined && !names.has('content-type'))
    headers.push(['Content-Type', config.contentType]);
  if (config.auth) headers.push(['Authorization', authorizationOf(config.auth)]);
  return {
    method: config.method,
    url: bareUrl(new URL(config.url)),
    headers,
    body: config.requestBody === '' ? undefined : config.requestBody,
    tls: config.tls,
  };
}

/** RFC 7617 (basic, as UTF-8) and RFC 6750 (bearer). */
function authorizationOf(auth: NonNullable<HttpConfig['auth']>): string {
  if (auth.type === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
}

/** A request as bytes. Header values go out as UTF-8. */
export function prepare(request: HopRequest, cookie?: string): PreparedRequest {
  const { url, body } = request;
  const isTls = url.protocol === 'https:';
  const host = request.headers.find(([name]) => isNamed(name, 'host'))?.[1] ?? url.host;
  const lines = [`${request.method} ${url.pathname}${url.search} HTTP/1.1`, `Host: ${host}`];
  for (const [name, value] of request.headers) {
    const isWritten = isNamed(name, 'host') || (cookie !== undefined && isNamed(name, 'cookie'));
    if (!isWritten) lines.push(`${name}: ${value}`);
  }
  if (cookie !== undefined) lines.push(`Cookie: ${cookie}`);
  // RFC 9110 section 8.6: a method that anticipates content says that there is none.
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  if (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method)) lines.push(`Content-Length: ${length}`);
  lines.push('Connection: close', '', body ?? '');
  return {
    request,
    isTls,
    host: bareHost(url.hostname),
    port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
    bytes: Buffer.from(lines.join('\r\n')),
  };
}

function isNamed(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase;
}

/**
 * The headers and TLS settings that another origin may get: nothing that could be a secret, no client certificate, and
 * no server name that belongs to the first one.
 */
export function strippedForOtherOrigin(request: HopRequest): Pick<HopRequest, 'headers' | 'tls'> {
  return {
    headers: request.headers.filter(([name]) => isHarmless(name)),
    tls: request.tls && rootsOnly(request.tls),
  };
}

/** A TLS context is kept as long as its settings object, so the same settings are always cut to the same object. */
const cutSettings = new WeakMap<TlsSettings, TlsSettings>();

function rootsOnly(settings: TlsSettings): TlsSettings | undefined {
  if (settings.caPem === undefined) return undefined;
  let cut = cutSettings.get(settings);
  if (!cut) cutSettings.set(settings, (cut = { caPem: settings.caPem }));
  return cut;
}
