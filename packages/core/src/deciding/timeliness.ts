/** Whether a look is news: newer than what is known, and of the present. */
import type { ObservationView } from './observation-view.ts';

/** A look whose report comes later than this after its end tells of the past: it is history, and opens nothing. Milliseconds. */
export const LATE_AFTER_MS = 120_000;
/** A slot further ahead of the clock than this was made under a clock that has since been set back. Milliseconds. */
export const CLOCK_SLACK_MS = 60_000;
/** How much longer than two intervals the newest look may be ago for what it saw to be told, milliseconds. */
const FRESH_GRACE_MS = 10_000;

/**
 * Whether a look is newer than the last one of its region. When the last slot lies in the future, the clock has been
 * set back; then a fresh look counts although its slot is older, or the monitor would be blind until the old time is
 * reached again.
 * @param lastSlotMs undefined when there was no look yet
 * @param nowMs wall clock when the look was received
 */
export function isNews(
  lastSlotMs: number | undefined,
  look: Pick<ObservationView, 'slotMs' | 'endedAtMs'>,
  nowMs: number,
): boolean {
  if (nowMs - look.endedAtMs > LATE_AFTER_MS) return false;
  if (lastSlotMs === undefined || look.slotMs > lastSlotMs) return true;
  const wasSetBack = lastSlotMs > nowMs + CLOCK_SLACK_MS;
  return wasSetBack && look.slotMs < lastSlotMs && look.endedAtMs <= nowMs + CLOCK_SLACK_MS;
}

/** Whether what is known of a monitor is of the present: nobody is told what was seen before its checks were paused. */
export function isFresh(newestSlotMs: number, frequencySeconds: number, nowMs: number): boolean {
  return nowMs - newestSlotMs <= 2000 * frequencySeconds + FRESH_GRACE_MS;
}
