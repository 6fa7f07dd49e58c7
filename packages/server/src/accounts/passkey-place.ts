/** Where passkeys work: browsers bind them to a name, over a connection that nobody listens to. */
import { isIP } from 'node:net';

export interface PasskeyPlace {
  /** The name that they are bound to. */
  readonly rpId: string;
  /** What a browser says that its page is of. */
  readonly origin: string;
}

/** Names of this machine, for which browsers ask for no encryption; its addresses are no names. */
const LOCAL_NAME = /^([\w-]+\.)*localhost$/i;

/**
 * The place of a request: where people reach this server, or this machine by a name of its own.
 * @returns undefined where there can be none: behind an address, or over a plain connection
 */
export function passkeyPlace(
  { protocol, host, hostname }: { readonly protocol: string; readonly host: string; readonly hostname: string },
  publicUrl: string | undefined,
): PasskeyPlace | undefined {
  const own = LOCAL_NAME.test(hostname) ? URL.parse(`${protocol}://${host}`) : null;
  const url = own ?? (publicUrl === undefined ? null : URL.parse(publicUrl));
  if (!url || isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return undefined;
  if (url.protocol !== 'https:' && !LOCAL_NAME.test(url.hostname)) return undefined;
  return { rpId: url.hostname, origin: url.origin };
}
