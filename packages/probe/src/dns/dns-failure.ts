/** What c-ares said, as a failure. */
import { failure, type Failure, type FailureCode } from '@upwatch/core';

/** A name could not be resolved. Thrown by `Resolver.resolve`. */
export class DnsFailure extends Error {
  override readonly name = 'DnsFailure';
  readonly failure: Failure;

  constructor(reason: Failure) {
    super(reason.message);
    this.failure = reason;
  }
}

/** c-ares' codes. A name that cannot be written as a question (EBADNAME: a label of 64 bytes) does not exist either. */
const CODES: Readonly<Record<string, FailureCode>> = {
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
export function dnsCodeOf(error: NodeJS.ErrnoException): FailureCode {
  return CODES[error.code ?? ''] ?? 'dns.unreachable';
}

/** Names host, record types and the servers asked, so that a person can repeat the question with dig. */
export function dnsFailure(
  code: FailureCode,
  asked: { readonly host: string; readonly types: readonly string[]; readonly servers: readonly string[] },
): DnsFailure {
  const servers = asked.servers.length === 0 ? 'no server' : asked.servers.slice(0, 3).join(', ');
  return new DnsFailure(failure(code, `${asked.host} (${asked.types.join(' and ')}) asked of ${servers}`, 'dns'));
}
