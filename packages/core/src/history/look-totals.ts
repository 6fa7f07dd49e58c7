/** What many looks amount to: counts by outcome and failure, sums of durations, a sketch of the total. */
import { FAILURE_CODES, type FailureCode } from '../looking/failure.ts';
import type { Outcome } from '../looking/observation.ts';
import { BitReader, BitWriter } from './bits.ts';
import { checksum } from './checksum.ts';
import { type LookRows, OUTCOMES } from './look-rows.ts';
import {
  addToSketch,
  addWrittenSketch,
  emptySketch,
  type LatencySketch,
  mergeSketch,
  quantilesOf,
  writeSketch,
} from './sketch.ts';

const ABSENT = 0xffff_ffff;
const PHASES = ['dnsMs', 'tcpMs', 'tlsMs', 'ttfbMs', 'downloadMs'] as const;
const TOTAL = 5;
const PASSED_MAX = OUTCOMES.indexOf('degraded');
/** Sums keep this many bits: they are right to 0.05 %. */
const SUM_BITS = 11;

/** Changed in place: it is made to be added to. */
export interface LookTotals {
  /** By place in OUTCOMES. */
  readonly outcomes: Uint32Array;
  /** By place in FAILURE_CODES. */
  readonly failures: Map<number, number>;
  /** Of the looks that were answered: how many had each phase, the total last; and their sums in microseconds. */
  readonly phaseCounts: Float64Array;
  readonly phaseSumsUs: Float64Array;
  /** Totals of the looks that were answered. */
  readonly sketch: LatencySketch;
}

export function emptyTotals(): LookTotals {
  return {
    outcomes: new Uint32Array(OUTCOMES.length),
    failures: new Map(),
    phaseCounts: new Float64Array(TOTAL + 1),
    phaseSumsUs: new Float64Array(TOTAL + 1),
    sketch: emptySketch(),
  };
}

/** Makes them empty again: cheaper than new ones where thousands are made in turn. */
export function clearTotals(totals: LookTotals): void {
  totals.outcomes.fill(0);
  totals.failures.clear();
  totals.phaseCounts.fill(0);
  totals.phaseSumsUs.fill(0);
  totals.sketch.counts.fill(0);
  totals.sketch.total = 0;
}

/**
 * Adds one look. Only an answered look (up, degraded, or with a status code) counts into durations: how long we waited
 * for nothing says nothing of how quickly the target answers.
 */
export function addLook(totals: LookTotals, rows: LookRows, i: number): void {
  const outcome = rows.outcome[i]!;
  totals.outcomes[outcome]! += 1;
  const failed = rows.failure[i]!;
  if (failed > 0) totals.failures.set(failed - 1, (totals.failures.get(failed - 1) ?? 0) + 1);
  if (outcome > PASSED_MAX && rows.statusCode[i] === 0) return;
  for (let p = 0; p <= TOTAL; p++) {
    const us = rows.phaseUs[p * rows.capacity + i]!;
    if (us === ABSENT) continue;
    totals.phaseCounts[p]! += 1;
    totals.phaseSumsUs[p]! += us;
    if (p === TOTAL) addToSketch(totals.sketch, us);
  }
}

/** Adds all of `other` to `totals`. */
export function mergeTotals(totals: LookTotals, other: LookTotals): void {
  for (const [o, count] of other.outcomes.entries()) totals.outcomes[o]! += count;
  for (const [code, count] of other.failures) totals.failures.set(code, (totals.failures.get(code) ?? 0) + count);
  for (let p = 0; p <= TOTAL; p++) {
    totals.phaseCounts[p]! += other.phaseCounts[p]!;
    totals.phaseSumsUs[p]! += other.phaseSumsUs[p]!;
  }
  mergeSketch(totals.sketch, other.sketch);
}

/** How many looks there are in all. */
export function looksIn(totals: LookTotals): number {
  return totals.outcomes.reduce((sum, count) => sum + count, 0);
}

/** Bytes that are not totals, or not those that were written. */
export class DamagedTotals extends Error {
  constructor(reason: string) {
    super(`history totals are damaged: ${reason}`);
    this.name = 'DamagedTotals';
  }
}

/** Totals as bytes: a checksum, about 20, and less than one for each bucket of the sketch that is in use. */
export function encodeTotals(totals: LookTotals): Uint8Array<ArrayBuffer> {
  const out = new BitWriter(256);
  out.write(0, 8);
  for (const count of totals.outcomes) out.writeGamma(count);
  writeFailures(out, totals);
  writeDurations(out, totals);
  writeSketch(out, totals.sketch);
  const bytes = out.bytes();
  bytes[0] = checksum(bytes, 1) & 255;
  return bytes;
}

