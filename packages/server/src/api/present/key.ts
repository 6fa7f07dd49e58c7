import type { ApiKey } from '../../stores/port.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** A key on the wire: its hint, never itself. */
export function presentKey(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    key: key.hint,
    createdAt: isoTime(key.createdAtMs),
    updatedAt: isoTime(key.updatedAtMs),
    lastUsedAt: isoTimeOrNull(key.lastUsedAtMs),
    revokedAt: isoTimeOrNull(key.revokedAtMs),
    expiresAt: isoTimeOrNull(key.expiresAtMs),
    scopes: [...key.scopes],
    role: key.role,
  };
}

/** The one answer that shows a key. */
export function presentNewKey(key: ApiKey, secret: string) {
  const { id, name } = key;
  return { id, name, key: secret, createdAt: isoTime(key.createdAtMs), expiresAt: isoTimeOrNull(key.expiresAtMs) };
}
