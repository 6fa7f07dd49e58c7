/** The order in which history looks after itself. */
import { dropForgotten, dropOld, type Retention, shrink } from './dropping.ts';
import { foldDay } from './folding.ts';
import type { Parts } from './parts.ts';
import { packRecent, sealHour } from './sealing.ts';
import { DAY_MS, HOUR_MS, hourOf } from './schema.ts';

/** After its end an hour waits this long for looks that are still on their way. */
const GRACE_MS = 120_000;
/** An hour for which looks come late is sealed again at most so often. */
const SEALED_AGAIN_MS = 300_000;
/** Dropping is looked into this often. */
const DROPPED_EVERY_MS = 600_000;
/** The head may take this much memory, and a start the time to load it: then its largest hour is sealed early, and again at its end. */
const HEAD_BYTES_MAX = 12 * 1024 * 1024;
/** When the wall clock jumps by more than this, nothing is dropped until it has stood for an hour. */
const JUMP_MS = HOUR_MS;

export class Tending {
  readonly #parts: Parts;
  readonly #retention: Retention;
  /** When an hour was sealed, monotonic. */
  readonly #sealedAt = new Map<number, number>();
  #droppedAt = -Infinity;
  #clockGap: number | undefined;
  #mistrustUntil = -Infinity;

  constructor(parts: Parts, retention: Retention) {
    this.#parts = parts;
    this.#retention = retention;
  }

  /** Everything that is due now. Yields every few milliseconds. */
  *due(nowMs: number): Generator<void> {
    this.#watchClock(nowMs);
    this.#takeBackMarks(nowMs);
    yield* packRecent(this.#parts);
    for (const hour of this.#finishedHours(nowMs)) yield* this.#seal(hour);
    const largest = this.#parts.head.largestHour();
    if (this.#parts.head.bytes > HEAD_BYTES_MAX && largest !== undefined) yield* this.#seal(largest);
    yield* this.#fold(nowMs);
    const monotonic = this.#parts.clock.monotonic();
    if (monotonic - this.#droppedAt < DROPPED_EVERY_MS || monotonic < this.#mistrustUntil) return;
    yield* dropOld(this.#parts, this.#retention, nowMs);
    yield* dropForgotten(this.#parts, nowMs);
    yield* shrink(this.#parts);
    this.#droppedAt = monotonic;
  }

  /** Looks of deleted monitors are to go soon. */
  dropSoon(): void {
    this.#droppedAt = -Infinity;
  }

  *#seal(hour: number): Generator<void> {
    yield* sealHour(this.#parts, hour);
    this.#sealedAt.set(hour, this.#parts.clock.monotonic());
    for (const [sealed, atMs] of this.#sealedAt) {
      if (this.#parts.clock.monotonic() - atMs > SEALED_AGAIN_MS) this.#sealedAt.delete(sealed);
    }
  }

  #finishedHours(nowMs: number): number[] {
    const { head, recent, rawFromHour, clock } = this.#parts;
    const isFinished = (hour: number): boolean => (hour + 1) * HOUR_MS + GRACE_MS <= nowMs;
    const isRested = (hour: number): boolean =>
      clock.monotonic() - (this.#sealedAt.get(hour) ?? -Infinity) >= SEALED_AGAIN_MS;
    const hours = new Set([...head.hours(), ...recent.hours()]);
    return [...hours].sort((a, b) => a - b).filter((hour) => hour >= rawFromHour && isFinished(hour) && isRested(hour));
  }

  /** Days whose last hour is sealed, oldest first. */
  *#fold(nowMs: number): Generator<void> {
    const { tables } = this.#parts;
    const lastFinished = Math.floor((nowMs - GRACE_MS) / DAY_MS) - 1;
    for (;;) {
      const hour = tables.sealedHourFrom(24 * (this.#parts.foldedDay + 1));
      if (hour === undefined || Math.floor(hour / 24) > lastFinished) return;
      yield* foldDay(this.#parts, Math.floor(hour / 24));
    }
  }

  /** A clock that stood in the future for long has left its marks there: every look of today would be too old. */
  #takeBackMarks(nowMs: number): void {
    const parts = this.#parts;
    const today = Math.floor(nowMs / DAY_MS);
    if (parts.foldedDay > today) {
      parts.foldedDay = today - 1;
      parts.tables.setSetting('folded_day', parts.foldedDay);
    }
    if (parts.rawFromHour > hourOf(nowMs)) {
      parts.rawFromHour = Math.max(0, hourOf(nowMs - this.#retention.rawDays * DAY_MS));
      parts.tables.setSetting('raw_from_hour', parts.rawFromHour);
    }
  }

  /** Retention goes by the wall clock: a wrong one must not empty the history. */
  #watchClock(nowMs: number): void {
    const gap = nowMs - this.#parts.clock.monotonic();
    if (this.#clockGap !== undefined && Math.abs(gap - this.#clockGap) > JUMP_MS) {
      this.#mistrustUntil = this.#parts.clock.monotonic() + HOUR_MS;
      this.#parts.log.warn({ jumpMs: gap - this.#clockGap }, 'the clock jumped: nothing old is dropped for an hour');
    }
    this.#clockGap = gap;
  }
}
