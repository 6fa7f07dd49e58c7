/** Whom the server believes who it is that asks. */
import ipaddr from 'ipaddr.js';

const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Whether the HTTP server understands this as one proxy, or as a network of them. */
export function isProxy(text: string): boolean {
  return NAMES.has(text) || ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}
