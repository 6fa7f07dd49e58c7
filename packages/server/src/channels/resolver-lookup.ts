/**
 * Names for channels through the probe's resolver: the thread pool's own lookups hold one another up when names hang. What
 * may not be connected to is not among the addresses; where one is said instead of a name, nothing is looked up, and
 * whoever connects asks `blockedHost`.
 */
import { isIP, type LookupFunction } from 'node:net';
import { allowedOf, type Egress, egressOf, type NameResolver } from '@upwatch/probe';

/** How this server reaches others. */
export interface Outbound {
  readonly egress: Egress;
  readonly lookup: LookupFunction;
}

/** For what strangers chose: public addresses alone, whatever this server itself may reach. */
export function outsideAlone(resolver: NameResolver): Outbound {
  const egress = egressOf('public');
  return { egress, lookup: lookupThrough(resolver, egress) };
}

/** There is a host, and nobody may connect to it. */
export class BlockedAddress extends Error {
  readonly code = 'EBLOCKED';
}

/** In the form that node:net takes. */
export function lookupThrough(resolver: NameResolver, egress: Egress): LookupFunction {
  return (host, options, answer) => {
    const family =
      options.family === 4 || options.family === 'IPv4'
        ? 'ipv4'
        : options.family === 6 || options.family === 'IPv6'
          ? 'ipv6'
          : 'auto';
    Promise.resolve(resolver.resolve(host, family)).then(
      (found) => {
        const addresses = allowedOf(found, egress);
        if (addresses.length === 0) answer(nowhere(host, found), '', 0);
        else if (options.all)
          answer(
            null,
            addresses.map(({ address, family: version }) => ({ address, family: version })),
          );
        else answer(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), '', 0),
    );
  };
}

function nowhere(host: string, found: readonly { readonly address: string }[]): Error {
  if (found.length === 0) return Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
  return new BlockedAddress(`${host} is ${found.map(({ address }) => address).join(', ')}`);
}

/** Why nothing is sent to an address that is said as such, with or without the brackets of URLs; undefined for what may be. */
export function blockedHost(host: string, egress: Egress | undefined): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (!egress || isIP(bare.replace(/%.*$/, '')) === 0 || egress([bare]).length > 0) return undefined;
  return BLOCKED;
}

/** What is said of an attempt that was not made. */
export const BLOCKED = 'this server may not connect to that address (UPWATCH_EGRESS, link-local)';
