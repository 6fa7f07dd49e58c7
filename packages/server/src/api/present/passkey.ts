import type { Passkey } from '../../stores/port.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function presentPasskey({ id, name, createdAtMs, lastUsedAtMs, isBackedUp }: Passkey) {
  return { id, name, createdAt: isoTime(createdAtMs), lastUsedAt: isoTimeOrNull(lastUsedAtMs), isBackedUp };
}
