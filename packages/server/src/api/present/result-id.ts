/**
 * A look's id on the wire. A look is identified by (monitor, region, slot); its UUID, of version 8 (RFC 9562, section
 * 5.8), holds the slot in its first 48 bits, so that a look is found by its id without an index, and a hash of the other two.
 */
import { createHash } from 'node:crypto';

export interface LookKey {
  readonly monitorId: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly slotMs: number;
}

/** The UUID of a look: equal for equal keys. */
export function resultId(key: LookKey): string {
  return idIn(key.slotMs, `${key.monitorId}\n${key.region}`);
}

/** The UUID of what one rule made of a look: made like that of the look, so that equal evaluations have equal ids. */
export function evaluationId(key: LookKey & { readonly ruleIndex: number }): string {
  return idIn(key.slotMs, `${key.monitorId}\n${key.region}\n${key.ruleIndex}`);
}

function idIn(slotMs: number, what: string): string {
  const time = Math.max(0, Math.floor(slotMs)).toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(what).digest('hex');
  const variant = ((Number.parseInt(hash[3]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-8${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}

/** The slot that an id names, or undefined when it is not the id of a look. */
export function slotOfResultId(id: string): number | undefined {
  const hex = id.replaceAll('-', '');
  return hex[12] === '8' ? Number.parseInt(hex.slice(0, 12), 16) : undefined;
}
