/** How fast the monitors usually are, for rules that go by it: read from history once an hour. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, type Monitor, usualDaysOf, usualMsOf } from '@upwatch/core';
import type { HistoryStore } from '../../stores/port.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface UsualTimesOptions {
  readonly history: Pick<HistoryStore, 'rollups'>;
  readonly monitors: () => Iterable<Monitor>;
  readonly clock: Clock;
  readonly onTrouble: (error: Error) => void;
}

export class UsualTimes {
  readonly #options: UsualTimesOptions;
  /** By monitor's id: milliseconds by region's name. Only of those whose policy asks. */
  #byMonitor: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map();
  #readAtMs = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(options: UsualTimesOptions) {
    this.#options = options;
  }

  /** What is usual for a monitor, by region; undefined where nothing is known or nobody asks. */
  of(monitorId: string): Readonly<Record<string, number>> | undefined {
    return this.#byMonitor.get(monitorId);
  }

  /** Reads when an hour has passed. To be called about once a second. */
  tick(): void {
    const nowMs = this.#options.clock.monotonic();
    if (this.#reading || nowMs - this.#readAtMs < HOUR_MS) return;
    this.#readAtMs = nowMs;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
  }

  /** The policy of a monitor has changed: what it asks for is read with the next tick. */
  changed(monitor: Monitor): void {
    if (usualDaysOf(monitor.policy) !== undefined && !this.#byMonitor.has(monitor.id)) this.#readAtMs = -Infinity;
  }

  /** Fulfils when what is being read has been. */
  async close(): Promise<void> {
    await this.#reading;
  }

  async #read(): Promise<void> {
    const found = new Map<string, Readonly<Record<string, number>>>();
    for (const monitor of this.#options.monitors()) {
      const days = usualDaysOf(monitor.policy);
      if (days === undefined) continue;
      const usual = await this.#usualOf(monitor, days);
      if (usual) found.set(monitor.id, usual);
      await nextTurn();
    }
    this.#byMonitor = found;
  }

  async #usualOf(monitor: Monitor, days: number): Promise<Readonly<Record<string, number>> | undefined> {
    const toMs = this.#options.clock.wall();
    const usual: Record<string, number> = {};
    try {
      for (const region of monitor.regions) {
        const span = { fromMs: toMs - days * DAY_MS, toMs };
        const hours = await this.#options.history.rollups(monitor.key, span, HOUR_MS, region);
        const usualMs = usualMsOf(hours.flatMap(({ latency }) => latency?.p50Ms ?? []));
        if (usualMs !== undefined) usual[region] = usualMs;
      }
      return usual;
    } catch (cause) {
      this.#options.onTrouble(new Error(`what is usual for monitor ${monitor.id} could not be read`, { cause }));
      return this.of(monitor.id);
    }
  }
}
