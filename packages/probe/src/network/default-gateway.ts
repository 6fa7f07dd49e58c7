/** Where this machine sends what it has no other way for. */
import { readFile } from 'node:fs/promises';

const ROUTES_FILE = '/proc/net/route';
const ANYWHERE = '00000000';

/** The IPv4 default gateway; undefined where there is none, or where the system does not say (all but Linux). */
export async function defaultGateway(): Promise<string | undefined> {
  try {
    return gatewayIn(await readFile(ROUTES_FILE, 'utf8'));
  } catch {
    return undefined;
  }
}

/** proc(5): columns Iface, Destination, Gateway; addresses as little-endian hexadecimal. */
export function gatewayIn(routes: string): string | undefined {
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway] = line.split('\t');
    if (destination !== ANYWHERE || gateway === undefined || gateway === ANYWHERE) continue;
    return Array.from(Buffer.from(gateway, 'hex')).toReversed().join('.');
  }
  return undefined;
}
