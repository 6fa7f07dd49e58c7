/** The hosts file. c-ares' address queries do not read it. */
import { literalAddress, nameKey, type ResolvedAddress } from './address.ts';

/** By name. */
export type HostsTable = ReadonlyMap<string, readonly ResolvedAddress[]>;

/** Block lists are kept as hosts files of hundreds of thousands of names. */
const NAMES_MAX = 1_000_000;
const ADDRESSES_MAX = 50;

/** Reads `127.0.0.1 name alias # remark`; lines that do not begin with an address are passed over, as libc does. */
export function parseHosts(text: string): HostsTable {
  const table = new Map<string, ResolvedAddress[]>();
  for (const line of text.split('\n')) {
    const [first, ...names] = line.split('#', 1)[0]!.trim().split(/\s+/);
    const address = first === undefined ? undefined : literalAddress(first);
    if (!address) continue;
    for (const name of names) {
      const key = nameKey(name);
      const addresses = table.get(key) ?? [];
      if (addresses.length === 0 && table.size >= NAMES_MAX) return table;
      if (addresses.length < ADDRESSES_MAX) addresses.push(address);
      table.set(key, addresses);
    }
  }
  for (const addresses of table.values()) addresses.sort((a, b) => a.family - b.family);
  return table;
}
