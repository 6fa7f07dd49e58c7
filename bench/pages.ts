/** What readers of a status page wait for: 2,000 of them at once, while the server is left one core. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Child } from './child.ts';
import type { Row } from './table.ts';

const HERE = import.meta.dirname;
const ENTRY = resolve(HERE, process.env['UPWATCH_BENCH_ENTRY'] ?? '../packages/cli/bin/upwatch.js');
const TOKEN = 'uw_benchmark_0123456789abcdef';
const READERS = 2000;
const COMPONENTS = 20;

interface Read {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

/** @param seconds how long it is measured */
export async function pageRows(seconds: number): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-bench-pages-'));
  try {
    const components = Array.from({ length: COMPONENTS }, (_, number) => ({ name: `part ${number}` }));
    const file = join(dir, 'upwatch.json');
    writeFileSync(file, JSON.stringify({ statusPages: [{ name: 'Shop', slug: 'shop', components }] }));
    // One thread that looks and one that serves share what is left of the machine; nothing is watched here.
    const args = ['serve', '--config', file, '--data', join(dir, 'data'), '--port', '0'];
    await using server = new Child(ENTRY, args, { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' });
    let url: string | undefined;
    while (url === undefined) url = /"url":"(http[^"]+)","monitors":/.exec(await server.line())?.[1];
    server.drain();
    const page = await (await fetch(`${url}/status/shop`)).text();
    const given = { port: Number(new URL(url).port), path: '/status/shop', readers: READERS, seconds };
    await using readers = new Child(resolve(HERE, 'readers.ts'), [JSON.stringify(given)]);
    const read = JSON.parse(await readers.line()) as Read;
    return rowsOf(read, Buffer.byteLength(page), server.rssBytes() / 2 ** 20);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function rowsOf({ p50Ms, p99Ms, requestsPerSecond, failed }: Read, bytes: number, rss: number): readonly Row[] {
  const figure = `${p99Ms.toFixed(0)} ms (median ${p50Ms.toFixed(0)} ms, ${requestsPerSecond.toFixed(0)} a second, ${failed} failed)`;
  return [
    {
      what: `status page, ${READERS.toLocaleString('en')} readers at once, p99`,
      figure,
      limit: '500 ms',
      isHeld: p99Ms <= 500 && failed === 0,
    },
    {
      what: `status page of ${COMPONENTS} components`,
      figure: `${(bytes / 1000).toFixed(1)} kB`,
      limit: '50 kB',
      isHeld: bytes <= 50_000,
    },
    { what: 'memory while it is read', figure: `${rss.toFixed(0)} MiB`, limit: '' },
  ];
}

if (import.meta.main) {
  const { markdown } = await import('./table.ts');
  process.stdout.write(`${markdown(await pageRows(10))}\n`);
}
