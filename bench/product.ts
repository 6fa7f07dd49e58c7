/** Upwatch itself under measurement: the real command in a process of its own, driven through its public API. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Child } from './child.ts';

/** What `npm start` runs: the build. */
const ENTRY = resolve(import.meta.dirname, process.env['UPWATCH_BENCH_ENTRY'] ?? '../packages/cli/bin/upwatch.js');
const TOKEN = 'uw_benchmark_0123456789abcdef';
const ADDRESSES = 250;
/** Seldom enough that it is not what is measured. */
const ASK_EVERY_MS = 1000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Load {
  readonly monitors: number;
  readonly intervalSeconds: number;
  readonly port: number;
  /** Set for TLS. */
  readonly ca?: string;
  readonly threads?: number;
}

/** What was measured over a while of steady looking. */
export interface Figures {
  readonly checksPerSecond: number;
  /** CPU of all threads a check, microseconds. */
  readonly cpuUs: number;
  readonly rssMegabytes: number;
  /** Bytes written to disk a check. */
  readonly writtenBytes: number;
  readonly latenessP99Ms: number;
  readonly skipped: number;
  /** From the start of the process until `/ready` answers 200. */
  readonly readyMs: number;
  /** From the first `/ready` until every monitor has been looked at. */
  readonly allCheckedMs: number;
  /** Of a list of monitors, asked for all the while. */
  readonly apiP99Ms: number;
}

export class Product implements AsyncDisposable {
  readonly #dir: string;
  readonly #child: Child;
  readonly #url: string;
  #readyMs = 0;
  #allCheckedMs = 0;

  private constructor(dir: string, child: Child, url: string) {
    this.#dir = dir;
    this.#child = child;
    this.#url = url;
  }

  /** Starts it with its monitors, waits until all have been looked at, and starts it again: that start is measured. */
  static async start(load: Load): Promise<Product> {
    const dir = mkdtempSync(join(tmpdir(), 'upwatch-bench-'));
    writeFileSync(join(dir, 'upwatch.json'), JSON.stringify(configOf(load)));
    const first = await Product.#spawn(dir, load);
    const readyMs = await first.#untilReady();
    const allCheckedMs = await first.#untilAllChecked(load.monitors);
    await first.#child[Symbol.asyncDispose]();
    const product = await Product.#spawn(dir, load);
    product.#readyMs = await product.#untilReady();
    product.#allCheckedMs = allCheckedMs - readyMs;
    return product;
  }

  static async #spawn(dir: string, { threads }: Load): Promise<Product> {
    const args = ['serve', '--config', join(dir, 'upwatch.json'), '--data', join(dir, 'data'), '--port', '0'];
    const env = { UPWATCH_API_TOKEN: TOKEN, ...(threads !== undefined && { UPWATCH_PROBE_THREADS: String(threads) }) };
    const child = new Child(ENTRY, args, env);
    let url: string | undefined;
    while (url === undefined) url = /"url":"(http[^"]+)","monitors":/.exec(await child.line())?.[1];
    child.drain();
    return new Product(dir, child, url);
  }

  async #untilReady(): Promise<number> {
    while ((await fetch(`${this.#url}/ready`)).status !== 200) await pause(20);
    return performance.now() - this.#child.startedMs;
  }

  async #untilAllChecked(monitors: number): Promise<number> {
    for (;;) {
      const metrics = await this.#metrics();
      const tookMs = performance.now() - this.#child.startedMs;
      if (Number(/^upwatch_monitors\{status="up"\} (\S+)$/m.exec(metrics)?.[1]) === monitors) return tookMs;
      if (tookMs > 60_000) throw new Error(`not all are up after a minute:\n${metrics}`);
      await pause(100);
    }
  }

  async measure(seconds: number): Promise<Figures> {
    await this.#metrics();
    const before = { looks: await this.#looks(), cpu: this.#child.cpuSeconds(), written: this.#child.writtenBytes() };
    const startedMs = performance.now();
    const answers = await this.#askFor(seconds * 1000);
    const metrics = await this.#metrics();
    const checks = looksIn(metrics) - before.looks;
    return {
      checksPerSecond: (checks / (performance.now() - startedMs)) * 1000,
      cpuUs: ((this.#child.cpuSeconds() - before.cpu) / checks) * 1e6,
      rssMegabytes: this.#child.rssBytes() / 2 ** 20,
      writtenBytes: (this.#child.writtenBytes() - before.written) / checks,
      latenessP99Ms: valueOf(metrics, /^upwatch_look_lateness_seconds (\S+)$/m) * 1000,
      readyMs: this.#readyMs,
      allCheckedMs: this.#allCheckedMs,
      apiP99Ms: answers[Math.floor(answers.length * 0.99)] ?? 0,
      skipped: valueOf(metrics, /^upwatch_looks_skipped_total (\S+)$/m),
    };
  }

  /** A list of monitors, ten times a second. @returns how long each took, milliseconds, ascending */
  async #askFor(ms: number): Promise<number[]> {
    const untilMs = performance.now() + ms;
    const took: number[] = [];
    while (performance.now() < untilMs) {
      const startedMs = performance.now();
      const headers = { authorization: `Bearer ${TOKEN}` };
      await (await fetch(`${this.#url}/api/v1/monitors?size=20`, { headers })).text();
      took.push(performance.now() - startedMs);
      await pause(ASK_EVERY_MS);
    }
    return took.toSorted((a, b) => a - b);
  }

  async #looks(): Promise<number> {
    return looksIn(await this.#metrics());
  }

  async #metrics(): Promise<string> {
    const response = await fetch(`${this.#url}/metrics`);
    return response.text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child[Symbol.asyncDispose]();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function configOf({ monitors, intervalSeconds, port, ca }: Load): object {
  return {
    server: { logLevel: 'info' },
    monitors: Array.from({ length: monitors }, (_, i) => ({
      name: `monitor ${i}`,
      type: 'HTTP',
      frequencySeconds: intervalSeconds,
      config: {
        url: `${ca === undefined ? 'http' : 'https'}://127.0.0.${2 + (i % ADDRESSES)}:${port}/`,
        method: 'GET',
        ...(ca !== undefined && { tls: { caPem: ca, serverName: 'localhost' } }),
      },
    })),
  };
}

function looksIn(metrics: string): number {
  return [...metrics.matchAll(/^upwatch_looks_total(?:\{[^}]*\})? (\S+)$/gm)].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}

/** @throws Error when the metric is not there: the benchmark would measure nothing */
function valueOf(metrics: string, pattern: RegExp): number {
  const value = pattern.exec(metrics)?.[1];
  if (value === undefined) throw new Error(`no metric like ${pattern.source} in\n${metrics}`);
  return Number(value);
}
