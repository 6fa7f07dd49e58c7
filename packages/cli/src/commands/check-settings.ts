/** What a URL given to `upwatch check` means: the check type, and its settings out of the URL and the options. */
import { isSecretHeader, type JsonObject } from '@upwatch/core';
import { CHECK_TYPES } from '@upwatch/probe';
import { parseDuration } from '../duration.ts';
import { UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';
import { checkedWithSchema } from '../schema.ts';
import { asFlag } from './check-flags.ts';

/** The options of the command that become settings. */
export interface CheckSettingsOptions {
  readonly method: string;
  readonly header?: readonly string[];
  readonly data?: string;
  readonly timeout: string;
  readonly retries: string;
  readonly backoff: string;
  readonly insecure?: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly user?: string;
  readonly serverName?: string;
  readonly resolver?: readonly string[];
  readonly maxRedirects: string;
  readonly ipv4?: true;
  readonly ipv6?: true;
  readonly health?: string;
  readonly dependency?: readonly string[];
}

/** One URL, ready to be looked at. */
export interface CheckOrder {
  readonly url: string;
  readonly type: string;
  readonly config: JsonObject;
}

/** What the scheme of a URL says of its type; anything else is HTTP, whose schema says what it takes. */
type UrlType = 'HTTP' | 'TCP' | 'TLS' | 'DNS' | 'ICMP' | 'MCP_SERVER';
const TYPES: Readonly<Record<string, UrlType>> = {
  'tcp:': 'TCP',
  'tls:': 'TLS',
  'dns:': 'DNS',
  'ping:': 'ICMP',
  'mcp+http:': 'MCP_SERVER',
  'mcp+https:': 'MCP_SERVER',
};

/** Which types an option says something to; those that are not here say something to all. */
const OPTIONS_FOR: readonly (readonly [option: keyof CheckSettingsOptions, flag: string, types: readonly UrlType[]])[] =
  [
    ['header', '--header', ['HTTP', 'MCP_SERVER']],
    ['data', '--data', ['HTTP']],
    ['user', '--user', ['HTTP']],
    ['health', '--health', ['HTTP']],
    ['dependency', '--dependency', ['HTTP']],
    ['insecure', '--insecure', ['HTTP', 'TCP', 'TLS', 'MCP_SERVER']],
    ['ca', '--ca', ['HTTP', 'TCP', 'TLS']],
    ['cert', '--cert', ['HTTP', 'TCP', 'TLS']],
    ['key', '--key', ['HTTP', 'TCP', 'TLS']],
    ['serverName', '--server-name', ['HTTP', 'TCP', 'TLS']],
    ['ipv4', '--ipv4', ['HTTP', 'TCP', 'TLS', 'ICMP']],
    ['ipv6', '--ipv6', ['HTTP', 'TCP', 'TLS', 'ICMP']],
  ];

/** @throws UsageError with everything that is wrong with a URL, or an option that says nothing to any of them */
export function ordersOf(urls: readonly string[], options: CheckSettingsOptions): readonly CheckOrder[] {
  const types = new Set(urls.map(typeOf));
  for (const [option, flag, takers] of OPTIONS_FOR) {
    if (options[option] === undefined || takers.some((type) => types.has(type))) continue;
    throw new UsageError(`${flag} says nothing to ${[...types].join(' and ')} checks`);
  }
  return urls.map((url) => orderOf(url, options));
}

function typeOf(url: string): UrlType {
  return TYPES[/^[a-z0-9+.-]+:/i.exec(url)?.[0].toLowerCase() ?? ''] ?? 'HTTP';
}

const SETTINGS: Readonly<Record<UrlType, (url: string, options: CheckSettingsOptions) => object>> = {
  HTTP: httpSettings,
  TCP: connectionSettings,
  TLS: connectionSettings,
  DNS: dnsSettings,
  ICMP: pingSettings,
  MCP_SERVER: mcpSettings,
};

function orderOf(url: string, options: CheckSettingsOptions): CheckOrder {
  const type = typeOf(url);
  const config = SETTINGS[type](url, options);
  const checked = checkedWithSchema(CHECK_TYPES[type].config, config, (fault) => asFlag(fault, options));
  return { url, type, config: checked };
}

/** `tcp://db.internal:5432`, `tls://mail.example:25?starttls=smtp` */
function connectionSettings(text: string, options: CheckSettingsOptions): object {
  const url = urlOf(text, ['starttls']);
  if (url.pathname !== '' && url.pathname !== '/') throw new UsageError(`${text} must end behind the port`);
  if (url.port === '' && url.protocol === 'tcp:')
    throw new UsageError(`${text} must have a port, as in tcp://db.internal:5432`);
  const startTls = url.searchParams.get('starttls');
  const tls = tlsOf(options);
  return {
    host: hostOf(url),
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(startTls !== null && { startTls }),
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    verifyTls: !options.insecure,
    retry: retryOf(options),
    ...(tls && { tls }),
    ...(options.resolver && { resolver: options.resolver }),
    ...familyOf(options),
  };
}

/** `dns://shop.example?type=MX&server=192.0.2.1:5353` */
function dnsSettings(text: string, options: CheckSettingsOptions): object {
  const url = urlOf(text, ['type', 'server', 'transport', 'authoritative', 'all']);
  const each = (name: string): string[] => url.searchParams.getAll(name).flatMap((value) => value.split(','));
  const transport = url.searchParams.get('transport');
  const servers = [...each('server'), ...(options.resolver ?? [])];
  const types = each('type');
  const totalTimeoutMs = parseDuration(options.timeout, '--timeout');
  return {
    hostname: hostOf(url),
    ...(types.length > 0 && { recordTypes: types }),
    ...(servers.length > 0 && { nameservers: servers }),
    ...(transport !== null && { transport }),
    ...(url.searchParams.has('authoritative') && { authoritative: true }),
    ...(url.searchParams.has('all') && { requireAll: true }),
    timeoutMs: Math.min(totalTimeoutMs, DNS_QUESTION_MS),
    totalTimeoutMs,
    retry: retryOf(options),
  };
}

/** `ping://192.0.2.1?count=5` */
function pingSettings(text: string, options: CheckSettingsOptions): object {
  const url = urlOf(text, ['count']);
  if (url.port !== '') throw new UsageError(`${text} must have no port: an echo has none`);
  const packets = url.searchParams.get('count');
  return {
    host: hostOf(url),
    ...(packets !== null && { packetCount: count(packets, 'count=') }),
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    retry: retryOf(options),
    ...(options.resolver && { resolver: options.resolver }),
    ...familyOf(options),
  };
}

/** `mcp+https://mcp.example/mcp` */
function mcpSettings(text: string, options: CheckSettingsOptions): object {
  return {
    url: text.slice('mcp+'.length),
    ...(options.header && { customHeaders: headersOf(options.header) }),
    verifyTls: !options.insecure,
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    retry: retryOf(options),
  };
}

/** A question to one server leaves time for the next one. */
const DNS_QUESTION_MS = 3000;

function urlOf(text: string, known: readonly string[]): URL {
  const url = URL.parse(text);
  if (!url || url.hostname === '')
    throw new UsageError(`"${text}" must be a URL such as tcp://host:port or dns://name`);
  const unknown = [...url.searchParams.keys()].find((name) => !known.includes(name));
  if (unknown === undefined) return url;
  throw new UsageError(`${text} must have no ${unknown}=; it takes ${known.map((name) => `${name}=`).join(' ')}`);
}

/** Names in other scripts come percent-encoded out of a scheme that the URL parser does not know. */
function hostOf(url: URL): string {
  return decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
}

function tlsOf(options: CheckSettingsOptions): Record<string, string> | undefined {
  const tls = {
    ...(options.ca && { caPem: readText(options.ca, '--ca') }),
    ...(options.cert && { certificatePem: readText(options.cert, '--cert') }),
    ...(options.key && { keyPem: readText(options.key, '--key') }),
    ...(options.serverName && { serverName: options.serverName }),
  };
  return Object.keys(tls).length > 0 ? tls : undefined;
}

function retryOf(options: CheckSettingsOptions): object {
  return {
    attemptsMax: count(options.retries, '--retries') + 1,
    backoffMs: parseDuration(options.backoff, '--backoff'),
  };
}

function familyOf({ ipv4, ipv6 }: CheckSettingsOptions): object {
  return { ...(ipv4 && { ipFamily: 'ipv4' }), ...(ipv6 && { ipFamily: 'ipv6' }) };
}

function httpSettings(url: string, options: CheckSettingsOptions): object {
  const tls = tlsOf(options);
  return {
    url,
    method: options.method.toUpperCase(),
    customHeaders: headersOf(options.header ?? []),
    ...(options.data !== undefined && { requestBody: bodyOf(options.data) }),
    verifyTls: !options.insecure,
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    redirectsMax: count(options.maxRedirects, '--max-redirects'),
    retry: retryOf(options),
    ...(tls && { tls }),
    ...(options.user && { auth: basicAuth(options.user) }),
    ...healthOf(options),
    ...(options.resolver && { resolver: options.resolver }),
    ...familyOf(options),
  };
}

/** Whoever names dependencies wants them read. */
function healthOf({ health, dependency }: CheckSettingsOptions): object {
  const mode = health ?? (dependency && 'auto');
  return { ...(mode !== undefined && { health: mode }), ...(dependency && { dependencies: dependency }) };
}

/** A header that is given twice is refused: of two values a request would hold the last alone. */
function headersOf(given: readonly string[]): Record<string, string> {
  const pairs = given.map(headerPair);
  const firsts = new Map<string, string>();
  for (const [name, value] of pairs) {
    const first = firsts.get(name.toLowerCase());
    if (first !== undefined) {
      throw new UsageError(
        `--header must name each header once, got ${name} twice; where it takes several values they go in one: "${name}: ${joined(name, [first, value])}"`,
      );
    }
    firsts.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(pairs);
}

/** Values that may be a secret are not repeated. */
function joined(name: string, values: readonly string[]): string {
  const separator = name.toLowerCase() === 'cookie' ? '; ' : ', ';
  return (isSecretHeader(name) ? values.map((_, place) => `value${place + 1}`) : values).join(separator);
}

function headerPair(header: string): [string, string] {
  const colon = header.indexOf(':');
  if (colon < 1) throw new UsageError(`--header must be \`Name: value\`, got "${header}"`);
  return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()];
}

function basicAuth(user: string): { type: 'basic'; username: string; password: string } {
  const colon = user.indexOf(':');
  if (colon < 0) throw new UsageError('--user must be user:password');
  return { type: 'basic', username: user.slice(0, colon), password: user.slice(colon + 1) };
}

function bodyOf(data: string): string {
  return data.startsWith('@') ? readText(data.slice(1), '--data') : data;
}

function count(text: string, option: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(`${option} must be a whole number from 0 to 999, got "${text}"`);
  return Number(text);
}
