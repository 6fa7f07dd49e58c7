import type { Facts, FailureCode, LookRow, LookRows, LookTotals, Observation, Outcome } from '@upwatch/core';

/** A look as the API shows it: its row, and the facts that held then. */
export interface KeptLook {
  readonly region: string;
  readonly row: LookRow;
  readonly facts?: Facts;
  /** Whole where it was kept whole. */
  readonly observation?: Observation;
}

/** Counts and latencies of a span of time. */
export interface Rollup {
  readonly bucketMs: number;
  readonly spanMs: number;
  readonly looks: Readonly<Record<Outcome, number>>;
  readonly latency?: {
    readonly averageMs: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  };
  /** Average of each phase over the looks that had it. */
  readonly phases?: {
    readonly dnsMs?: number;
    readonly tcpMs?: number;
    readonly tlsMs?: number;
    readonly ttfbMs?: number;
    readonly downloadMs?: number;
  };
  readonly failureCodes: Readonly<Partial<Record<FailureCode, number>>>;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A whole observation on its way into history, with the number that stands for its monitor there. */
export interface ObservationToKeep {
  /** `Monitor.key` */
  readonly monitorKey: number;
  readonly observation: Observation;
}

/** What another monitor saw. An hour, or a day, is sent whole: what is known more fully stays. */
export interface Past {
  readonly looks: LookRows;
  /** Totals where single looks are gone. They begin at full hours, and days at midnight (UTC). */
  readonly hours: readonly PastTotals[];
  readonly days: readonly PastTotals[];
}

export interface PastTotals {
  readonly atMs: number;
  readonly totals: LookTotals;
}

/** What became of it. */
export interface PastTaken {
  /** Looks, hours and days that were not known before. */
  readonly added: { readonly looks: number; readonly hours: number; readonly days: number };
  /** Before what is kept; or at or after the first look of our own, or to come. */
  readonly refused: { readonly tooOld: number; readonly tooNew: number };
}

/** From when to when there is anything of a monitor. */
export interface Extent {
  /** The first look of our own: to the millisecond, or to the hour where single looks are gone. */
  readonly ownFromMs?: number;
  /** By region's name; to full hours. */
  readonly imported: readonly ({ readonly region: string } & Span)[];
  /** What is older is dropped. */
  readonly keptFromMs: number;
}

/**
 * What was seen: may lose its newest seconds at a power cut, has its own file and its own retention.
 * A second look with the same (monitor, region, slot) is the same one again and is kept once.
 */
export interface HistoryStore {
  /**
   * Queues; written in batches. Never throws: what cannot be written within the buffer's bound is counted as lost.
   * The rows are copied: the caller may use its columns again. Seen at once by every read.
   */
  append(region: string, rows: LookRows, observations: readonly ObservationToKeep[]): void;
  /**
   * Takes in what was seen elsewhere, before the monitor was looked at here; on disk when the promise fulfils. Looks past
   * their retention become totals of their hours. The same again adds nothing.
   * @param region that of `importedRegion`
   * @returns undefined where there are too many regions
   */
  takeInPast(monitorKey: number, region: string, past: Past): Promise<PastTaken | undefined>;
  /** From when to when there is anything. */
  extent(monitorKey: number): Promise<Extent>;
  /** Writes what is queued. Rejects when the disk refuses; the rows stay queued then. */
  flush(): Promise<void>;
  /** Newest first, looks of one slot by region's name. */
  looks(
    monitor: { readonly key: number; readonly id: string },
    query: {
      /** From inclusive, to exclusive. */
      readonly span?: Partial<Span>;
      /** Goes on behind this look, the last one of the page before. */
      readonly before?: { readonly slotMs: number; readonly region: string };
      readonly region?: string;
      /** true: up or degraded; false: down or unknown. */
      readonly passed?: boolean;
      readonly limit: number;
    },
  ): Promise<readonly KeptLook[]>;
  /** The newest look of each region that is looked from, by region's name. */
  latest(monitor: { readonly key: number; readonly id: string }): Promise<readonly KeptLook[]>;
  /**
   * Rolled up by `spanMs` (a minute, an hour or a day, or a multiple), oldest first; empty buckets are left out. The
   * edges of the span are widened to whole minutes, hours or days, whichever `spanMs` is a multiple of. Where raw looks
   * are gone, buckets shorter than an hour become hours, and days where an import knew no hours: each rollup says its own
   * `spanMs`.
   */
  rollups(monitorKey: number, span: Span, spanMs: number, region?: string): Promise<readonly Rollup[]>;
  /** Deletes the history of a monitor: it is unreadable when the promise fulfils, and its bytes go as `tend` comes by. */
  forget(monitorKey: number): Promise<void>;
  /** Seals finished hours and drops what is past its retention, a slice at a time. Returns whether more is to do. */
  tend(nowMs: number, budgetMs: number): Promise<boolean>;
  /** Rows not yet on disk, rows given up, and bytes on disk. */
  stats(): { readonly buffered: number; readonly lost: number; readonly bytes: number };
  close(): Promise<void>;
}
