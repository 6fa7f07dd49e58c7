/** The totals of the hours of a day, as one value: for each hour its length in two bytes, then all of them. */
import { addEncodedTotals, DamagedTotals, emptyTotals, encodeTotals, type LookTotals } from '@upwatch/core';
import type { DamageLog } from './damage-log.ts';

const HOURS_OF_DAY = 24;

/** Encoded totals by hour of the day. */
export type DayHours = readonly (Uint8Array | undefined)[];

export function packDayHours(hours: DayHours): Uint8Array {
  const length = hours.reduce((sum, totals) => sum + (totals?.length ?? 0), 2 * HOURS_OF_DAY);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 2 * HOURS_OF_DAY;
  for (const [hour, totals] of hours.entries()) {
    if (!totals) continue;
    view.setUint16(2 * hour, totals.length, true);
    bytes.set(totals, at);
    at += totals.length;
  }
  return bytes;
}

export function unpackDayHours(bytes: Uint8Array): DayHours {
  if (bytes.length < 2 * HOURS_OF_DAY) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2 * HOURS_OF_DAY;
  return Array.from({ length: HOURS_OF_DAY }, (_, hour) => {
    const length = view.getUint16(2 * hour, true);
    at += length;
    return length === 0 ? undefined : bytes.subarray(at - length, at);
  });
}

/** The totals of the whole day, encoded. */
export function totalsOfDay(hours: DayHours, damage: DamageLog): Uint8Array {
  const totals = emptyTotals();
  for (const hour of hours) if (hour) addSound(hour, totals, damage);
  return encodeTotals(totals);
}

/** Adds encoded totals; damaged ones are told of and left out, so that the rest can still be shown. */
export function addSound(encoded: Uint8Array, totals: LookTotals, damage: DamageLog): void {
  try {
    addEncodedTotals(encoded, totals);
  } catch (error) {
    if (!(error instanceof DamagedTotals)) throw error;
    damage.tell('totals of an hour or a day cannot be read: they are left out', error);
  }
}