/** Adds encoded totals to `totals`. @throws DamagedTotals, before anything was added */
export function addEncodedTotals(bytes: Uint8Array, totals: LookTotals): void {
  if (bytes.length < 2 || bytes[0] !== (checksum(bytes, 1) & 255)) throw new DamagedTotals('the checksum is wrong');
  const from = new BitReader(bytes, 1);
  for (let o = 0; o < OUTCOMES.length; o++) totals.outcomes[o]! += from.readGamma();
  readFailures(from, totals);
  readDurations(from, totals);
  addWrittenSketch(from, totals.sketch);
}

function writeFailures(out: BitWriter, totals: LookTotals): void {
  out.writeGamma(totals.failures.size);
  for (const [code, count] of totals.failures) {
    out.write(code, 8);
    out.writeGamma(count - 1);
  }
}

function writeDurations(out: BitWriter, totals: LookTotals): void {
  const answered = totals.phaseCounts[TOTAL]!;
  out.writeGamma(answered);
  for (let p = 0; p <= TOTAL; p++) {
    // As a rule every answered look had the phase, or none had.
    const count = totals.phaseCounts[p]!;
    out.write(count === answered ? 0 : count === 0 ? 1 : 2, 2);
    if (count !== answered && count !== 0) out.writeGamma(count);
    if (count > 0) writeSum(out, totals.phaseSumsUs[p]!);
  }
}

function readFailures(from: BitReader, totals: LookTotals): void {
  for (let left = from.readGamma(); left > 0; left--) {
    const code = from.read(8);
    totals.failures.set(code, (totals.failures.get(code) ?? 0) + from.readGamma() + 1);
  }
}

function readDurations(from: BitReader, totals: LookTotals): void {
  const answered = from.readGamma();
  for (let p = 0; p <= TOTAL; p++) {
    const which = from.read(2);
    const count = which === 0 ? answered : which === 1 ? 0 : from.readGamma();
    totals.phaseCounts[p]! += count;
    if (count > 0) totals.phaseSumsUs[p]! += readSum(from);
  }
}

function writeSum(out: BitWriter, us: number): void {
  const length = us < 1 ? 0 : Math.floor(Math.log2(us)) + 1;
  const dropped = Math.max(0, length - SUM_BITS);
  let kept = Math.round(us / 2 ** dropped);
  let exponent = dropped;
  if (kept >= 2 ** SUM_BITS) {
    kept /= 2;
    exponent++;
  }
  out.write(exponent, 6);
  out.write(kept, SUM_BITS);
}

function readSum(from: BitReader): number {
  const exponent = from.read(6);
  return from.read(SUM_BITS) * 2 ** exponent;
}

/** Totals in the words and units of the rest of the tree. */
export function describeTotals(totals: LookTotals): {
  readonly looks: Readonly<Record<Outcome, number>>;
  readonly latency?: {
    readonly averageMs: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  };
  readonly phases?: { readonly [K in (typeof PHASES)[number]]?: number };
  readonly failureCodes: Readonly<Partial<Record<FailureCode, number>>>;
} {
  const [up, degraded, down, unknown] = totals.outcomes as unknown as readonly [number, number, number, number];
  const answered = totals.phaseCounts[TOTAL]!;
  return {
    looks: { up, degraded, down, unknown },
    ...(answered > 0 && { latency: latencyOf(totals, answered), phases: phasesOf(totals) }),
    failureCodes: Object.fromEntries([...totals.failures].map(([code, count]) => [FAILURE_CODES[code]!, count])),
  };
}

function latencyOf(totals: LookTotals, answered: number) {
  const [p50 = 0, p95 = 0, p99 = 0] = quantilesOf(totals.sketch, [0.5, 0.95, 0.99]);
  return {
    averageMs: roundMs(totals.phaseSumsUs[TOTAL]! / answered),
    p50Ms: roundMs(p50),
    p95Ms: roundMs(p95),
    p99Ms: roundMs(p99),
  };
}

function phasesOf(totals: LookTotals) {
  const had = PHASES.map((name, p) => [name, totals.phaseCounts[p]!, totals.phaseSumsUs[p]!] as const);
  return Object.fromEntries(had.filter(([, n]) => n > 0).map(([name, n, sum]) => [name, roundMs(sum / n)]));
}

/** To a whole microsecond. */
function roundMs(us: number): number {
  return Math.round(us) / 1000;
}
