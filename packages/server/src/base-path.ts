/**
 * The folder of a host under which this server is reached, where a proxy gives it one: `publicUrl` says so. What we send out
 * has the folder; what comes in may have it or not, since one proxy takes it off and another leaves it on.
 */
import type { ServerConfig } from './config.ts';

/** @returns `/upwatch`; empty where the host is ours alone */
export function basePathOf({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): string {
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  return url ? url.pathname.replace(/\/+$/, '') : '';
}

/** Where an address is on this server, whether or not the folder stands before it. */
export function withoutBasePath(address: string, basePath: string): string {
  if (basePath === '' || !address.startsWith(basePath)) return address;
  const rest = address.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  // `/upwatch2` is another folder.
  return rest.startsWith('/') ? rest : address;
}
