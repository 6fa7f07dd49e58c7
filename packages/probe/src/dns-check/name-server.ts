/** Name servers as settings spell them: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`, `ns1.example`. */
import { isIPv6 } from 'node:net';
import { parseHost } from '../connecting/host-name.ts';

const PORT = 53;

/** Undefined for what is none. */
export function readServer(text: string): { readonly host: string; readonly port: number } | undefined {
  if (isIPv6(text)) return { host: text, port: PORT };
  const match = /^(\[[^\]]+\]|[^[\]:]+)(?::(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const parsed = parseHost(match[1]!);
  const port = match[2] === undefined ? PORT : Number(match[2]);
  return 'host' in parsed && port >= 1 && port <= 65_535 ? { host: parsed.host, port } : undefined;
}
