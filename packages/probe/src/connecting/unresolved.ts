/** Why a name could not be resolved, as a failure. */
import { failure, type Failure } from '@upwatch/core';
import { DnsFailure } from '../dns/dns-failure.ts';

/** @param error what `NameResolver.resolve` rejected with */
export function unresolved(error: unknown): Failure {
  if (error instanceof DnsFailure) return error.failure;
  // Anything else is a fault of the resolver's code: it must not pass for a target that is down.
  return failure('probe.resolver', error instanceof Error ? error.name : 'unknown', 'dns');
}
