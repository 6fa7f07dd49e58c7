/**
 * A journal entry: looks of many monitors from one region in one hour, in the order they came. Made to be written and
 * read quickly; the store compresses it. Every column is its smallest number and the distances from that in as many
 * whole bytes as the largest needs, lowest bytes first, then the next ones: like bytes stand together for the compressor.
 *
 *     version 1 byte | count 4 bytes | per column: smallest 4 bytes, width 1 byte, width × count bytes
 */
import { LookRows } from './look-rows.ts';
import { latenessCodeOf, microsecondsOfCode, microsecondsOfLateness, phaseCodeOf } from './quantize.ts';

const VERSION = 1;
const COLUMNS = 16;
const HEAD_BYTES = 5;
const COLUMN_HEAD_BYTES = 5;
const ABSENT = 0xffff_ffff;
const PHASES = 6;

/** Bytes that are not a journal entry. */
export class DamagedJournal extends Error {
  constructor(reason: string) {
    super(`history journal entry is damaged: ${reason}`);
    this.name = 'DamagedJournal';
  }
}

/** Writes the looks from place `from` on, whose slots must lie within the hour that begins at `hourMs`. */
export function encodeJournal(rows: LookRows, hourMs: number, from = 0): Uint8Array<ArrayBuffer> {
  const n = rows.length - from;
  const bytes = new Uint8Array(HEAD_BYTES + COLUMNS * (COLUMN_HEAD_BYTES + 4 * n));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, n, true);
  const column = new Uint32Array(n);
  let at = HEAD_BYTES;
  for (let c = 0; c < COLUMNS; c++) {
    fillColumn(column, rows, from, c, hourMs);
    at = writeBytes(view, bytes, at, column);
  }
  return bytes.slice(0, at);
}

/** Reads an entry. @throws DamagedJournal */
export function decodeJournal(bytes: Uint8Array, hourMs: number): LookRows {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD_BYTES || view.getUint8(0) !== VERSION) throw new DamagedJournal('unknown version');
  const n = view.getUint32(1, true);
  const rows = new LookRows(n);
  const column = new Uint32Array(n);
  let at = HEAD_BYTES;
  for (let c = 0; c < COLUMNS; c++) {
    if (at + COLUMN_HEAD_BYTES > bytes.length) throw new DamagedJournal('it ends too early');
    at = readBytes(view, bytes, at, column);
    takeColumn(rows, column, c, hourMs);
  }
  rows.length = n;
  return rows;
}

function fillColumn(column: Uint32Array, rows: LookRows, from: number, c: number, hourMs: number): void {
  const n = column.length;
  if (c === 0) for (let i = 0; i < n; i++) column[i] = rows.slotMs[from + i]! - hourMs;
  else if (c === 1) for (let i = 0; i < n; i++) column[i] = latenessCodeOf(rows.latenessUs[from + i]!);
  else if (c < 2 + PHASES) {
    const at = (c - 2) * rows.capacity + from;
    for (let i = 0; i < n; i++) {
      const us = rows.phaseUs[at + i]!;
      column[i] = us === ABSENT ? 0 : phaseCodeOf(us) + 1;
    }
  } else column.set(plainColumn(rows, c).subarray(from, from + n));
}

function takeColumn(rows: LookRows, column: Uint32Array, c: number, hourMs: number): void {
  const n = column.length;
  if (c === 0) for (let i = 0; i < n; i++) rows.slotMs[i] = hourMs + column[i]!;
  else if (c === 1) for (let i = 0; i < n; i++) rows.latenessUs[i] = microsecondsOfLateness(column[i]!);
  else if (c < 2 + PHASES) {
    for (let i = 0, from = (c - 2) * rows.capacity; i < n; i++) {
      rows.phaseUs[from + i] = column[i] === 0 ? ABSENT : microsecondsOfCode(column[i]! - 1);
    }
  } else plainColumn(rows, c).set(column);
}

/** The columns that are written as they are. */
function plainColumn(rows: LookRows, c: number): Uint32Array | Uint16Array | Uint8Array {
  const plain = [
    rows.monitorKey,
    rows.bodyBytes,
    rows.keptId,
    rows.statusCode,
    rows.failure,
    rows.attempts,
    rows.outcome,
    rows.kind,
  ];
  return plain[c - 2 - PHASES]!;
}

function writeBytes(view: DataView, bytes: Uint8Array, at: number, column: Uint32Array): number {
  let smallest = ABSENT;
  let largest = 0;
  for (const value of column) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  const width = column.length === 0 ? 0 : Math.ceil((32 - Math.clz32(largest - smallest)) / 8);
  view.setUint32(at, smallest, true);
  view.setUint8(at + 4, width);
  let to = at + COLUMN_HEAD_BYTES;
  for (let b = 0; b < width; b++) for (const value of column) bytes[to++] = (value - smallest) >>> (8 * b);
  return to;
}

function readBytes(view: DataView, bytes: Uint8Array, at: number, column: Uint32Array): number {
  const width = view.getUint8(at + 4);
  const n = column.length;
  let from = at + COLUMN_HEAD_BYTES;
  if (width > 4 || from + width * n > bytes.length) throw new DamagedJournal('it ends too early');
  column.fill(view.getUint32(at, true));
  for (let b = 0; b < width; b++) {
    const weight = 2 ** (8 * b);
    for (let i = 0; i < n; i++) column[i]! += bytes[from++]! * weight;
  }
  return from;
}
