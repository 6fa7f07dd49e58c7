/** Figures of monitors for badges and lists of Uptime Kuma's form. What is dear to read is kept for a while. */
import { type Monitor, type Outcome, uptimePercent } from '@upwatch/core';
import type { ApiDeps } from '../../api/deps.ts';
import { uptimeOf } from '../../api/history-views.ts';
import { maintenanceLooks, withoutThem } from '../../api/maintenance-looks.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rows of the last day. */
const ROW_MS = HOUR_MS / 2;
const KEPT_MS = 60_000;
/** The one that was read longest ago goes first. */
const KEPT_MAX = 2000;

type FigureDeps = Pick<ApiDeps, 'core' | 'history' | 'maintenance' | 'engine' | 'clock'>;

/** Of a span that ends now. */
export interface SpanFigures {
  /** Undefined where nothing is known. */
  readonly uptimePercentage?: number;
  readonly averageMs?: number;
}

/** Half an hour of the last day. */
export interface Stretch {
  readonly atMs: number;
  readonly isUp: boolean;
  readonly averageMs?: number;
}

interface Kept {
  readonly made: Promise<unknown>;
  readonly atMs: number;
}

export class Figures {
  readonly #deps: FigureDeps;
  readonly #kept = new Map<string, Kept>();

  constructor(deps: FigureDeps) {
    this.#deps = deps;
  }

  /** Of a monitor; nothing for what is none. @param spanMs how far back */
  ofSpan(monitorId: string, spanMs: number): Promise<SpanFigures> {
    return this.#keeping(`${monitorId} ${spanMs}`, () =>
      this.#ofMonitor(monitorId, {}, (one) => this.#span(one, spanMs)),
    );
  }

  /** Of the last day, oldest first; without those of which nothing is known. */
  lastDay(monitorId: string): Promise<readonly Stretch[]> {
    return this.#keeping(`${monitorId} stretches`, () => this.#ofMonitor(monitorId, [], (one) => this.#stretches(one)));
  }

  /** When the certificate ends that was seen last. */
  certificateEndMs(monitorId: string): number | undefined {
    return this.#deps.engine.certificateOf(monitorId)?.notAfterMs;
  }

  async #ofMonitor<T>(id: string, none: T, read: (monitor: Monitor) => Promise<T>): Promise<T> {
    const monitor = await this.#deps.core.monitors.get(id);
    return monitor ? await read(monitor) : none;
  }

  async #span(monitor: Monitor, spanMs: number): Promise<SpanFigures> {
    const toMs = Math.floor(this.#deps.clock.wall());
    const { uptimePercentage, avgLatencyMs } = await uptimeOf(monitor, { from: toMs - spanMs, to: toMs }, this.#deps);
    return {
      ...(uptimePercentage !== null && { uptimePercentage }),
      ...(avgLatencyMs !== null && { averageMs: avgLatencyMs }),
    };
  }

  async #stretches(monitor: Monitor): Promise<readonly Stretch[]> {
    const { history, clock } = this.#deps;
    const toMs = Math.floor(clock.wall());
    const span = { fromMs: toMs - DAY_MS, toMs };
    const [rows, maintained] = await Promise.all([
      history.rollups(monitor.key, span, ROW_MS),
      maintenanceLooks(monitor, span, this.#deps),
    ]);
    return rows.flatMap((row): readonly Stretch[] => {
      const looks: Record<Outcome, number> = withoutThem(row.looks, maintained.within(row));
      if (uptimePercent(looks) === null) return [];
      const { bucketMs: atMs, latency } = row;
      return [{ atMs, isUp: looks.down === 0, ...(latency && { averageMs: latency.averageMs }) }];
    });
  }

  #keeping<T>(key: string, make: () => Promise<T>): Promise<T> {
    const nowMs = this.#deps.clock.monotonic();
    const known = this.#kept.get(key);
    if (known && nowMs - known.atMs < KEPT_MS) return known.made as Promise<T>;
    const made = make();
    this.#kept.delete(key);
    this.#kept.set(key, { made, atMs: nowMs });
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    made.catch(() => this.#kept.delete(key));
    return made;
  }
}
