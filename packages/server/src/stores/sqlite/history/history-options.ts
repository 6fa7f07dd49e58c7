/**
 * What a history is opened with, and how large it grows.
 *
 * Bytes on disk, for each monitor and region: `looks a day × 5.7 × rawDays + 1,250 × rollupDays`, and once for all the
 * journal, `looks an hour × 15`. So a monitor looked at every 30 seconds takes 115 kB for 7 days of looks and 500 kB for
 * 400 days of hours and days. What is dropped makes room for what comes; more than a quarter of the file standing empty
 * is given back to the file system.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';
import type { Retention } from './dropping.ts';

export interface HistoryOptions {
  /** `history.db`; its directory exists. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly retention: Retention;
  /** Bound of the looks that wait while the disk refuses. @default 64 MiB, 1.2 million looks */
  readonly bufferBytesMax?: number;
  /** How long looks wait to be written together, milliseconds. @default 2000 */
  readonly writtenEveryMs?: number;
  /** Sees each connection that is opened: for tests that make it refuse. */
  readonly onConnection?: (database: DatabaseSync) => void;
}
