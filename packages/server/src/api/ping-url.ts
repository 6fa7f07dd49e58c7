/** Where a job reports. */
import type { ServerConfig } from '../config.ts';
import { API_PREFIX } from './prefixes.ts';

/** Made from what the server is told, never from a Host header. @param token undefined where nothing reports by itself */
export function pingUrl(
  token: string | undefined,
  { publicUrl, host, port }: Pick<ServerConfig, 'publicUrl' | 'host' | 'port'>,
): string | null {
  if (token === undefined) return null;
  const base = publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `${base}${API_PREFIX}/heartbeat/${token}`;
}
