/**
 * Sends metrics and spans to an OpenTelemetry collector, off the way of everything: what cannot be sent waits in a queue
 * of bounded size, what does not fit is dropped and counted, and nobody waits for it. Made only where it is asked for.
 */
import { randomBytes } from 'node:crypto';
import type { Clock, Monitor } from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import type { Metric } from '../api/metrics/exposition.ts';
import type { OtlpSettings } from '../config.ts';
import { LookHistogram } from './look-histogram.ts';
import { type Attributes, histogramBody, inParts, metricsBody, tracesBody } from './otlp-json.ts';
import { type Seen, type SeenRequest, spansOf } from './spans.ts';

/** Looks and requests that may wait; each is up to six spans. */
const QUEUE_MAX = 4096;
const BATCH_MAX = 512;
/** So long a few are waited with, so that they go together, milliseconds. */
const LINGER_MS = 5000;
const POINTS_MAX = 5000;
const TIMEOUT_MS = 10_000;
/** Of what waits at the end, milliseconds. */
const LAST_MS = 2000;
const BACK_OFF_MIN_MS = 1000;
const BACK_OFF_MAX_MS = 60_000;
/** What may be sent again (OTLP/HTTP, "Retryable response codes"). */
const RETRYABLE = new Set([429, 502, 503, 504]);
const UNSUPPORTED_MEDIA_TYPE = 415;

export interface OtlpExporterOptions extends OtlpSettings {
  readonly clock: Clock;
  readonly resource: Attributes;
  /** Since when counters count, epoch milliseconds. */
  readonly startMs: number;
  readonly monitorOfKey: (key: number) => Monitor | undefined;
  /** Said when it begins to fail and when it works again: without the address, which may hold a secret. */
  readonly onChange: (message: string) => void;
  /** @default 4096 */
  readonly queueMax?: number;
}

/** How the sending goes. */
export interface OtlpStats {
  readonly queued: number;
  readonly sent: number;
  readonly dropped: number;
  readonly failures: number;
}

const DURATIONS = {
  name: 'upwatch.look.duration',
  help: 'How long looks took, by phase; of several attempts the last.',
};

type Outcome = 'taken' | 'later' | 'refused';

export class OtlpExporter {
  readonly #options: OtlpExporterOptions;
  readonly #ending = new AbortController();
  readonly #queue: Seen[] = [];
  readonly #durations = new LookHistogram();
  #collect: (() => Promise<readonly Metric[]>) | undefined;
  #work: Promise<void> | undefined;
  #metricsDueMs = -Infinity;
  #spansDueMs = Infinity;
  #restUntilMs = -Infinity;
  #failuresInRow = 0;
  #stats = { sent: 0, dropped: 0, failures: 0 };

  constructor(options: OtlpExporterOptions) {
    this.#options = options;
  }

