/**
 * A block: the looks of one monitor from one region in one hour, column by column. Slots, status, failure, outcome,
 * kind, attempts and sizes are exact; durations are as `quantize.ts` keeps them.
 *
 *     version 1 byte | checksum 2 bytes | bits: count, first slot, columns
 *
 * Nothing compresses it further: zstd over such a block made it larger by a hundredth and took 40 µs a call (measured).
 */
import { BitReader, BitWriter } from './bits.ts';
import { checksum } from './checksum.ts';
import { readColumn, writeColumn } from './column.ts';
import type { LookRows } from './look-rows.ts';
import { latenessCodeOf, microsecondsOfCode, microsecondsOfLateness, phaseCodeOf } from './quantize.ts';

const VERSION = 1;
const HEAD_BYTES = 3;
/** 3,600,000 fits. */
const OFFSET_BITS = 22;
/** One a millisecond. */
const LOOKS_MAX = 3_600_000;
const ABSENT = 0xffff_ffff;
const TOTAL = 5;
/** Makes the distance between two phase codes a whole number from 0. */
const CODE_SHIFT = 2048;

/** Working room, kept because a block is written every few dozen microseconds; holds nothing between calls. */
const out = new BitWriter();
let column = new Uint32Array(4096);

/** Bytes that are not a block, or not the one that was written. */
export class DamagedBlock extends Error {
  constructor(reason: string) {
    super(`history block is damaged: ${reason}`);
    this.name = 'DamagedBlock';
  }
}

/**
 * Writes the looks from place `from` up to `to` as a block. They must be of one monitor, within the hour that begins at
 * `hourMs`, in order of slots and without duplicates, their durations already quantised.
 */
export function encodeBlock(rows: LookRows, from: number, to: number, hourMs: number): Uint8Array<ArrayBuffer> {
  const n = to - from;
  if (column.length < n) column = new Uint32Array(2 * n);
  out.clear();
  out.write(VERSION, 8);
  out.write(0, 16);
  out.writeGamma(n);
  writeSlots(rows, from, n, hourMs);
  write(n, (i) => (rows.outcome[from + i]! << 2) | rows.kind[from + i]!);
  write(n, (i) => presenceOf(rows, from + i));
  write(n, (i) => rows.statusCode[from + i]!);
  write(n, (i) => rows.failure[from + i]!);
  write(n, (i) => rows.attempts[from + i]!);
  write(n, (i) => latenessCodeOf(rows.latenessUs[from + i]!));
  write(n, (i) => rows.bodyBytes[from + i]!);
  write(n, (i) => rows.keptId[from + i]!);
  for (let p = 0; p < TOTAL; p++) writePhase(rows, from, to, p);
  writeTotals(rows, from, to);
  const bytes = out.bytes();
  const sum = checksum(bytes, HEAD_BYTES);
  bytes[1] = sum >>> 8;
  bytes[2] = sum & 255;
  return bytes;
}

function write(n: number, valueAt: (i: number) => number): void {
  for (let i = 0; i < n; i++) column[i] = valueAt(i);
  writeColumn(out, column, n);
}

function writeSlots(rows: LookRows, from: number, n: number, hourMs: number): void {
  if (n === 0) return;
  out.write(rows.slotMs[from]! - hourMs, OFFSET_BITS);
  write(n - 1, (i) => rows.slotMs[from + i + 1]! - rows.slotMs[from + i]!);
}

/** Which phases there are, a bit each. */
function presenceOf(rows: LookRows, i: number): number {
  let mask = 0;
  for (let p = 0; p <= TOTAL; p++) if (rows.phaseUs[p * rows.capacity + i] !== ABSENT) mask |= 1 << p;
  return mask;
}

function writePhase(rows: LookRows, from: number, to: number, phase: number): void {
  let n = 0;
  for (let i = from; i < to; i++) {
    const us = rows.phaseUs[phase * rows.capacity + i]!;
    if (us !== ABSENT) column[n++] = phaseCodeOf(us);
  }
  writeColumn(out, column, n);
}

