/** Addresses of name servers, as settings spell them. */
import { isIP, isIPv6 } from 'node:net';

/** Whether a text is `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`. */
export function isServerAddress(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes('%');
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::([0-9]{1,5}))?$/i.exec(text);
  if (!match) return false;
  const [, v6, v4, port] = match;
  const isAddress = v6 === undefined ? isIP(v4!) === 4 : isIPv6(v6);
  return isAddress && (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535));
}
