/** Whether a page may speak to us: one of this server itself, or of this machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param origin as the header says it; `null` for pages that have none */
export function isOwnOrigin(origin: string, publicUrl: string | undefined): boolean {
  const url = URL.parse(origin);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return LOOPBACK.has(url.hostname) || (publicUrl !== undefined && url.origin === URL.parse(publicUrl)?.origin);
}
