/**
 * The newest look of each monitor and region, and how many there were: what metrics are made of. Numbers in columns by the
 * monitor's key, 36 bytes each: kept beside the way of a look, for as long as the process runs.
 */
import {
  classOf,
  FAILURE_CODES,
  type FailureClass,
  LOOK_KINDS,
  type LookRows,
  OUTCOMES,
  type Phase,
} from '@upwatch/core';
import type { Batch } from '@upwatch/probe';

const PHASES = ['dns', 'tcp', 'tls', 'ttfb', 'download'] as const satisfies readonly Phase[];
const COLUMNS = PHASES.length + 1;
const ABSENT = 0xffff_ffff;
const MANUAL = LOOK_KINDS.indexOf('manual');
const UNKNOWN = OUTCOMES.indexOf('unknown');
const FAILURE_CLASSES: readonly FailureClass[] = [...new Set(FAILURE_CODES.map(classOf))];
/** By a code's place in history blocks plus one: the place of its class. */
const CLASS_OF = [0, ...FAILURE_CODES.map((code) => FAILURE_CLASSES.indexOf(classOf(code)))];

/** Of one monitor in one region. */
export interface Tallied {
  readonly region: string;
  /** Of the newest look, epoch milliseconds. */
  readonly slotMs: number;
  /** Milliseconds, absent where a part did not happen. */
  readonly phases: Readonly<Partial<Record<Phase, number>>>;
  /** Absent where the newest look said nothing of the target. */
  readonly totalMs?: number;
  readonly looks: number;
  readonly failures: Readonly<Partial<Record<FailureClass, number>>>;
}

export class LookTally {
  readonly #byRegion = new Map<string, Columns>();

  take({ region, rows }: Pick<Batch, 'region' | 'rows'>): void {
    const columns = this.#byRegion.get(region) ?? new Columns();
    this.#byRegion.set(region, columns);
    for (let i = 0; i < rows.length; i++) if (rows.kind[i] !== MANUAL) columns.see(rows, i);
  }

  /** What is known of a monitor, region by region. @param key `Monitor.key` */
  of(key: number): readonly Tallied[] {
    return [...this.#byRegion].flatMap(([region, columns]) => columns.of(key, region) ?? []);
  }
}

class Columns {
  #capacity = 0;
  #slotMs = new Float64Array();
  #looks = new Uint32Array();
  #us = new Uint32Array();
  /** Only of those that have failed: most never have. */
  readonly #failures = new Map<number, Uint32Array>();

  see(rows: LookRows, i: number): void {
    const key = rows.monitorKey[i]!;
    this.#makeRoom(key);
    this.#looks[key]!++;
    const failed = rows.failure[i]!;
    if (failed > 0) this.#count(key, CLASS_OF[failed]!);
    // Looks that were late, or sent again, are counted and are not the newest.
    if (rows.slotMs[i]! < this.#slotMs[key]!) return;
    this.#slotMs[key] = rows.slotMs[i]!;
    const isUnknown = rows.outcome[i] === UNKNOWN;
    for (let p = 0; p < COLUMNS; p++)
      this.#us[key * COLUMNS + p] = isUnknown ? ABSENT : rows.phaseUs[p * rows.capacity + i]!;
  }

  of(key: number, region: string): Tallied | undefined {
    const looks = this.#looks[key] ?? 0;
    if (looks === 0) return undefined;
    const us = this.#us.subarray(key * COLUMNS, (key + 1) * COLUMNS);
    const phases = PHASES.flatMap((name, p) => (us[p] === ABSENT ? [] : [[name, us[p]! / 1000] as const]));
    const total = us[COLUMNS - 1]!;
    const failures = Array.from(
      this.#failures.get(key) ?? [],
      (count, place) => [FAILURE_CLASSES[place]!, count] as const,
    );
    return {
      region,
      slotMs: this.#slotMs[key]!,
      phases: Object.fromEntries(phases),
      ...(total !== ABSENT && { totalMs: total / 1000 }),
      looks,
      failures: Object.fromEntries(failures.filter(([, count]) => count > 0)),
    };
  }

  #count(key: number, place: number): void {
    const counts = this.#failures.get(key) ?? new Uint32Array(FAILURE_CLASSES.length);
    this.#failures.set(key, counts);
    counts[place]!++;
  }

  #makeRoom(key: number): void {
    if (key < this.#capacity) return;
    this.#capacity = Math.max(64, 2 ** Math.ceil(Math.log2(key + 1)));
    this.#slotMs = grown(this.#slotMs, new Float64Array(this.#capacity));
    this.#looks = grown(this.#looks, new Uint32Array(this.#capacity));
    this.#us = grown(this.#us, new Uint32Array(this.#capacity * COLUMNS));
  }
}

function grown<Column extends Float64Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
