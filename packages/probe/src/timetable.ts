/**
 * When each monitor is looked at: lays its next slot, wakes when the first one comes, and follows a clock that is set.
 * Slots that were slept through are spread, not made up for in a burst.
 */
import { type Clock, nextSlot, SLOT_GRID_MS } from '@upwatch/core';
import { DueQueue } from './due-queue.ts';
import type { Entry } from './entry.ts';
import { SlotClock } from './slot-clock.ts';

/** When the thread slept for more than this, what became due meanwhile is not looked at in a burst. */
const OVERSLEPT_MS = 5000;
/**
 * Slots slept through are spread over the time to their next ones, but over no more than this. Those whose next slot is
 * nearer than half an interval are left to it, so that the targets see less than twice the usual rate (row T05).
 */
const SPREAD_MS = 600_000;
/** Whether the clock was set is looked up so often at least, however far the next slot is. */
const WAIT_MAX_MS = 60_000;

export interface TimetableOptions {
  readonly clock: Clock;
  /** A slot has come. The entry's next one is laid already. */
  readonly onSlot: (entry: Entry, slotMs: number, now: number) => void;
  /** A slot has passed without a look. */
  readonly onMissed: (entry: Entry, slotMs: number, lateMs: number) => void;
  /** Somebody set the clock. */
  readonly onTrouble: (error: Error) => void;
}

export class Timetable {
  readonly #options: TimetableOptions;
  readonly #slots: SlotClock;
  readonly #due = new DueQueue<Entry>();
  #isClosed = false;
  #wake: NodeJS.Timeout | undefined;
  #wakeAtMs = Infinity;

  constructor(options: TimetableOptions) {
    this.#options = options;
    this.#slots = new SlotClock(options.clock);
  }

  /** Of the clock that slots are read from, epoch milliseconds. */
  now(): number {
    return this.#slots.now();
  }

  /**
   * Takes an entry in at its next slot, or as one whose slot is now. Nothing wakes for it before `schedule`.
   * Now is the next instant of the grid: a slot beside it would be taken for a confirming look, and what failed there
   * would not be looked at again before the next interval.
   */
  add(entry: Entry, now: number, isDueNow: boolean): void {
    if (!isDueNow) return this.#next(entry, now);
    entry.slotMs = Math.ceil(now / SLOT_GRID_MS) * SLOT_GRID_MS;
    this.#due.set(entry, entry.slotMs);
  }

  delete(entry: Entry): void {
    this.#due.delete(entry);
  }

  /** Wakes when the first slot comes. */
  schedule(): void {
    const head = this.#due.peek();
    if (!head || this.#isClosed || head.dueMs === this.#wakeAtMs) return;
    clearTimeout(this.#wake);
    this.#wakeAtMs = head.dueMs;
    const waitMs = Math.min(WAIT_MAX_MS, Math.max(0, Math.ceil(head.dueMs - this.#slots.now())));
    this.#wake = setTimeout(() => this.#tick(), waitMs);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#wake);
  }

  /** Lays the entry's next slot after `afterMs`. */
  #next(entry: Entry, afterMs: number): void {
    const { monitorId, intervalMs } = entry.assignment;
    entry.kind = 'scheduled';
    entry.isDeferred = false;
    entry.slotMs = nextSlot(monitorId, intervalMs, afterMs);
    this.#due.set(entry, entry.slotMs);
  }

  #tick(): void {
    this.#wakeAtMs = Infinity;
    this.#followClock();
    const now = this.#slots.now();
    const isOverslept = now - (this.#due.peek()?.dueMs ?? now) > OVERSLEPT_MS;
    for (let head = this.#due.peek(); head && head.dueMs <= now; head = this.#due.peek()) {
      if (isOverslept) this.#takeOverslept(head, now);
      else this.#take(head, now);
    }
    this.schedule();
  }

  #followClock(): void {
    const jumpMs = this.#slots.follow();
    if (jumpMs === 0) return;
    this.#options.onTrouble(new Error(`the clock jumped by ${Math.round(jumpMs)} ms`));
    // The slot nearest to when it would have been: where the jump is a multiple of the interval nothing changes.
    for (const entry of [...this.#due.values()]) {
      this.#next(entry, entry.dueMs + jumpMs - entry.assignment.intervalMs / 2);
    }
  }

  /** An entry's slot has come. */
  #take(entry: Entry, now: number): void {
    const { slotMs } = entry;
    if (entry.isBusy) return this.#next(entry, now);
    const lateMs = now - slotMs;
    if (lateMs >= entry.assignment.intervalMs) return this.#miss(entry, lateMs, now);
    this.#next(entry, now);
    this.#options.onSlot(entry, slotMs, now);
  }

  /** An entry's slot came while the thread slept. */
  #takeOverslept(entry: Entry, now: number): void {
    const { intervalMs } = entry.assignment;
    const { slotMs } = entry;
    const lateMs = now - slotMs;
    if (entry.isBusy || entry.isDeferred) return this.#take(entry, now);
    if (lateMs > intervalMs / 2) return this.#miss(entry, lateMs, now);
    entry.isDeferred = true;
    // Well before its next slot: one made at that instant or later would cost it both.
    const roomMs = Math.max(1, Math.floor(0.9 * (intervalMs - lateMs)));
    this.#due.set(entry, now + 1 + (slotMs % Math.min(SPREAD_MS, roomMs)));
  }

  #miss(entry: Entry, lateMs: number, now: number): void {
    this.#options.onMissed(entry, entry.slotMs, lateMs);
    this.#next(entry, now);
  }
}
