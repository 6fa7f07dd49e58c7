/** Modules of the blackbox_exporter as checks: what each of their fields becomes at one target. */
import { isSecretStep } from '@upwatch/probe';
import { flagOf, isRow, numberOf, type Row, rowsOf, textOf, textsOf } from '../fields.ts';
import { type DraftObject, Secret } from '../secret.ts';
import { httpLook } from './http-module.ts';
import { type Asked, fail, familyOf, type Look, tlsOf } from './look.ts';

export function lookOf(module: Row, asked: Asked): Look | { readonly lacks: string } {
  const prober = textOf(module, 'prober') ?? '';
  const settings = isRow(module[prober]) ? module[prober] : {};
  switch (prober) {
    case 'http':
      return httpLook(settings, asked);
    case 'tcp':
      return tcpLook(settings, asked);
    case 'icmp':
      return icmpLook(settings, asked);
    case 'dns':
      return dnsLook(settings, asked);
    default:
      return { lacks: `Upwatch has no check for the prober ${prober === '' ? 'of this module' : prober}` };
  }
}

/** `host:port`, `[::1]:443` */
function hostAndPort(target: string): { readonly host: string; readonly port: number } | undefined {
  const [, v6, name, port] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(target.replace(/^[a-z]+:\/\//i, '').replace(/\/$/, '')) ?? [];
  const host = v6 ?? name;
  return host === undefined ? undefined : { host, port: Number(port) };
}

function tcpLook(tcp: Row, { target, module, timeoutMs }: Asked): Look | { readonly lacks: string } {
  const at = hostAndPort(target);
  if (!at) return { lacks: 'its target names no host and port' };
  const lost: (readonly [string, string])[] = [];
  if (tcp['source_ip_address'] !== undefined) lost.push(['tcp.source_ip_address', 'the system chooses the address']);
  const steps = rowsOf(tcp['query_response']).flatMap((step) => stepsOf(step, module, lost));
  const isTls = flagOf(tcp, 'tls') ?? false;
  const { verifyTls, tls } = tlsOf(tcp['tls_config'], lost, 'tcp.');
  const hasTls = isTls || steps.some((step) => 'startTls' in step);
  return {
    type: 'TCP',
    config: {
      ...at,
      timeoutMs,
      ...familyOf(tcp),
      ...(hasTls && verifyTls !== undefined && { verifyTls }),
      ...(isTls && { tls: tls ?? true }),
      ...(steps.length > 0 && { steps }),
    },
    assertions: [],
    lost,
    changed: [],
  };
}

/** A line that is sent ends with a line feed, as the exporter does it. */
function stepsOf(step: Row, module: string, lost: (readonly [string, string])[]): readonly DraftObject[] {
  const [expect, given] = [textOf(step, 'expect'), textOf(step, 'send')];
  const send = given === undefined ? undefined : `${given.replaceAll('\\', String.raw`\\`)}${String.raw`\n`}`;
  for (const name of ['expect_bytes', 'labels']) {
    if (step[name] !== undefined) lost.push([`tcp.query_response.${name}`, 'Upwatch has no such step']);
  }
  return [
    ...(expect === undefined ? [] : [{ expect }]),
    ...(send === undefined ? [] : [{ send: isSecretStep({ send }) ? new Secret(send, `${module} send`) : send }]),
    ...(flagOf(step, 'starttls') ? [{ startTls: true }] : []),
  ];
}

function icmpLook(icmp: Row, { target, timeoutMs }: Asked): Look {
  const lost = ['source_ip_address', 'dont_fragment', 'payload_size', 'ttl']
    .filter((name) => icmp[name] !== undefined)
    .map((name) => [`icmp.${name}`, 'pings are sent as the system sends them'] as const);
  const config = {
    host: target,
    packetCount: 1,
    timeoutMs: Math.min(60_000, Math.max(500, timeoutMs)),
    ...familyOf(icmp),
  };
  return { type: 'ICMP', config, assertions: [], lost, changed: [] };
}

function dnsLook(dns: Row, { target, timeoutMs }: Asked): Look | { readonly lacks: string } {
  const hostname = textOf(dns, 'query_name')?.replace(/\.$/, '');
  if (hostname === undefined) return { lacks: 'its module names no query_name' };
  const recordType = (textOf(dns, 'query_type') ?? 'ANY').toUpperCase();
  if (recordType === 'ANY') return { lacks: 'it asks for ANY record: name one type in Upwatch' };
  const lost: (readonly [string, string])[] = [];
  for (const name of [
    'dns_over_tls',
    'query_class',
    'recursion_desired',
    'source_ip_address',
    'validate_authority_rrs',
    'validate_additional_rrs',
  ]) {
    if (dns[name] !== undefined) lost.push([`dns.${name}`, 'Upwatch has no such setting']);
  }
  const codes = textsOf(dns['valid_rcodes']);
  if (codes.some((code) => code !== 'NOERROR')) lost.push(['dns.valid_rcodes', 'a name must resolve']);
  if (dns['validate_answer_rrs'] !== undefined) {
    lost.push([
      'dns.validate_answer_rrs',
      'expressions are matched with whole records there: say what a record must be',
    ]);
  }
  return {
    type: 'DNS',
    config: {
      hostname,
      recordTypes: [recordType],
      nameservers: [target.replace(/:53$/, '')],
      timeoutMs: Math.min(60_000, timeoutMs),
      ...(textOf(dns, 'transport_protocol') === 'tcp' && { transport: 'tcp' }),
    },
    assertions: [fail({ type: 'dns_resolves' })],
    lost,
    changed: [['dns', 'records must be there: NOERROR without any is a failure here']],
  };
}

/** The timeout of a module, seconds as Prometheus writes them. */
export function moduleTimeout(module: Row): string | undefined {
  return (
    textOf(module, 'timeout') ??
    (numberOf(module, 'timeout') === undefined ? undefined : `${numberOf(module, 'timeout')}s`)
  );
}
