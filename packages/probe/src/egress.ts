/**
 * Which addresses may be connected to. Judged is the address that a connection goes to, after every name was resolved and
 * on each hop of a redirect: a name that is public when it is looked at and private when it is connected to gains nothing.
 */
import { BlockList, isIP } from 'node:net';

/** `private`: the operator's own network too. `public`: what anybody on the internet could reach, and nothing else. */
export type EgressPolicy = 'private' | 'public';

/** Of the addresses of one host, those that may be connected to. */
export type Egress = (addresses: readonly string[]) => readonly string[];

/**
 * Nobody watches anything there, and whoever reaches it is this machine to its cloud: link-local addresses (RFC 3927,
 * RFC 4291) and the fixed ones of metadata services (Amazon, Google, Alibaba, Oracle, Azure).
 */
const NEVER = subnetsOf({
  ipv4: ['169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', '168.63.129.16/32'],
  ipv6: ['fe80::/10', 'fd00:ec2::254/128', 'fd20:ce::254/128'],
});

/** Not of the internet by IANA's registries of special-purpose addresses; of IPv6, 2000::/3 alone is. */
const NOT_PUBLIC = subnetsOf({
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
    ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4'],
    '240.0.0.0/4',
  ],
  ipv6: ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '3fff::/20'],
});

/** @example egressOf('public')(['93.184.216.34', '10.0.0.1']) // [] */
export function egressOf(policy: EgressPolicy): Egress {
  if (policy === 'private') return (addresses) => addresses.filter((one) => !isIn(NEVER, one));
  const isRefused = (address: string): boolean => isIn(NEVER, address) || isIn(NOT_PUBLIC, address);
  // A name that is public and private at once is meant to be taken for the one and reached as the other.
  return (addresses) => (addresses.some(isRefused) ? [] : addresses);
}

/** What has been resolved, as far as it may be connected to. */
export function allowedOf<Resolved extends { readonly address: string }>(
  addresses: readonly Resolved[],
  egress: Egress,
): readonly Resolved[] {
  const allowed = new Set(egress(addresses.map(({ address }) => address)));
  return addresses.filter(({ address }) => allowed.has(address));
}

function isIn(subnets: Subnets, address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const version = isIP(bare);
  // Not an address: nothing can be connected to it.
  if (version === 0) return true;
  if (version === 4) return subnets.ipv4.check(bare);
  const embedded = embeddedIn(bare);
  return embedded === undefined ? subnets.ipv6.check(bare, 'ipv6') : subnets.ipv4.check(embedded);
}

/**
 * The IPv4 address that an IPv6 one leads to: mapped (RFC 4291), compatible (the same, `::` and `::1` are none), translated
 * (RFC 6052) or tunnelled (6to4, RFC 3056).
 */
function embeddedIn(address: string): string | undefined {
  const groups = groupsOf(address);
  const lead = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  if (lead === '0:0:0:0:0:ffff' || lead === '64:ff9b:0:0:0:0') return dotted(groups[6]!, groups[7]!);
  if (lead === '0:0:0:0:0:0') return groups[6] === 0 && groups[7]! <= 1 ? undefined : dotted(groups[6]!, groups[7]!);
  return groups[0] === 0x2002 ? dotted(groups[1]!, groups[2]!) : undefined;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  // As URLs write them: in hexadecimal alone, with one `::` at the most.
  const [left = '', right] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const numbers = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)));
  const [first, last] = [numbers(left), numbers(right ?? '')];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** A list of each family: in one of both an IPv4 address is looked for among the IPv6 ones, too, as `::ffff:…`. */
interface Subnets {
  readonly ipv4: BlockList;
  readonly ipv6: BlockList;
}

function subnetsOf({ ipv4, ipv6 }: { readonly ipv4: readonly string[]; readonly ipv6: readonly string[] }): Subnets {
  return { ipv4: blockList(ipv4, 'ipv4'), ipv6: blockList(ipv6, 'ipv6') };
}

function blockList(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
