/** One look under blackbox_exporter's metric names, so that its dashboards and alerts go on. Pure. */
import type { Facts, Failure, FailureCode, Observation, TlsFacts } from '@upwatch/core';
import { isIPv6 } from 'node:net';
import { gauge, type Metric, type Sample } from '../metrics/exposition.ts';
import type { ProbeOrder } from './modules.ts';

export function probeMetrics(
  order: Pick<ProbeOrder, 'type' | 'assertions'>,
  observation: Observation,
): readonly Metric[] {
  const { facts, phases } = observation;
  const { type } = order;
  return [
    one('probe_success', 'Whether the probe succeeded.', isSuccess(order, observation) ? 1 : 0),
    one('probe_duration_seconds', 'How long the probe took.', phases.totalMs / 1000),
    one('probe_dns_lookup_time_seconds', 'How long resolving the name took.', (phases.dnsMs ?? 0) / 1000),
    ...addressMetrics(facts),
    ...ownMetrics(type, observation),
    ...(facts.tls ? tlsMetrics(facts.tls) : []),
  ];
}

function isSuccess(
  { type, assertions }: Pick<ProbeOrder, 'type' | 'assertions'>,
  { failure, facts }: Observation,
): boolean {
  if (failure) return false;
  // What its assertions took is one, whatever its status.
  if (assertions) return true;
  return type !== 'HTTP' || Math.floor((facts.statusCode ?? 0) / 100) === 2;
}

function ownMetrics(type: string, observation: Observation): Metric[] {
  if (type === 'HTTP') return httpMetrics(observation);
  if (type === 'ICMP') return icmpMetrics(observation);
  if (type === 'DNS') return dnsMetrics(observation);
  return [failedByPattern(observation.failure)];
}

function addressMetrics({ remoteAddress }: Facts): Metric[] {
  if (remoteAddress === undefined) return [];
  return [
    one('probe_ip_protocol', 'Version of IP that was used.', isIPv6(remoteAddress) ? 6 : 4),
    one('probe_ip_addr_hash', 'Hash of the address: another one for another address.', addressHash(remoteAddress)),
  ];
}

/** FNV-1a of 32 bits over the bytes of the address, as blackbox_exporter has it. */
function addressHash(address: string): number {
  return bytesOf(address).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

function bytesOf(address: string): readonly number[] {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.split('.').map(Number);
  // As a URL has it there are no dots in it, and no zone.
  const [head = '', tail = ''] = new URL(`http://[${plain.replace(/%.*$/, '')}]/`).hostname.slice(1, -1).split('::');
  const groupsIn = (text: string): readonly number[] =>
    text === '' ? [] : text.split(':').map((one) => parseInt(one, 16));
  const [before, after] = [groupsIn(head), groupsIn(tail)];
  const between = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const groups = [...before, ...between, ...after];
  return groups.flatMap((group) => [group >> 8, group & 255]);
}

/** What came was read, and was not what a pattern asks for. */
const BY_PATTERN: ReadonlySet<string> = new Set<FailureCode>([
  'body.regex',
  'body.forbidden_text',
  'body.missing_text',
  'status.header',
  'protocol.unexpected',
]);

function failedByPattern(failure: Failure | undefined): Metric {
  const help = 'Whether an expectation of the answer failed.';
  return one('probe_failed_due_to_regex', help, failure && BY_PATTERN.has(failure.code) ? 1 : 0);
}

function httpMetrics({ facts, phases, failure }: Observation): Metric[] {
  const { headers = {}, redirects = [], statusCode = 0 } = facts;
  const length = Number(headers['content-length'] ?? Number.NaN);
  const modified = Date.parse(headers['last-modified'] ?? '');
  return [
    phased('probe_http_duration_seconds', 'Duration by phase, summed over all redirects.', {
      resolve: phases.dnsMs,
      connect: phases.tcpMs,
      tls: phases.tlsMs,
      processing: phases.ttfbMs,
      transfer: phases.downloadMs,
    }),
    one('probe_http_status_code', 'Status code of the answer; 0 without one.', statusCode),
    one('probe_http_redirects', 'How many redirects were followed.', redirects.length),
    one('probe_http_ssl', 'Whether TLS was used for the last answer.', facts.tls ? 1 : 0),
    one('probe_http_version', 'Version of HTTP of the answer.', Number(facts.httpVersion ?? 0)),
    one(
      'probe_http_content_length',
      'Length that the answer declares; -1 where it declares none.',
      Number.isInteger(length) ? length : -1,
    ),
    one('probe_http_uncompressed_body_length', 'Decoded bytes of the body that were read.', facts.bodyBytes ?? 0),
    failedByPattern(failure),
    ...(Number.isNaN(modified)
      ? []
      : [one('probe_http_last_modified_timestamp_seconds', 'What Last-Modified says.', modified / 1000)]),
  ];
}

function icmpMetrics({ facts, phases }: Observation): Metric[] {
  const name = 'probe_icmp_duration_seconds';
  const rtt = facts.icmp?.avgMs;
  return [phased(name, 'Duration by phase.', { resolve: phases.dnsMs, setup: 0, rtt: rtt ?? 0 })];
}

function dnsMetrics({ facts, phases, failure }: Observation): Metric[] {
  const { dns } = facts;
  const request = dns?.queries.reduce((sum, { tookMs }) => sum + tookMs, 0) ?? phases.totalMs;
  return [
    phased('probe_dns_duration_seconds', 'Duration by phase.', { resolve: 0, connect: phases.tcpMs ?? 0, request }),
    one('probe_dns_answer_rrs', 'Records in the answer.', dns?.records.length ?? 0),
    one('probe_dns_query_succeeded', 'Whether a name server answered.', dns && !failure ? 1 : 0),
  ];
}

function tlsMetrics(tls: TlsFacts): Metric[] {
  const { fingerprint, subject, issuer, sans, serialNumber, protocol, cipher } = tls;
  const info = (name: string, help: string, labels: Sample['labels']): Metric =>
    gauge(name, help, [{ value: 1, ...(labels && { labels }) }]);
  return [
    one(
      'probe_ssl_earliest_cert_expiry',
      'Earliest end of a certificate of the chain, Unix time.',
      tls.chainNotAfterMs / 1000,
    ),
    one(
      'probe_ssl_last_chain_expiry_timestamp_seconds',
      'Earliest end of a certificate of the chain that was verified, Unix time; 0 for none.',
      tls.isVerified ? tls.chainNotAfterMs / 1000 : 0,
    ),
    info('probe_ssl_last_chain_info', 'The certificate that was shown.', {
      fingerprint_sha256: fingerprint,
      subject: subject.replaceAll('\n', ','),
      issuer: issuer.replaceAll('\n', ','),
      subjectalternative: sans.join(','),
      serialnumber: serialNumber,
    }),
    info('probe_tls_version_info', 'Version of TLS that was used.', { version: protocol.replace('v', ' ') }),
    info('probe_tls_cipher_info', 'Cipher that was used.', { cipher }),
  ];
}

function one(name: string, help: string, value: number): Metric {
  return gauge(name, help, [{ value }]);
}

function phased(name: string, help: string, ms: Readonly<Record<string, number | undefined>>): Metric {
  return gauge(
    name,
    help,
    Object.entries(ms).map(([phase, value = 0]) => ({ value: value / 1000, labels: { phase } })),
  );
}
