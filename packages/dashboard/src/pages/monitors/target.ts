import type { Monitor } from '@upwatch/sdk';

/** What names the thing that is looked at, in the settings of whichever check type; the first that is there. */
const FIELDS = ['url', 'host', 'hostname', 'domain', 'address', 'target'] as const;

/** The address of a monitor in short: `shop.example/health`, `db.internal:5432`. */
export function targetOf({ config, type }: Pick<Monitor, 'config' | 'type'>): string {
  const settings = config as Readonly<Record<string, unknown>>;
  const found = FIELDS.map((name) => settings[name]).find((value) => typeof value === 'string' && value !== '');
  if (typeof found !== 'string') return type.toLowerCase();
  const { port } = settings;
  const bare = found.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return typeof port === 'number' && !bare.includes(':') ? `${bare}:${port}` : bare;
}
