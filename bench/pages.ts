/** What readers of a status page wait for: 2,000 of them at once, while the server is left one core. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Child } from './child.ts';
import type { Row } from './table.ts';

const HERE = import.meta.dirname;
const ENTRY = resolve(HERE, process.env['UPWATCH_BENCH_ENTRY'] ?? '../packages/cli/bin/upwatch.js');
const TOKEN = 'uw_benchmark_0123456789abcdef';
const READERS = 2000;
const COMPONENTS = 20;

interface Read {
  /** All that were given, those before it was measured too. */
  readonly answers: number;
  readonly requestsPerSecond: number;
  /** From the connection to the first answer. */
  readonly firstP99Ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many of the readers' connections and answers failed, by how. */
  readonly faults: Readonly<Record<string, number>>;
}

/** @param seconds how long it is measured */
export async function pageRows(seconds: number): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-bench-pages-'));
  try {
    const components = Array.from({ length: COMPONENTS }, (_, number) => ({ name: `part ${number}` }));
    const file = join(dir, 'upwatch.json');
    writeFileSync(file, JSON.stringify({ statusPages: [{ name: 'Shop', slug: 'shop', components }] }));
    const args = ['serve', '--config', file, '--data', join(dir, 'data'), '--port', '0'];
    await using server = new Child(ENTRY, args, { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' });
    let url: string | undefined;
    while (url === undefined) url = /"url":"(http[^"]+)","monitors":/.exec(await server.line())?.[1];
    server.drain();
    const isPinned = pin(server, '0');
    const page = await (await fetch(`${url}/status/shop`)).text();
    const given = { port: Number(new URL(url).port), path: '/status/shop', readers: READERS, seconds };
    const cpuBefore = server.cpuSeconds();
    await using readers = new Child(resolve(HERE, 'readers.ts'), [JSON.stringify(given)]);
    pin(readers, `1-${availableParallelism() - 1}`);
    const read = JSON.parse(await readers.line()) as Read;
    const cpuSeconds = server.cpuSeconds() - cpuBefore;
    return rowsOf(read, { isPinned, cpuSeconds, bytes: Buffer.byteLength(page), rssBytes: server.rssBytes() });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Leaves a child these cores; false where it cannot be done: there is one core, or no `taskset`. */
function pin(child: Child, cores: string): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(child.process.pid)]);
    return true;
  } catch {
    return false;
  }
}

function rowsOf(
  { answers, firstP99Ms, p50Ms, p99Ms, requestsPerSecond, faults }: Read,
  server: {
    readonly isPinned: boolean;
    readonly cpuSeconds: number;
    readonly bytes: number;
    readonly rssBytes: number;
  },
): readonly Row[] {
  const { isPinned, cpuSeconds, bytes, rssBytes } = server;
  const failed = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const said = Object.entries(faults).map(([how, count]) => `${how} ${count} times`);
  const figure = `${p99Ms.toFixed(0)} ms (median ${p50Ms.toFixed(0)} ms, ${requestsPerSecond.toFixed(0)} a second, ${[`${failed} failed`, ...said].join(': ')})`;
  return [
    {
      what: `status page, ${READERS.toLocaleString('en')} readers at once${isPinned ? ', on one core' : ''}, p99`,
      figure,
      limit: '500 ms',
      isHeld: p99Ms <= 500 && failed === 0,
    },
    {
      what: 'first answer to those readers as they come, 1,000 a second, p99',
      figure: `${firstP99Ms.toFixed(0)} ms`,
      limit: '500 ms',
      isHeld: firstP99Ms <= 500,
    },
    {
      what: `status page of ${COMPONENTS} components`,
      figure: `${(bytes / 1000).toFixed(1)} kB`,
      limit: '50 kB',
      isHeld: bytes <= 50_000,
    },
    {
      what: 'processor time of the server for an answer',
      figure: `${((cpuSeconds / answers) * 1e6).toFixed(0)} µs`,
      limit: '',
    },
    { what: 'memory while it is read', figure: `${(rssBytes / 2 ** 20).toFixed(0)} MiB`, limit: '' },
  ];
}

if (import.meta.main) {
  const { markdown } = await import('./table.ts');
  process.stdout.write(`${markdown(await pageRows(10))}\n`);
}
