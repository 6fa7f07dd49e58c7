/** Who may see messages: whoever has a token, or asks from an address that is on the list. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** What is known of whoever asks. */
export interface Asker {
  readonly authorization: string | undefined;
  readonly address: string | undefined;
}

/** Says of whoever asks whether messages are for their eyes. */
export function detailsRule(options: {
  readonly details: 'always' | 'authorized' | 'never';
  readonly tokens: readonly string[];
  readonly allow: readonly string[];
}): (asker: Asker) => boolean {
  const { details, tokens, allow } = options;
  if (details !== 'authorized') return () => details === 'always';
  // The usual case, and asked at every probe.
  if (tokens.length === 0 && allow.length === 0) return () => false;
  const digests = tokens.map(digestOf);
  const list = addressList(allow);
  return ({ authorization, address }) =>
    hasToken(authorization, digests) || (allow.length > 0 && isListed(address, list));
}

/** Digests are of one length, and every token is compared: neither length nor place of a token shows in the time. */
function hasToken(authorization: string | undefined, digests: readonly Uint8Array[]): boolean {
  if (authorization === undefined) return false;
  const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (given === undefined) return false;
  const digest = digestOf(given);
  return digests.map((one) => timingSafeEqual(one, digest)).includes(true);
}

function digestOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Addresses and networks in CIDR. */
function addressList(allow: readonly string[]): BlockList {
  const list = new BlockList();
  for (const one of allow) {
    const [address, bits] = one.split('/');
    const family = isIP(address!) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address!, family);
    else list.addSubnet(address!, Number(bits), family);
  }
  return list;
}

/** `BlockList` itself knows that `::ffff:10.0.0.1` is 10.0.0.1; Deno's does not know zones. */
function isListed(address: string | undefined, list: BlockList): boolean {
  const plain = (address ?? '').replace(/%.*$/, '');
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether it is an address or a network: `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
export function isNetwork(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  const [address, bits, ...rest] = text.split('/');
  const family = isIP(address!);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
