/** What c-ares said, as a failure. */
import { failure, type Failure, type FailureCode } from '@upwatch/core';

/** A name could not be resolved. `Resolver.resolve` rejects with it. */
export class DnsFailure extends Error {
  override readonly name = 'DnsFailure';
  readonly failure: Failure;

  constructor(reason: Failure) {
    super(reason.message);
    this.failure = reason;
  }
}

/** What a name server can do about a question, besides answering it; the DNS check knows more ways to fail. */
export type DnsCode =
  | Exclude<Extract<FailureCode, `dns.${string}`>, 'dns.lame' | 'dns.records' | 'dns.ttl'>
  | 'probe.resources'
  | 'probe.resolver';

/** c-ares' codes. A name that cannot be written as a question (EBADNAME: a label of 64 bytes) does not exist either. */
const CODES: Readonly<Record<string, DnsCode>> = {
  ENOTFOUND: 'dns.nxdomain',
  EBADNAME: 'dns.nxdomain',
  ENODATA: 'dns.nodata',
  ESERVFAIL: 'dns.servfail',
  ENOTIMP: 'dns.servfail',
  EREFUSED: 'dns.refused',
  ETIMEOUT: 'dns.timeout',
  EBADRESP: 'dns.malformed',
  EFORMERR: 'dns.malformed',
  EBADFAMILY: 'dns.malformed',
  ECONNREFUSED: 'dns.unreachable',
  ENOMEM: 'probe.resources',
  ECANCELLED: 'probe.resolver',
  EDESTRUCTION: 'probe.resolver',
};

/** The failure code for an error of `node:dns`. */
export function dnsCodeOf(error: NodeJS.ErrnoException): DnsCode {
  return CODES[error.code ?? ''] ?? 'dns.unreachable';
}

/** What was asked, and of whom: enough to repeat the question with `dig`. */
export interface Question {
  readonly host: string;
  readonly types: readonly string[];
  readonly servers: readonly string[];
}

const SERVERS_SHOWN = 3;

/** A failure that names host, record types and servers. */
export function dnsFailure(code: DnsCode, { host, types, servers }: Question): DnsFailure {
  const shown = servers.slice(0, SERVERS_SHOWN).join(', ');
  const more = servers.length > SERVERS_SHOWN ? ` and ${servers.length - SERVERS_SHOWN} more` : '';
  const asked = servers.length === 0 ? 'no name server is configured' : `asked of ${shown}${more}`;
  const detail = `${host.slice(0, 253)} (${types.join(' and ')}), ${asked}`;
  return new DnsFailure(failure(code, detail, 'dns'));
}
