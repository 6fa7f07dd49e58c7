/** How far away an address is: a router at home answers while the line behind it is dead, so each distance has its own proof. */
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** `own`: this machine, which answers without any network. `private`: behind no line to the internet. */
export type Reach = 'own' | 'private' | 'public';

const OWN = new BlockList();
OWN.addSubnet('127.0.0.0', 8);
OWN.addAddress('0.0.0.0');
OWN.addAddress('::1', 'ipv6');
OWN.addAddress('::', 'ipv6');

/** RFC 1918, RFC 6598 (carriers), RFC 3927 and RFC 4291 (link-local), RFC 4193 (unique local). */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** The reach of an address; of a name nothing is known, so it is taken for public. */
export function reachOf(address: string): Reach {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(bare);
  if (version === 0) return bare === 'localhost' ? 'own' : 'public';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (OWN.check(bare, family) || isOfThisMachine(bare)) return 'own';
  return PRIVATE.check(bare, family) ? 'private' : 'public';
}

function isOfThisMachine(address: string): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));
}
