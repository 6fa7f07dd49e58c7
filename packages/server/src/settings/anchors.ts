/** An anchor as it is written, and where it is. */

/** A place to connect to. */
export interface AnchorAddress {
  readonly host: string;
  readonly port: number;
  /** What is spoken there, where it was written. */
  readonly protocol?: 'http' | 'https';
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'tcp:': 0 };

/** `192.0.2.1:443`, `[2001:db8::1]:443`, `anchor.example:80`, `https://anchor.example/`; undefined for anything else. */
export function anchorOf(text: string): AnchorAddress | undefined {
  const written = text.includes('://') ? text : `tcp://${text}`;
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  const port = url.port === '' ? PORTS[url.protocol] : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || !port) return undefined;
  return { host, port, ...(url.protocol !== 'tcp:' && { protocol: url.protocol === 'https:' ? 'https' : 'http' }) };
}