/** The total is nearly the sum of its parts: only the distance is written. */
function writeTotals(rows: LookRows, from: number, to: number): void {
  let n = 0;
  for (let i = from; i < to; i++) {
    const us = rows.phaseUs[TOTAL * rows.capacity + i]!;
    if (us !== ABSENT) column[n++] = phaseCodeOf(us) - codeOfSum(rows, i) + CODE_SHIFT;
  }
  writeColumn(out, column, n);
}

function codeOfSum(rows: LookRows, i: number): number {
  let sum = 0;
  for (let p = 0; p < TOTAL; p++) {
    const us = rows.phaseUs[p * rows.capacity + i]!;
    if (us !== ABSENT) sum += us;
  }
  return phaseCodeOf(Math.min(sum, ABSENT - 1));
}

/**
 * Appends the looks of a block to `given` as looks of `monitorKey`.
 * @returns `given`, or a larger copy where it had too little room
 * @throws DamagedBlock
 */
export function decodeBlock(bytes: Uint8Array, monitorKey: number, hourMs: number, given: LookRows): LookRows {
  const { n, bits } = openBlock(bytes);
  const rows = given.withRoom(n);
  const from = rows.length;
  if (n === 0) return rows;
  if (column.length < n) column = new Uint32Array(2 * n);
  readSlots(bits, rows, n, hourMs);
  rows.monitorKey.fill(monitorKey, from, from + n);
  readColumn(bits, column, n);
  for (let i = 0; i < n; i++) {
    rows.outcome[from + i] = column[i]! >> 2;
    rows.kind[from + i] = column[i]! & 3;
  }
  readColumn(bits, column, n);
  const presence = Uint8Array.from(column.subarray(0, n));
  for (const target of [rows.statusCode, rows.failure, rows.attempts]) {
    readColumn(bits, column, n);
    for (let i = 0; i < n; i++) target[from + i] = column[i]!;
  }
  readColumn(bits, column, n);
  for (let i = 0; i < n; i++) rows.latenessUs[from + i] = microsecondsOfLateness(column[i]!);
  for (const target of [rows.bodyBytes, rows.keptId]) {
    readColumn(bits, column, n);
    for (let i = 0; i < n; i++) target[from + i] = column[i]!;
  }
  readPhases(bits, rows, presence);
  if (bits.isOverrun) throw new DamagedBlock('it ends too early');
  rows.length = from + n;
  return rows;
}

function openBlock(bytes: Uint8Array): { readonly n: number; readonly bits: BitReader } {
  if (bytes[0] !== VERSION) throw new DamagedBlock(`its version is ${bytes[0]}, not ${VERSION}`);
  const sum = checksum(bytes, HEAD_BYTES);
  if (bytes[1] !== sum >>> 8 || bytes[2] !== (sum & 255)) throw new DamagedBlock('its checksum is wrong');
  const bits = new BitReader(bytes, HEAD_BYTES);
  const n = bits.readGamma();
  if (n > LOOKS_MAX) throw new DamagedBlock(`it holds ${n} looks`);
  return { n, bits };
}

function readSlots(bits: BitReader, rows: LookRows, n: number, hourMs: number): void {
  const from = rows.length;
  let slotMs = hourMs + bits.read(OFFSET_BITS);
  readColumn(bits, column, n - 1);
  rows.slotMs[from] = slotMs;
  for (let i = 1; i < n; i++) {
    slotMs += column[i - 1]!;
    rows.slotMs[from + i] = slotMs;
  }
}

function readPhases(bits: BitReader, rows: LookRows, presence: Uint8Array): void {
  const from = rows.length;
  for (let p = 0; p <= TOTAL; p++) {
    const at = p * rows.capacity + from;
    let present = 0;
    for (const mask of presence) present += (mask >> p) & 1;
    readColumn(bits, column, present);
    for (let i = 0, next = 0; i < presence.length; i++) {
      if ((presence[i]! & (1 << p)) === 0) rows.phaseUs[at + i] = ABSENT;
      else if (p < TOTAL) rows.phaseUs[at + i] = microsecondsOfCode(column[next++]!);
      else rows.phaseUs[at + i] = microsecondsOfCode(column[next++]! - CODE_SHIFT + codeOfSum(rows, from + i));
    }
  }
}
