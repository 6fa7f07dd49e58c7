/** Addresses, and the hosts whose addresses are known without asking. */
import { isIP } from 'node:net';

/** One address of a name. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** As the answer said; 0 for addresses that were not asked for (literals, the hosts file). */
  readonly ttlSeconds: number;
}

/** Which families are wanted. `auto`: both, IPv4 first. */
export type AddressFamily = 'auto' | 'ipv4' | 'ipv6';

const LOOPBACK: readonly ResolvedAddress[] = [
  { address: '127.0.0.1', family: 4, ttlSeconds: 0 },
  { address: '::1', family: 6, ttlSeconds: 0 },
];

/**
 * The address that an IP literal is, `[…]` or bare; undefined for a name. A zone (`fe80::1%eth0`) stays with it: it
 * says through which interface to go.
 */
export function literalAddress(host: string): ResolvedAddress | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  const family = isIP(bare);
  return family === 4 || family === 6 ? { address: bare, family, ttlSeconds: 0 } : undefined;
}

/** `localhost` and names under it are the loopback and are never asked for (RFC 6761 section 6.3). */
export function loopbackAddresses(name: string): readonly ResolvedAddress[] | undefined {
  return name === 'localhost' || name.endsWith('.localhost') ? LOOPBACK : undefined;
}

/** Those of the wanted family. */
export function ofFamily(addresses: readonly ResolvedAddress[], family: AddressFamily): readonly ResolvedAddress[] {
  if (family === 'auto') return addresses;
  const wanted = family === 'ipv4' ? 4 : 6;
  return addresses.filter((one) => one.family === wanted);
}

/** The spelling under which a name is kept: without the root's dot, in lower case. */
export function nameKey(host: string): string {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return name.toLowerCase();
}
