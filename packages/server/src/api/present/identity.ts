import type { OwnIdentity } from '../../accounts/identities.ts';
import { isoTime } from './time.ts';

export function presentIdentity({ id, provider, issuer, subject, createdAtMs }: OwnIdentity) {
  return { id, provider: provider ?? null, issuer, subject, createdAt: isoTime(createdAtMs) };
}