  get stats(): OtlpStats {
    return { ...this.#stats, queued: this.#queue.length };
  }

  /** Where metrics come from: whoever has them comes after us. */
  measure(collect: () => Promise<readonly Metric[]>): void {
    this.#collect = collect;
  }

  looks({ region, rows }: Pick<Batch, 'region' | 'rows'>): void {
    const { signals, monitorOfKey } = this.#options;
    if (signals.includes('metrics')) this.#durations.take({ region, rows }, monitorOfKey);
    if (!signals.includes('traces')) return;
    for (let i = 0; i < rows.length; i++) {
      const monitor = monitorOfKey(rows.monitorKey[i]!);
      if (monitor) this.#add({ type: 'look', row: rows.at(i), region, monitor });
    }
  }

  request(request: Omit<SeenRequest, 'type'>): void {
    if (this.#options.signals.includes('traces')) this.#add({ type: 'request', ...request });
  }

  /** To be called about once a second. @returns when what is due is over; never rejects */
  tick(): Promise<void> {
    if (this.#work) return this.#work;
    const nowMs = this.#options.clock.monotonic();
    if (nowMs < this.#restUntilMs || this.#ending.signal.aborted) return Promise.resolve();
    this.#work = this.#sendDue(nowMs).finally(() => (this.#work = undefined));
    return this.#work;
  }

  /** Sends what waits, for two seconds at most. */
  async close(): Promise<void> {
    const last = setTimeout(() => this.#ending.abort(), LAST_MS);
    await this.#work;
    while (this.#queue.length > 0 && !this.#ending.signal.aborted) if (!(await this.#sendSpans())) break;
    clearTimeout(last);
    this.#ending.abort();
  }

  #add(seen: Seen): void {
    if (this.#queue.length >= (this.#options.queueMax ?? QUEUE_MAX)) {
      this.#stats.dropped++;
      return;
    }
    if (this.#queue.length === 0) this.#spansDueMs = this.#options.clock.monotonic() + LINGER_MS;
    this.#queue.push(seen);
  }

  async #sendDue(nowMs: number): Promise<void> {
    const { signals, intervalSeconds } = this.#options;
    if (this.#collect && signals.includes('metrics') && nowMs >= this.#metricsDueMs) {
      this.#metricsDueMs = nowMs + intervalSeconds * 1000;
      if (!(await this.#sendMetrics(this.#collect))) return;
    }
    const fewest = nowMs >= this.#spansDueMs ? 1 : BATCH_MAX;
    while (this.#queue.length >= fewest) if (!(await this.#sendSpans())) return;
  }

  /** What could not be sent is not kept: the next ones say how things are then. @returns whether to go on */
  async #sendMetrics(collect: () => Promise<readonly Metric[]>): Promise<boolean> {
    const { resource, clock, startMs } = this.#options;
    // An engine that does not answer is told by the log, and by metrics that are missing.
    const metrics = await collect().catch(() => []);
    for (const part of inParts(metrics, POINTS_MAX)) {
      const body = metricsBody(part, resource, { nowMs: clock.wall(), startMs });
      if ((await this.#post('metrics', body)) === 'later') return false;
    }
    const points = this.#durations.points();
    if (points.length === 0) return true;
    const histogram = { ...DURATIONS, points };
    const times = { nowMs: clock.wall(), startMs };
    return (await this.#post('metrics', histogramBody(histogram, resource, times))) !== 'later';
  }

  /** @returns whether to go on */
  async #sendSpans(): Promise<boolean> {
    const batch = this.#queue.slice(0, BATCH_MAX);
    const spans = batch.flatMap((seen) => spansOf(seen, (bytes) => randomBytes(bytes).toString('hex')));
    const outcome = await this.#post('traces', tracesBody(spans, this.#options.resource));
    if (outcome === 'later') return false;
    // What came meanwhile stands behind them.
    this.#queue.splice(0, batch.length);
    if (outcome === 'taken') this.#stats.sent += batch.length;
    else this.#stats.dropped += batch.length;
    return true;
  }

  async #post(signal: 'metrics' | 'traces', body: object): Promise<Outcome> {
    const { endpoint, headers } = this.#options;
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await fetch(`${endpoint}/v1/${signal}`, {
        method: 'POST',
        headers: { 'user-agent': 'upwatch', ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.any([timeout, this.#ending.signal]),
      });
      await answer.body?.cancel();
      if (answer.ok) return this.#worked();
      const after = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (RETRYABLE.has(answer.status)) return this.#failed(`answered ${answer.status}`, after * 1000);
      const isOther = answer.status === UNSUPPORTED_MEDIA_TYPE;
      this.#failed(`refuses: answered ${answer.status}${isOther ? ', it takes no JSON: see docs/metrics.md' : ''}`);
      return 'refused';
    } catch (error) {
      const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
      if (timeout.aborted) return this.#failed('gave no answer in time');
      return this.#failed(`could not be reached${cause?.code === undefined ? '' : `: ${cause.code}`}`);
    }
  }

  #worked(): Outcome {
    if (this.#failuresInRow > 0) this.#options.onChange('the OTLP endpoint takes what is sent again');
    this.#failuresInRow = 0;
    return 'taken';
  }

  #failed(why: string, afterMs = Number.NaN): Outcome {
    this.#stats.failures++;
    if (this.#failuresInRow++ === 0) this.#options.onChange(`the OTLP endpoint ${why}`);
    const backOffMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(16, this.#failuresInRow - 1));
    const restMs = afterMs > 0 ? Math.min(afterMs, 10 * BACK_OFF_MAX_MS) : backOffMs;
    this.#restUntilMs = this.#options.clock.monotonic() + restMs;
    return 'later';
  }
}
