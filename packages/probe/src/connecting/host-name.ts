/** Which host names can be connected to. */

/**
 * What a host name would have to be, where it is not: RFC 1035 section 2.3.4. A name of dots alone has no label to
 * measure: the name server may answer for it.
 * @param host as WHATWG writes it
 */
export function hostNameLacks(host: string): string | undefined {
  if (host.startsWith('[')) return undefined;
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name.length > 253) return 'a host name of at most 253 characters';
  if (/[^.]{64}/.test(name)) return 'a host name whose labels are at most 63 characters long';
  if (/[^.]\.\.|^\.+[^.]/.test(host)) return 'a host name without empty labels';
  return undefined;
}

/** Node's sockets and resolver take IPv6 addresses without brackets. */
export function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** A host as it is stored, or what it would have to be. */
export type ParsedHost = { readonly host: string } | { readonly lacks: string };

/** Reads a host as a person wrote it: a name in any script, an IPv4 or IPv6 address, `[…]` or bare. */
export function parseHost(text: string): ParsedHost {
  const written = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
  const url = /[\s/\\?#@]/.test(written) ? null : URL.parse(`http://${written}/`);
  // A port is a setting of its own; the default one is not seen behind a name.
  if (!url || url.port !== '' || /\]?:\d*$/.test(written.replace(/^\[[^\]]*\]/, ''))) {
    return { lacks: 'a host name or an IP address, without a port' };
  }
  const lacks = hostNameLacks(url.hostname);
  return lacks === undefined ? { host: bareHost(url.hostname) } : { lacks };
}
