/** The types of monitor that Uptime Kuma has, each as a check of ours, or why there is none. */
import { flagOf, numberOf, type Row, Secret, textOf } from '@upwatch/server/foreign';
import { heartbeatPace } from '../heartbeat-pace.ts';
import { dnsAssertions } from './dns-conditions.ts';
import { ipFamilyOf, type Kind, type NoKind, timeoutMsOf } from './kind.ts';
import { browserKind, httpKind, jsonQueryKind, keywordKind } from './http-kinds.ts';

export const KINDS: Readonly<Record<string, (row: Row) => Kind | NoKind>> = {
  http: httpKind,
  keyword: keywordKind,
  'json-query': jsonQueryKind,
  'real-browser': browserKind,
  port: (row) => {
    const host = textOf(row, 'hostname')?.trim();
    const port = numberOf(row, 'port');
    if (host === undefined || port === undefined) return { lacks: 'it names no host and port' };
    return { type: 'TCP', config: { host, port, timeoutMs: timeoutMsOf(row, 300_000) } };
  },
  smtp: smtpKind,
  ping: pingKind,
  dns: dnsKind,
  push: pushKind,
  docker: () => ({ lacks: 'Upwatch does not ask Docker: watch what the container serves, or its health by HTTP' }),
  manual: () => ({ lacks: 'its status is set by hand, and Upwatch only says what it saw' }),
  'tailscale-ping': () => ({ lacks: 'Upwatch does not ping through Tailscale: an ICMP monitor pings the same host' }),
  globalping: () => ({ lacks: 'it is looked at by Globalping: regions of Upwatch are probes of your own' }),
  ...Object.fromEntries(
    [
      'postgres',
      'mysql',
      'sqlserver',
      'mongodb',
      'oracledb',
      'redis',
      'rabbitmq',
      'mqtt',
      'kafka-producer',
      'radius',
    ].map((type) => [
      type,
      () => ({ lacks: `Upwatch does not speak to ${type} yet: a TCP monitor says whether the port is open` }),
    ]),
  ),
};

function smtpKind(row: Row): Kind | NoKind {
  const host = textOf(row, 'hostname')?.trim();
  if (host === undefined) return { lacks: 'it names no host' };
  const security = textOf(row, 'smtp_security');
  const port = numberOf(row, 'port') ?? (security === 'secure' ? 465 : 25);
  const config = { host, port, timeoutMs: timeoutMsOf(row, 300_000) };
  if (security === 'starttls') return { type: 'TCP', config: { ...config, startTls: 'smtp' } };
  const greeting = { steps: [{ expect: '^220[ -]' }] };
  return { type: 'TCP', config: { ...config, ...(security === 'secure' && { tls: true }), ...greeting } };
}

function pingKind(row: Row): Kind | NoKind {
  const host = textOf(row, 'hostname')?.trim();
  if (host === undefined) return { lacks: 'it names no host' };
  const packets = numberOf(row, 'ping_count') ?? 1;
  const size = numberOf(row, 'packet_size') ?? 56;
  return {
    type: 'ICMP',
    config: {
      host,
      packetCount: Math.min(20, Math.max(1, packets)),
      timeoutMs: timeoutMsOf(row, 60_000),
      ...ipFamilyOf(row),
    },
    lost: [
      ...(size === 56 ? [] : [['packet_size', 'pings have the size that the system gives them'] as const]),
      ...(packets > 20 ? [['ping_count', 'at most 20 packets are sent'] as const] : []),
    ],
  };
}

function dnsKind(row: Row): Kind | NoKind {
  const hostname = textOf(row, 'hostname')?.trim();
  if (hostname === undefined) return { lacks: 'it names no host' };
  const recordType = (textOf(row, 'dns_resolve_type') ?? 'A').toUpperCase();
  const port = numberOf(row, 'port') ?? 53;
  const servers = (textOf(row, 'dns_resolve_server') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const nameservers = servers.map((server) => withPort(server, port));
  const { assertions, lost } = dnsAssertions(row, recordType);
  return {
    type: 'DNS',
    config: {
      hostname,
      recordTypes: [recordType],
      ...(nameservers.length > 0 && { nameservers }),
    },
    assertions,
    lost,
  };
}

function withPort(server: string, port: number): string {
  if (port === 53) return server;
  return server.includes(':') ? `[${server}]:${port}` : `${server}:${port}`;
}

function pushKind(row: Row): Kind | NoKind {
  const token = textOf(row, 'push_token');
  const interval = numberOf(row, 'interval') ?? 60;
  const retries = numberOf(row, 'maxretries') ?? 0;
  const retryInterval = numberOf(row, 'retry_interval') || interval;
  return {
    type: 'HEARTBEAT',
    config: { ...heartbeatPace(interval, retries * retryInterval) },
    isPassive: true,
    ...(token !== undefined && {
      extra: { pingToken: new Secret(token, `${textOf(row, 'name') ?? 'push'} pingToken`) },
    }),
    changed: [
      ...(token === undefined ? [['push_token', 'there is none: the job needs the new address'] as const] : []),
      ...(retries > 0 ? [['maxretries', `is grace: ${retries} × ${retryInterval} s`] as const] : []),
    ],
  };
}

/** Inverts the verdict. */
export function isUpsideDown(row: Row): boolean {
  return flagOf(row, 'upside_down') ?? false;
}
