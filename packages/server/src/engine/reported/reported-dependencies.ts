/**
 * What targets report of what they need: kept in memory beside the way of a look, and written a little later, many
 * together. No alert hangs on it: what a crash takes is the latencies of half a minute, and the next look brings back
 * how each dependency is.
 */
import {
  followDependencies,
  type HealthFacts,
  isOtherwise,
  type KnownDependency,
  type ReportedDependency,
} from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import type { DependencyChange, DependencyTotals, ReportedDependencyStore } from '../../stores/port.ts';

const HOUR_MS = 3_600_000;
/** What is no change waits this long, milliseconds. */
const WRITE_AFTER_MS = 30_000;
/** Monitors written in one transaction: it stops the event loop for as long as it lasts. */
const WRITE_AT_ONCE = 100;

type Totals = { -readonly [K in keyof DependencyTotals]: DependencyTotals[K] };

interface Entry {
  known: readonly KnownDependency[];
  /** By region, the slot of the newest look that was taken. */
  readonly newestMs: Map<string, number>;
  /** Not yet written, by hour and name. */
  totals: Map<number, Map<string, Totals>>;
}

export interface ReportedDependenciesOptions {
  readonly store: Pick<ReportedDependencyStore, 'all' | 'keep'>;
  /** Whether there is such a monitor. */
  readonly isKnown: (monitorId: string) => boolean;
  readonly monotonic: () => number;
  readonly onTrouble: (error: Error) => void;
}

export class ReportedDependencies {
  readonly #options: ReportedDependenciesOptions;
  readonly #entries = new Map<string, Entry>();
  /** Those of which something is not written. */
  readonly #unwritten = new Set<string>();
  #isUrgent = false;
  #writtenAtMs: number;
  #writing: Promise<void> | undefined;
  #isInTrouble = false;

  constructor(options: ReportedDependenciesOptions) {
    this.#options = options;
    this.#writtenAtMs = options.monotonic();
  }

  async load(): Promise<void> {
    for (const [monitorId, known] of await this.#options.store.all()) this.#entries.set(monitorId, newEntry(known));
  }

  /** What is known of those of a monitor, in the order in which they came. */
  of(monitorId: string): readonly KnownDependency[] {
    return this.#entries.get(monitorId)?.known ?? [];
  }

  /** The monitors whose targets have named any. */
  *all(): Generator<{ readonly monitorId: string; readonly known: readonly KnownDependency[] }> {
    for (const [monitorId, { known }] of this.#entries) if (known.length > 0) yield { monitorId, known };
  }

  /** Takes what a probe saw. Never throws, and costs nothing where nothing was read. */
  take({ region, readings }: Pick<Batch, 'region' | 'readings'>): void {
    if (!readings) return;
    for (const { monitorId, slotMs, health } of readings) {
      if (this.#options.isKnown(monitorId)) this.#see(monitorId, region, slotMs, health);
    }
  }

  forgotten(monitorId: string): void {
    this.#entries.delete(monitorId);
    this.#unwritten.delete(monitorId);
  }

  /** To be called about once a second. */
  tick(): void {
    if (this.#writing || this.#unwritten.size === 0) return;
    const isDue = this.#isUrgent || this.#options.monotonic() - this.#writtenAtMs >= WRITE_AFTER_MS;
    if (isDue) this.#writing = this.#write().finally(() => (this.#writing = undefined));
  }

  /** Fulfils when what is being written is. */
  async written(): Promise<void> {
    await this.#writing;
  }

  /** Writes what waits, once. */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#unwritten.size > 0) await this.#write();
  }

  #see(monitorId: string, region: string, slotMs: number, health: HealthFacts): void {
    const entry = this.#entries.get(monitorId) ?? newEntry([]);
    // The same look again, or one that was late, changes nothing.
    if (slotMs <= (entry.newestMs.get(region) ?? -Infinity)) return;
    entry.newestMs.set(region, slotMs);
    const isNewest = entry.newestMs.values().every((ms) => ms <= slotMs);
    const known = isNewest ? followDependencies(entry.known, health, slotMs) : entry.known;
    if (isOtherwise(entry.known, known)) this.#isUrgent = true;
    entry.known = known;
    for (const one of health.dependencies) count(entry, slotMs, one);
    this.#entries.set(monitorId, entry);
    this.#unwritten.add(monitorId);
  }

  async #write(): Promise<void> {
    this.#isUrgent = false;
    this.#writtenAtMs = this.#options.monotonic();
    const ids = [...this.#unwritten];
    for (let from = 0; from < ids.length; from += WRITE_AT_ONCE)
      await this.#writeSome(ids.slice(from, from + WRITE_AT_ONCE));
  }

  /** What could not be written is tried again with what comes; it waits in memory, an hour's sum at a time. */
  async #writeSome(ids: readonly string[]): Promise<void> {
    const taken = ids.flatMap((monitorId) => {
      const entry = this.#entries.get(monitorId);
      this.#unwritten.delete(monitorId);
      if (!entry) return [];
      const { totals } = entry;
      entry.totals = new Map();
      return [{ entry, totals, change: changeOf(monitorId, entry.known, totals) }];
    });
    try {
      await this.#options.store.keep(taken.map(({ change }) => change));
      this.#isInTrouble = false;
    } catch (cause) {
      if (!this.#isInTrouble) this.#options.onTrouble(new Error('reported dependencies could not be kept', { cause }));
      this.#isInTrouble = true;
      for (const { entry, totals, change } of taken) {
        if (this.#entries.get(change.monitorId) !== entry) continue;
        putBack(entry, totals);
        this.#unwritten.add(change.monitorId);
      }
    }
  }
}

function newEntry(known: readonly KnownDependency[]): Entry {
  return { known, newestMs: new Map(), totals: new Map() };
}

function totalsAt(entry: Entry, hourMs: number, name: string): Totals {
  const hour = entry.totals.get(hourMs) ?? new Map<string, Totals>();
  entry.totals.set(hourMs, hour);
  const totals = hour.get(name) ?? { looks: { up: 0, degraded: 0, down: 0 } };
  hour.set(name, totals);
  return totals;
}

function count(entry: Entry, slotMs: number, { name, status, latencyMs }: ReportedDependency): void {
  const latency = latencyMs === undefined ? undefined : { count: 1, sumMs: latencyMs, maxMs: latencyMs };
  const looks = { up: 0, degraded: 0, down: 0, [status]: 1 };
  addTo(totalsAt(entry, slotMs - (slotMs % HOUR_MS), name), { looks, ...(latency && { latency }) });
}

function addTo(totals: Totals, { looks, latency }: DependencyTotals): void {
  const { up, degraded, down } = totals.looks;
  totals.looks = { up: up + looks.up, degraded: degraded + looks.degraded, down: down + looks.down };
  if (!latency) return;
  const { count: before = 0, sumMs = 0, maxMs = 0 } = totals.latency ?? {};
  totals.latency = {
    count: before + latency.count,
    sumMs: sumMs + latency.sumMs,
    maxMs: Math.max(maxMs, latency.maxMs),
  };
}

function changeOf(monitorId: string, known: readonly KnownDependency[], totals: Entry['totals']): DependencyChange {
  return {
    monitorId,
    known,
    totals: [...totals].flatMap(([hourMs, byName]) =>
      [...byName].map(([name, sum]) => ({ name, hourMs, totals: sum })),
    ),
  };
}

function putBack(entry: Entry, totals: Entry['totals']): void {
  for (const [hourMs, byName] of totals) {
    for (const [name, sum] of byName) addTo(totalsAt(entry, hourMs, name), sum);
  }
}
