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

export interface JanitorOptions {
  readonly history: Pick<HistoryStore, 'tend'>;
  readonly core?: Pick<CoreStore, 'tend'>;
  readonly clock: Clock;
  /** A round that failed; the next one is made all the same. */
  readonly onTrouble: (error: Error) => void;
  /** Calls back once, in so many milliseconds, unless it is cancelled. @default an unref'd `setTimeout` */
  readonly after?: (ms: number, callback: () => void) => () => void;
}

/** Begins at once and ends when it is closed, after the slice that runs. */
export function startJanitor(options: JanitorOptions): { close(): Promise<void> } {
  const { history, core, clock, after = unrefTimeout } = options;
  let isClosed = false;
  let coreDueMs = clock.monotonic() + CORE_ROUND_MS;
  let running: Promise<void> = Promise.resolve();
  let cancel = after(0, start);

  function start(): void {
    running = round();
  }

  async function round(): Promise<void> {
    if (core?.tend && clock.monotonic() >= coreDueMs) {
      coreDueMs = clock.monotonic() + CORE_ROUND_MS;
      await attempt(async () => core.tend?.(clock.wall()));
      await nextTurn();
    }
    const isMore = await attempt(() => history.tend(clock.wall(), BUDGET_MS));
    if (!isClosed) cancel = after(isMore === true ? PAUSE_MS : ROUND_MS, start);
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      options.onTrouble(new Error('housekeeping failed; it is tried again', { cause: error }));
      return undefined;
    }
  }

  return {
    close: async () => {
      isClosed = true;
      cancel();
      await running;
    },
  };
}

function unrefTimeout(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
}
