/**
 * What another monitor saw before this one looked: brought by an import, kept beside our own looks under a region that
 * says where it comes from, and never decided upon.
 */
import type { Outcome } from '../looking/observation.ts';
import { addLook, emptyTotals, type LookTotals } from './look-totals.ts';
import { LookRows } from './look-rows.ts';
import { keptPhaseMs } from './quantize.ts';
import { addToSketch } from './sketch.ts';

const PREFIX = 'imported:';
const ABSENT = 0xffff_ffff;

/** The region under which the past from a source is kept: `imported:uptime-kuma`. Nobody looks from there. */
export function importedRegion(source: string): string {
  return PREFIX + source;
}

/** The source of such a region; undefined for a region that is looked from. */
export function importSourceOf(region: string): string | undefined {
  return region.startsWith(PREFIX) ? region.slice(PREFIX.length) : undefined;
}

/** A single look, as far as other monitors keep them. */
export interface ImportedLook {
  readonly atMs: number;
  readonly outcome: Outcome;
  /** Until the answer. */
  readonly latencyMs?: number | undefined;
}

/** An hour or a day, where only its sum was kept. */
export interface ImportedTotals {
  readonly looks: Readonly<Record<Outcome, number>>;
  /** Of the looks that passed. */
  readonly latency?: { readonly averageMs: number; readonly minMs: number; readonly maxMs: number } | undefined;
}

/** Looks as history keeps them. */
export function importedRows(monitorKey: number, looks: readonly ImportedLook[]): LookRows {
  const rows = new LookRows(looks.length);
  for (const { atMs, outcome, latencyMs } of looks) {
    rows.push({
      monitorKey,
      slotMs: atMs,
      latenessMs: 0,
      kind: 'scheduled',
      outcome,
      attempts: 1,
      phases: { totalMs: latencyMs === undefined ? 0 : keptPhaseMs(latencyMs) },
      statusCode: 0,
      bodyBytes: 0,
    });
    // A job that reported by itself took no time: 0 would make averages of what was never measured.
    if (latencyMs === undefined) rows.phaseUs[5 * rows.capacity + rows.length - 1] = ABSENT;
  }
  return rows;
}

/** What looks amount to. */
export function totalsOfRows(rows: LookRows): LookTotals {
  const totals = emptyTotals();
  for (let i = 0; i < rows.length; i++) addLook(totals, rows, i);
  return totals;
}

/**
 * Totals out of totals. Counts and the average are exact. Percentiles are estimated: the least and the most are one look
 * each, and the others as long as they are on average.
 */
export function totalsOfImported({ looks, latency }: ImportedTotals): LookTotals {
  const totals = emptyTotals();
  totals.outcomes.set([looks.up, looks.degraded, looks.down, looks.unknown]);
  const answered = looks.up + looks.degraded;
  if (!latency || answered === 0) return totals;
  const [averageUs, minUs, maxUs] = [latency.averageMs, latency.minMs, latency.maxMs].map((ms) => ms * 1000) as [
    number,
    number,
    number,
  ];
  totals.phaseCounts[5] = answered;
  totals.phaseSumsUs[5] = averageUs * answered;
  const edges = answered >= 3 ? [minUs, maxUs] : [];
  for (const us of edges) addToSketch(totals.sketch, us);
  const others = answered - edges.length;
  const otherUs = (averageUs * answered - edges.reduce((sum, us) => sum + us, 0)) / others;
  addToSketch(totals.sketch, Math.min(maxUs, Math.max(minUs, otherUs)), others);
  return totals;
}
