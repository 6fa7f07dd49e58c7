/** What is watched, as an alert may show it. */
import type { Monitor } from '@upwatch/core';

/** Without credentials, query and fragment, which may hold secrets: `https://shop.example/health`, `db.example:5432`. */
export function alertTargetOf({ config, name }: Pick<Monitor, 'config' | 'name'>): string {
  const { url, host, hostname, port } = config;
  if (typeof url === 'string') return withoutSecrets(url) ?? name;
  const address = typeof host === 'string' ? host : hostname;
  if (typeof address !== 'string') return name;
  return typeof port === 'number' ? `${address}:${port}` : address;
}

function withoutSecrets(text: string): string | undefined {
  const url = URL.parse(text);
  return url ? `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}` : undefined;
}
