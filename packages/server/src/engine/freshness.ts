/** Whether what is shown of a monitor is still of the present (row I6). */
import type { Monitor } from '@upwatch/core';

/** So many intervals may pass without a result, and the look's own timeout. */
const INTERVALS_MAX = 3;

export class Freshness {
  /** Since when each monitor is looked at, epoch milliseconds, and how long a look of it may take. */
  readonly #held = new Map<string, { readonly sinceMs: number; readonly timeoutMs: number }>();

  /** It is looked at from now on; again, where it was before. */
  begin(monitorId: string, timeoutMs: number, nowMs: number): void {
    this.#held.set(monitorId, { sinceMs: this.#held.get(monitorId)?.sinceMs ?? nowMs, timeoutMs });
  }

  /** It is not looked at any more: nothing is expected of it. */
  end(monitorId: string): void {
    this.#held.delete(monitorId);
  }

  /**
   * For how long a result has been overdue, milliseconds; 0 while there is none to expect.
   * @param given.newestSlotMs of its newest look, whatever came of it
   */
  overdueMs(
    monitor: Pick<Monitor, 'id' | 'frequencySeconds'>,
    given: { readonly newestSlotMs: number | undefined; readonly nowMs: number },
  ): number {
    const held = this.#held.get(monitor.id);
    if (!held) return 0;
    const newestMs = Math.max(held.sinceMs, given.newestSlotMs ?? held.sinceMs);
    const allowedMs = INTERVALS_MAX * monitor.frequencySeconds * 1000 + held.timeoutMs;
    return Math.max(0, given.nowMs - newestMs - allowedMs);
  }
}
