/** The past of what was imported, as its source keeps it. */

/** One look of the source's own. */
export interface PastLook {
  readonly atMs: number;
  readonly outcome: 'up' | 'down';
  readonly latencyMs?: number;
}

/** What a source kept of an hour or a day once the looks were gone. */
export interface PastTotals {
  readonly up: number;
  readonly down: number;
  readonly latency?: { readonly averageMs: number; readonly minMs: number; readonly maxMs: number };
}

/** A piece of the past: an hour's looks, or the sum of an hour or a day. */
export type PastPart =
  | { readonly type: 'looks'; readonly fromMs: number; readonly looks: readonly PastLook[] }
  | { readonly type: 'hour'; readonly fromMs: number; readonly totals: PastTotals }
  | { readonly type: 'day'; readonly fromMs: number; readonly totals: PastTotals };

/** From inclusive, to exclusive. */
export interface PastSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads a source bit by bit: it may be larger than memory. */
export interface PastReader extends Disposable {
  /** What it holds, for people: `1,204 heartbeats, 720 hours, 30 days`. */
  readonly summary: string;
  /** Oldest first, a day at a time. @param ref of the imported monitor: `monitor:12` */
  read(ref: string, span: PastSpan): Iterable<PastPart>;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** `1,204 heartbeats`, `1 hour` */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
