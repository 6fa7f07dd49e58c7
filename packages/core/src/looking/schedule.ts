/**
 * Slots: the instants that looks are for. A slot is a function of clock and monitor alone, so every machine computes
 * the same ones, none drifts, and (monitor, region, slot) names an observation.
 */

/**
 * Slots lie on a grid of this many milliseconds, so that all looks due in one tick are started by one wake-up. At 200 looks
 * a second a look costs a fifth less than on a grid of 20 ms; on one of 100 ms they begin to hold each other up.
 */
export const SLOT_GRID_MS = 40;
export const INTERVAL_MIN_MS = 1000;
export const INTERVAL_MAX_MS = 86_400_000;

/**
 * How far after each multiple of the interval (counted from the epoch) a monitor's slots lie. Ids are hashed, so that
 * monitors of one interval start evenly over it however their ids were made.
 * @returns milliseconds on the grid, at least 0 and below the interval
 * @throws RangeError unless the interval is a multiple of the grid between a second and a day
 */
export function phaseOf(monitorId: string, intervalMs: number): number {
  if (!(intervalMs >= INTERVAL_MIN_MS && intervalMs <= INTERVAL_MAX_MS && intervalMs % SLOT_GRID_MS === 0)) {
    throw new RangeError(
      `intervalMs must be a multiple of ${SLOT_GRID_MS} from ${INTERVAL_MIN_MS} to ${INTERVAL_MAX_MS}, got ${intervalMs}`,
    );
  }
  const places = intervalMs / SLOT_GRID_MS;
  return Math.floor((hash32(monitorId) / 2 ** 32) * places) * SLOT_GRID_MS;
}

/** The last slot at or before a time. @param wallMs epoch milliseconds, fractions allowed */
export function slotAt(monitorId: string, intervalMs: number, wallMs: number): number {
  const phase = phaseOf(monitorId, intervalMs);
  return phase + Math.floor((wallMs - phase) / intervalMs) * intervalMs;
}

/** The first slot after a time. @param wallMs epoch milliseconds, fractions allowed */
export function nextSlot(monitorId: string, intervalMs: number, wallMs: number): number {
  return slotAt(monitorId, intervalMs, wallMs) + intervalMs;
}

/**
 * The slot of a confirming look: a millisecond or a few after the slot it confirms, where no scheduled look can lie.
 * @param n how many confirming looks after the slot
 */
export function confirmingSlot(slotMs: number, n = 1): number {
  return slotMs + n;
}

/** How many confirming looks lie between a slot and the scheduled one before it: 0 for a scheduled look. */
export function confirmingDepth(slotMs: number): number {
  return ((slotMs % SLOT_GRID_MS) + SLOT_GRID_MS) % SLOT_GRID_MS;
}

/**
 * Whether a slot is that of a look that confirms another one of those that it is named with. What a job reports has its
 * slot anywhere beside the grid, but never a millisecond after another.
 */
export function isConfirmingAmong(slotMs: number, slots: readonly number[]): boolean {
  return confirmingDepth(slotMs) > 0 && slots.includes(slotMs - 1);
}

/** How many slots lie strictly between two slots of one monitor; 0 when the second is not later. */
export function slotsMissed(fromSlotMs: number, toSlotMs: number, intervalMs: number): number {
  return Math.max(0, Math.round((toSlotMs - fromSlotMs) / intervalMs) - 1);
}

/** MurmurHash3 x86_32 (Austin Appleby, public domain) over UTF-16 code units: every bit of an id moves every bit. */
function hash32(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
