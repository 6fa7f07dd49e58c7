/** What modules of every prober become, and what of them is read alike. */
import { flagOf, isRow, type Row, textOf } from '../fields.ts';
import type { DraftObject } from '../secret.ts';

type Line = readonly (readonly [what: string, why: string])[];
export interface Look {
  readonly type: string;
  readonly config: DraftObject;
  readonly assertions: readonly DraftObject[];
  readonly lost: Line;
  readonly changed: Line;
  readonly pausedBecause?: string;
}

export interface Asked {
  readonly target: string;
  /** As it is called. */
  readonly module: string;
  readonly timeoutMs: number;
}

export function fail(config: DraftObject): DraftObject {
  return { config, severity: 'fail' };
}

/** The exporter prefers IPv6 and falls back; Upwatch takes whichever answers first. */
export function familyOf(settings: Row): DraftObject {
  if (flagOf(settings, 'ip_protocol_fallback') !== false) return {};
  return { ipFamily: textOf(settings, 'preferred_ip_protocol') === 'ip4' ? 'ipv4' : 'ipv6' };
}

export function tlsOf(given: unknown, lost: (readonly [string, string])[], at: string): DraftObject {
  if (!isRow(given)) return {};
  const serverName = textOf(given, 'server_name');
  for (const name of ['ca_file', 'cert_file', 'key_file', 'min_version', 'max_version']) {
    if (given[name] !== undefined)
      lost.push([
        `${at}tls_config.${name}`,
        name.endsWith('_file') ? 'is in a file: set it in Upwatch as PEM' : 'versions of TLS are not chosen',
      ]);
  }
  return {
    ...(flagOf(given, 'insecure_skip_verify') && { verifyTls: false }),
    ...(serverName !== undefined && { tls: { serverName } }),
  };
}
