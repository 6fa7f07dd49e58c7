/**
 * Looks as history keeps them: numbers in columns. A batch is filled where the look is made, moved between threads
 * without copying, and scanned without making an object per look.
 */
import { FAILURE_CODES, type FailureCode } from '../looking/failure.ts';
import type { LookKind, Outcome, Phases } from '../looking/observation.ts';

/** One look, as far as history keeps every one of them. */
export interface LookRow {
  /** `Monitor.key` */
  readonly monitorKey: number;
  readonly slotMs: number;
  readonly latenessMs: number;
  readonly kind: LookKind;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly phases: Phases;
  /** 0 where there was no answer. */
  readonly statusCode: number;
  readonly bodyBytes: number;
  readonly failureCode?: FailureCode;
}

export const OUTCOMES = ['up', 'degraded', 'down', 'unknown'] as const satisfies readonly Outcome[];
export const LOOK_KINDS = ['scheduled', 'confirming', 'manual'] as const satisfies readonly LookKind[];
const PHASE_NAMES = ['dnsMs', 'tcpMs', 'tlsMs', 'ttfbMs', 'downloadMs', 'totalMs'] as const;
const ABSENT = 0xffff_ffff;
const MAX_US = 0xffff_fffe;
/** slot 8, key 4, lateness 4, six phases 24, body bytes 4, kept 4, status 2, failure 1, outcome 1, kind 1, attempts 1 */
export const LOOK_ROW_BYTES = 54;

/** Columns over one ArrayBuffer of `capacity × LOOK_ROW_BYTES` bytes. */
export class LookRows {
  length = 0;
  readonly capacity: number;
  readonly buffer: ArrayBuffer;
  readonly slotMs: Float64Array;
  readonly monitorKey: Uint32Array;
  readonly latenessUs: Uint32Array;
  /** Six columns of `capacity` each: dns, tcp, tls, ttfb, download, total, in microseconds; 0xffffffff is absent. */
  readonly phaseUs: Uint32Array;
  readonly bodyBytes: Uint32Array;
  /** Filled by the store: the number of the kept observation whose facts hold for the look; 0 is none. */
  readonly keptId: Uint32Array;
  readonly statusCode: Uint16Array;
  /** 0 is none, otherwise the place in FAILURE_CODES plus one. */
  readonly failure: Uint8Array;
  /** Place in OUTCOMES. */
  readonly outcome: Uint8Array;
  /** Place in LOOK_KINDS. */
  readonly kind: Uint8Array;
  readonly attempts: Uint8Array;

  constructor(capacity: number, buffer = new ArrayBuffer(capacity * LOOK_ROW_BYTES), length = 0) {
    this.capacity = capacity;
    this.buffer = buffer;
    this.length = length;
    let at = 0;
    const take = (bytes: number): number => {
      const from = at;
      at += bytes * capacity;
      return from;
    };
    this.slotMs = new Float64Array(buffer, take(8), capacity);
    this.monitorKey = new Uint32Array(buffer, take(4), capacity);
    this.latenessUs = new Uint32Array(buffer, take(4), capacity);
    this.phaseUs = new Uint32Array(buffer, take(24), capacity * 6);
    this.bodyBytes = new Uint32Array(buffer, take(4), capacity);
    this.keptId = new Uint32Array(buffer, take(4), capacity);
    this.statusCode = new Uint16Array(buffer, take(2), capacity);
    this.failure = new Uint8Array(buffer, take(1), capacity);
    this.outcome = new Uint8Array(buffer, take(1), capacity);
    this.kind = new Uint8Array(buffer, take(1), capacity);
    this.attempts = new Uint8Array(buffer, take(1), capacity);
  }

  get isFull(): boolean {
    return this.length === this.capacity;
  }

  /** @throws RangeError when full */
  push(row: LookRow): void {
    const i = this.length;
    if (i === this.capacity) throw new RangeError(`look rows are full at ${this.capacity}`);
    this.slotMs[i] = row.slotMs;
    this.monitorKey[i] = row.monitorKey;
    this.latenessUs[i] = toMicroseconds(row.latenessMs);
    for (let p = 0; p < 6; p++) this.phaseUs[p * this.capacity + i] = toMicroseconds(row.phases[PHASE_NAMES[p]!]);
    this.bodyBytes[i] = Math.min(row.bodyBytes, ABSENT - 1);
    this.keptId[i] = 0;
    this.statusCode[i] = row.statusCode;
    this.failure[i] = row.failureCode === undefined ? 0 : failureIndex(row.failureCode) + 1;
    this.outcome[i] = OUTCOMES.indexOf(row.outcome);
    this.kind[i] = LOOK_KINDS.indexOf(row.kind);
    this.attempts[i] = Math.min(row.attempts, 255);
    this.length = i + 1;
  }

  /**
   * Takes over the look at place `i` of other rows.
   * @throws RangeError when full
   */
  take(from: LookRows, i: number): void {
    const at = this.length;
    if (at === this.capacity) throw new RangeError(`look rows are full at ${this.capacity}`);
    this.slotMs[at] = from.slotMs[i]!;
    this.monitorKey[at] = from.monitorKey[i]!;
    this.latenessUs[at] = from.latenessUs[i]!;
    for (let p = 0; p < 6; p++) this.phaseUs[p * this.capacity + at] = from.phaseUs[p * from.capacity + i]!;
    this.bodyBytes[at] = from.bodyBytes[i]!;
    this.keptId[at] = from.keptId[i]!;
    this.statusCode[at] = from.statusCode[i]!;
    this.failure[at] = from.failure[i]!;
    this.outcome[at] = from.outcome[i]!;
    this.kind[at] = from.kind[i]!;
    this.attempts[at] = from.attempts[i]!;
    this.length = at + 1;
  }

  /** Rows with room for `more` behind those that are there: these, or a larger copy. */
  withRoom(more: number): LookRows {
    const needed = this.length + more;
    if (needed <= this.capacity) return this;
    const larger = new LookRows(Math.max(needed, 2 * this.capacity));
    for (let i = 0; i < this.length; i++) larger.take(this, i);
    return larger;
  }

  /** The look at place `i` as an object. */
  at(i: number): LookRow {
    const phases: { -readonly [K in keyof Phases]?: number } = {};
    for (let p = 0; p < 6; p++) {
      const us = this.phaseUs[p * this.capacity + i]!;
      if (us !== ABSENT) phases[PHASE_NAMES[p]!] = us / 1000;
    }
    const failed = this.failure[i]!;
    return {
      monitorKey: this.monitorKey[i]!,
      slotMs: this.slotMs[i]!,
      latenessMs: this.latenessUs[i]! / 1000,
      kind: LOOK_KINDS[this.kind[i]!]!,
      outcome: OUTCOMES[this.outcome[i]!]!,
      attempts: this.attempts[i]!,
      phases: { ...phases, totalMs: phases.totalMs ?? 0 },
      statusCode: this.statusCode[i]!,
      bodyBytes: this.bodyBytes[i]!,
      ...(failed > 0 && { failureCode: FAILURE_CODES[failed - 1]! }),
    };
  }
}

const FAILURE_INDEX = new Map(FAILURE_CODES.map((code, index) => [code, index]));

function failureIndex(code: FailureCode): number {
  return FAILURE_INDEX.get(code)!;
}

function toMicroseconds(ms: number | undefined): number {
  if (ms === undefined) return ABSENT;
  return Math.min(MAX_US, Math.max(0, Math.round(ms * 1000)));
}
