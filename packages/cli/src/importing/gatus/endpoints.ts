/** Endpoints of Gatus as monitors: their type is in the scheme of the URL. */
import { isSecretHeader } from '@upwatch/core';
import {
  type Draft,
  type DraftObject,
  flagOf,
  goDurationMs,
  isRow,
  numberOf,
  type Row,
  Secret,
  textOf,
  textsOf,
} from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import { sayCondition } from './conditions.ts';

/** What an endpoint is looked at with. */
interface Look {
  readonly type: string;
  readonly config: DraftObject;
  readonly pausedBecause?: string;
}

const TIMEOUT_MS = 10_000;

export function keyOf(endpoint: Row): string {
  const part = (name: string): string =>
    (textOf(endpoint, name) ?? '')
      .trim()
      .toLowerCase()
      .replaceAll(/[/_., #+&]/g, '-');
  return `${part('group')}_${part('name')}`;
}

/** How it is called here: two groups may both have a `web`. */
export function labelOf(endpoint: Row): string {
  const [group, name] = [textOf(endpoint, 'group'), textOf(endpoint, 'name') ?? 'endpoint'];
  return group === undefined ? name : `${group} / ${name}`;
}

/** Milliseconds of a Go duration; a bare number is nanoseconds in Go, and nobody means that. */
export function durationMsOf(row: Row, name: string): number | undefined {
  const text = textOf(row, name);
  return text === undefined ? undefined : goDurationMs(text);
}

export function lookOf(endpoint: Row, where: string, gathering: Gathering): Look | { readonly lacks: string } {
  const url = textOf(endpoint, 'url');
  if (url === undefined) return { lacks: 'it has no url' };
  const client = isRow(endpoint['client']) ? endpoint['client'] : {};
  const timeoutMs = Math.min(300_000, Math.max(100, Math.round(durationMsOf(client, 'timeout') ?? TIMEOUT_MS)));
  const common = { timeoutMs, ...familyOf(client) };
  sayClient(client, where, gathering);
  if (isRow(endpoint['dns'])) return dnsLook(endpoint['dns'], url, client);
  const scheme = /^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase() ?? '';
  switch (scheme) {
    case 'http':
    case 'https':
      return httpLook(endpoint, client, common);
    case 'tcp':
    case 'tls':
    case 'starttls':
      return streamLook(scheme, url, client, common);
    case 'icmp':
      return {
        type: 'ICMP',
        config: {
          host: url.slice(scheme.length + 3),
          ...common,
          timeoutMs: Math.min(60_000, Math.max(500, timeoutMs)),
        },
      };
    default:
      return { lacks: `Upwatch has no check for ${scheme === '' ? 'this URL' : `${scheme}://`}` };
  }
}

function familyOf(client: Row): DraftObject {
  const network = textOf(client, 'network');
  return network === 'ip4' ? { ipFamily: 'ipv4' } : network === 'ip6' ? { ipFamily: 'ipv6' } : {};
}

const CLIENT_LOST: Readonly<Record<string, string>> = {
  'identity-aware-proxy': 'Upwatch does not sign in to it',
  tunnel: 'Upwatch looks without tunnels',
  'store-cookies': 'cookies are kept within one chain of redirects',
};

function sayClient(client: Row, where: string, gathering: Gathering): void {
  for (const [name, why] of Object.entries(CLIENT_LOST)) {
    if (client[name] !== undefined && client[name] !== false) gathering.lost(where, `client.${name}`, why);
  }
}

/** What it cannot be looked at without. */
function obstacleOf(client: Row): string | undefined {
  if (client['oauth2'] !== undefined) return 'it signs in by OAuth 2, which Upwatch does not';
  if (client['proxy-url'] !== undefined) return 'it is reached through a proxy, which Upwatch does not use';
  if (client['tunnel'] !== undefined) return 'it is reached through a tunnel, which Upwatch does not use';
  return client['identity-aware-proxy'] === undefined ? undefined : 'it signs in to a proxy, which Upwatch does not';
}

function httpLook(endpoint: Row, client: Row, common: DraftObject): Look {
  const label = labelOf(endpoint);
  const url = textOf(endpoint, 'url')!;
  const { username, password } = URL.parse(url) ?? {};
  const body = textOf(endpoint, 'body');
  const isGraphQl = flagOf(endpoint, 'graphql') ?? false;
  const pausedBecause =
    obstacleOf(client) ?? (isRow(client['tls']) ? 'its client certificate is in files: give them as PEM' : undefined);
  return {
    type: 'HTTP',
    config: {
      url: username || password ? new Secret(url, `${label} url`) : url,
      method: (textOf(endpoint, 'method') ?? (isGraphQl ? 'POST' : 'GET')).toUpperCase(),
      ...headersOf(endpoint, label),
      ...(body !== undefined && { requestBody: isGraphQl ? JSON.stringify({ query: body }) : body }),
      ...(isGraphQl && { contentType: 'application/json' }),
      ...(flagOf(client, 'insecure') && { verifyTls: false }),
      ...(flagOf(client, 'ignore-redirect') && { redirectsMax: 0 }),
      ...resolverOf(client),
      ...common,
    },
    ...(pausedBecause !== undefined && { pausedBecause }),
  };
}

function headersOf(endpoint: Row, label: string): DraftObject {
  const headers = endpoint['headers'];
  if (!isRow(headers)) return {};
  const entries = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'host')
    .map(([name, value]): [string, Draft] => {
      const text = String(value);
      return [name, isSecretHeader(name) ? new Secret(text, `${label} header ${name}`) : text];
    });
  return entries.length > 0 ? { customHeaders: Object.fromEntries(entries) } : {};
}

/** `udp://1.1.1.1:53` */
function resolverOf(client: Row): DraftObject {
  const address = /^(?:udp|tcp):\/\/(.+)$/.exec(textOf(client, 'dns-resolver') ?? '')?.[1];
  return address === undefined ? {} : { resolver: [address] };
}

const STARTTLS_PORTS: Readonly<Record<number, string>> = { 25: 'smtp', 587: 'smtp', 143: 'imap', 110: 'pop3' };

function streamLook(scheme: string, url: string, client: Row, common: DraftObject): Look | { readonly lacks: string } {
  const { hostname, port } = URL.parse(url.replace(/^[a-z]+:/i, 'http:')) ?? {};
  const number = Number(port) || (scheme === 'tls' ? 443 : 0);
  if (!hostname || number === 0) return { lacks: 'its url names no host and port' };
  const config = { host: hostname, port: number, ...common, ...resolverOf(client) };
  const insecure = flagOf(client, 'insecure') ? { verifyTls: false } : {};
  if (scheme === 'tcp') return { type: 'TCP', config };
  if (scheme === 'tls') return { type: 'TLS', config: { ...config, ...insecure } };
  const startTls = STARTTLS_PORTS[number] ?? 'smtp';
  return { type: 'TLS', config: { ...config, ...insecure, startTls } };
}

function dnsLook(dns: Row, url: string, client: Row): Look | { readonly lacks: string } {
  const hostname = textOf(dns, 'query-name')?.replace(/\.$/, '');
  if (hostname === undefined) return { lacks: 'its dns names no query-name' };
  const server = url.replace(/^[a-z]+:\/\//i, '');
  return {
    type: 'DNS',
    config: {
      hostname,
      recordTypes: [(textOf(dns, 'query-type') ?? 'A').toUpperCase()],
      nameservers: [server.replace(/:53$/, '')],
      timeoutMs: Math.min(60_000, Math.max(100, Math.round(durationMsOf(client, 'timeout') ?? TIMEOUT_MS))),
    },
  };
}

/** Conditions as assertions; what cannot be said has a line each. */
export function assertionsOf(endpoint: Row, look: Look, where: string, gathering: Gathering): readonly DraftObject[] {
  const recordTypes = look.config['recordTypes'];
  const recordType = Array.isArray(recordTypes) ? String(recordTypes[0]) : 'A';
  return textsOf(endpoint['conditions']).flatMap((condition) => {
    const said = sayCondition(condition, look.type);
    if ('holds' in said) return [];
    if ('lost' in said) {
      gathering.lost(where, `condition ${condition}`, said.lost);
      return [];
    }
    if (said.changed !== undefined) gathering.changed(where, `condition ${condition}`, said.changed);
    return said.assertions.map((one) => withRecordType(one, recordType));
  });
}

function withRecordType(assertion: DraftObject, recordType: string): DraftObject {
  const config = assertion['config'];
  if (typeof config !== 'object' || config === null || !('type' in config)) return assertion;
  const { type } = config;
  const needs = typeof type === 'string' && type.startsWith('dns_record_');
  return needs ? { ...assertion, config: { ...config, recordType } } : assertion;
}

/** Seconds between looks. */
export function intervalSecondsOf(row: Row, fallback: number): number {
  const ms = durationMsOf(row, 'interval');
  return Math.min(86_400, Math.max(1, Math.round(ms === undefined ? fallback : ms / 1000)));
}

/** Counts of an alert, as Gatus has them when nothing is said. */
export function thresholdsOf(alert: Row): { readonly failures: number; readonly successes: number } {
  return { failures: numberOf(alert, 'failure-threshold') || 3, successes: numberOf(alert, 'success-threshold') || 2 };
}
