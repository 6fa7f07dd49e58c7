/** Keeps house in the background: a little at a time, so that nobody waits for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@upwatch/core';
import type { CoreStore, HistoryStore } from '../stores/port.ts';

/** One slice of history's housekeeping holds the event loop for about this long, milliseconds. */
const BUDGET_MS = 8;
/** Between slices while there is more to do: looks and requests go first. */
const PAUSE_MS = 20;
/** Between rounds when there was nothing to do. */
const ROUND_MS = 1000;
/** Between rounds of the core store. */
const CORE_ROUND_MS = 30_000;

/** Timers as Node has them, to be replaced in tests. */
export interface JanitorTimers {
  setTimeout(run: () => void, ms: number): { unref(): void };
  clearTimeout(timer: { unref(): void } | undefined): void;
}

export interface JanitorOptions {
  readonly history: Pick<HistoryStore, 'tend'>;
  readonly core?: Pick<CoreStore, 'tend'>;
  readonly clock: Clock;
  /** A round that failed; the next one is made all the same. */
  readonly onTrouble: (error: Error) => void;
  /** @default Node's own */
  readonly timers?: JanitorTimers;
}

/** Begins at once and ends when it is closed, after the slice that runs. */
export function startJanitor(options: JanitorOptions): { close(): Promise<void> } {
  const { history, core, clock, onTrouble } = options;
  const timers: JanitorTimers = options.timers ?? NODE_TIMERS;
  let isClosed = false;
  let coreDueMs = clock.monotonic() + CORE_ROUND_MS;
  let timer: { unref(): void } | undefined;
  let running: Promise<void> | undefined;

  const round = async (): Promise<number> => {
    if (core?.tend && clock.monotonic() >= coreDueMs) {
      coreDueMs = clock.monotonic() + CORE_ROUND_MS;
      await attempt(() => core.tend!(clock.wall()), undefined);
      await nextTurn();
    }
    const isMore = await attempt(() => history.tend(clock.wall(), BUDGET_MS), false);
    return isMore ? PAUSE_MS : ROUND_MS;
  };
  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      onTrouble(new Error('housekeeping failed; it is tried again', { cause: error }));
      return otherwise;
    }
  };
  const next = (ms: number): void => {
    if (isClosed) return;
    timer = timers.setTimeout(() => {
      running = round().then(next);
    }, ms);
    timer.unref();
  };
  next(0);
  return {
    close: async () => {
      isClosed = true;
      timers.clearTimeout(timer);
      await running;
    },
  };
}

const NODE_TIMERS: JanitorTimers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};
