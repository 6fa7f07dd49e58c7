/** A history in a directory of its own that goes when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Logger, pino } from 'pino';
import { tendAll } from '../../../testing/history-contract.ts';
import { type HistoryRig, ManualClock } from '../../../testing/history-samples.ts';
import type { HistoryOptions } from '../history-options.ts';
import { openHistoryStore } from '../history-store.ts';

export interface TemporaryHistory extends HistoryRig {
  readonly directory: string;
  readonly file: string;
  /** The store's own connection. */
  readonly database: DatabaseSync;
  /** Messages of the log, with level: `error history is damaged …`. */
  readonly logged: readonly string[];
}

export async function temporaryHistory(options: Partial<HistoryOptions> = {}): Promise<TemporaryHistory> {
  const directory = mkdtempSync(join(tmpdir(), 'upwatch-history-'));
  const file = join(directory, 'history.db');
  const clock = new ManualClock();
  const logged: string[] = [];
  let database: DatabaseSync | undefined;
  const settings: HistoryOptions = {
    file,
    clock,
    log: listeningLog(logged),
    retention: { rawDays: 7, rollupDays: 400 },
    // Tests say when to write.
    writtenEveryMs: 3_600_000,
    onConnection: (opened) => (database = opened),
    ...options,
  };
  let store = openHistoryStore(settings);
  return {
    directory,
    file,
    clock,
    logged,
    get database() {
      return database!;
    },
    get store() {
      return store;
    },
    reopen: async () => {
      await store.close();
      store = openHistoryStore(settings);
    },
    pass: async (ms) => {
      clock.move(ms);
      await tendAll(store, clock.wall());
    },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function listeningLog(logged: string[]): Logger {
  return pino(
    { level: 'info' },
    {
      write: (line: string) => {
        const { level, msg } = JSON.parse(line) as { level: number; msg: string };
        logged.push(`${level >= 50 ? 'error' : level >= 40 ? 'warn' : 'info'} ${msg}`);
      },
    },
  );
}
