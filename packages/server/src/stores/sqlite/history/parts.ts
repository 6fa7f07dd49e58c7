/** What history is made of, as its jobs and readers see it. */
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';
import type { DamageLog } from './damage-log.ts';
import type { Head } from './head.ts';
import type { HistoryTables } from './history-tables.ts';
import type { KeptObservations } from './kept-observations.ts';
import type { LatestLooks } from './latest-looks.ts';
import type { RecentLooks } from './recent-looks.ts';
import type { Regions } from './regions.ts';

export interface Parts {
  /** Replaced when the file is. */
  tables: HistoryTables;
  readonly recent: RecentLooks;
  readonly head: Head;
  readonly kept: KeptObservations;
  readonly latest: LatestLooks;
  readonly regions: Regions;
  /** Keys of deleted monitors whose looks may still be around. */
  readonly forgotten: Set<number>;
  /** Looks of earlier hours are gone or refused: their totals remain. */
  rawFromHour: number;
  /** Days up to this one have a row of their own. */
  foldedDay: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly damage: DamageLog;
}
