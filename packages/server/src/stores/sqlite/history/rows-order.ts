/** Looks of one series in order. */
import { LookRows } from '@upwatch/core';

/**
 * The rows in order of slots, each slot once: of two with one slot the one that stood first. The same object where
 * nothing had to be done, which is the rule.
 */
export function inSlotOrder(rows: LookRows): LookRows {
  if (isAscending(rows)) return rows;
  const places = Array.from({ length: rows.length }, (_, i) => i);
  places.sort((a, b) => rows.slotMs[a]! - rows.slotMs[b]! || a - b);
  const ordered = new LookRows(rows.length);
  for (const i of places) {
    const isRepeated = ordered.length > 0 && ordered.slotMs[ordered.length - 1] === rows.slotMs[i];
    if (!isRepeated) ordered.take(rows, i);
  }
  return ordered;
}

function isAscending(rows: LookRows): boolean {
  for (let i = 1; i < rows.length; i++) if (rows.slotMs[i]! <= rows.slotMs[i - 1]!) return false;
  return true;
}
