import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Upwatch } from '@upwatch/sdk';
import { spawnCli } from '../../testing/run-cli.ts';
import { served, type Served } from '../../testing/served.ts';
import { DAY_MS } from '../history/past.ts';
import { kumaDatabase, monitorIn } from '../testing/kuma-database.ts';
import { type Beat, pastIn } from '../testing/kuma-past-rows.ts';

const NAMES = ['shop', 'blog'];
const BEATS = 9000;

/** Where the process ends: at the n-th request that looks so, before the server hears of it or before it hears the server. */
interface Cut {
  readonly what: string;
  readonly request: RegExp;
  readonly nth: number;
  readonly isHeard: boolean;
}

const CUTS: readonly Cut[] = [
  { what: 'the second monitor is made', request: /^POST \/api\/v1\/monitors$/, nth: 2, isHeard: true },
  { what: 'what was made is remembered', request: /^PUT \/api\/v1\/imports\//, nth: 1, isHeard: true },
  { what: 'the past begins', request: /^PUT .*\/history\//, nth: 1, isHeard: false },
  { what: 'a part of the past is sent', request: /^PUT .*\/history\//, nth: 2, isHeard: true },
  { what: 'the past of the second monitor is sent', request: /^PUT .*\/history\//, nth: 6, isHeard: true },
];

/** Stands between the command and the server. @param onCut ends the command */
async function between(t: TestContext, { url }: Served, cut: Cut, onCut: () => void): Promise<string> {
  let count = 0;
  const proxy = http.createServer((asked, answer) => {
    void (async () => {
      const isIt = cut.request.test(`${asked.method} ${asked.url?.replace(/\?.*/, '')}`) && ++count === cut.nth;
      if (isIt && !cut.isHeard) return onCut();
      const body = Buffer.concat(await asked.toArray());
      const { 'content-type': type, authorization = '', 'idempotency-key': key } = asked.headers;
      const response = await fetch(`${url}${asked.url}`, {
        method: asked.method ?? 'GET',
        headers: {
          authorization,
          ...(type !== undefined && { 'content-type': type }),
          ...(typeof key === 'string' && { 'idempotency-key': key }),
        },
        ...(body.length > 0 && { body }),
      });
      const text = await response.text();
      if (isIt) return onCut();
      answer.writeHead(response.status, { 'content-type': response.headers.get('content-type') ?? 'text/plain' });
      answer.end(text);
    })();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  t.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** Runs the import until it is killed there. */
async function killedAt(t: TestContext, server: Served, cut: Cut, path: string): Promise<void> {
  let end: (() => void) | undefined;
  const url = await between(t, server, cut, () => end?.());
  const child = spawnCli(['import', 'uptime-kuma', path], { ...server.env, UPWATCH_URL: url }, server.dir);
  end = () => child.kill('SIGKILL');
  child.stdin.end();
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  assert.equal(signal, 'SIGKILL', `${cut.what}: ${said}`);
}

test('an import that is killed, wherever it was, is made whole by the next one: nothing twice, nothing missing', async (t) => {
  const kuma = kumaDatabase(t);
  kuma.sqlite.exec('DROP TABLE stat_hourly; DROP TABLE stat_daily');
  const fromMs = Math.floor(Date.now() / DAY_MS - 60) * DAY_MS;
  const everyMs = (59 * DAY_MS) / BEATS;
  const beats = Array.from({ length: BEATS }, (_, n): Beat => {
    return {
      atMs: Math.floor(fromMs + n * everyMs),
      ...(n % 13 === 0 ? { status: 0 } : { status: 1, ping: 40 + (n % 50) }),
    };
  });
  // Paused, so that no look of our own comes in between.
  for (const name of NAMES) pastIn(kuma, monitorIn(kuma, { name, active: 0, url: 'http://127.0.0.1:9/' }), beats);
  const server = await served(t);
  const client = new Upwatch({ baseUrl: server.url, token: server.token });
  const ids = async () => (await client.monitors.list()).data.map(({ name, id }) => [name, id] as const);
  const known = async () => {
    const all = await Promise.all((await ids()).map(([, id]) => client.monitors.uptime(id, { window: '90d' })));
    return all.map(({ passedChecks, totalChecks }) => [passedChecks, totalChecks]);
  };

  const seen: number[] = [];
  for (const cut of CUTS) {
    await killedAt(t, server, cut, kuma.path);
    seen.push((await known()).reduce((sum, [, total]) => sum + total!, 0));
  }
  assert.deepEqual([seen[1], seen[2], seen.toSorted((a, b) => a - b)], [0, 0, seen], 'each comes further');
  assert.ok(
    seen[3]! > 0 && seen[3]! < BEATS && seen[4]! > BEATS && seen[4]! < 2 * BEATS,
    `in the middle: ${seen.join(', ')}`,
  );

  const whole = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.equal(whole.code, 0, whole.stderr + whole.stdout);
  assert.deepEqual(new Set((await ids()).map(([name]) => name)), new Set(NAMES), 'made once');
  const up = beats.filter(({ status }) => status === 1).length;
  assert.deepEqual(
    await known(),
    NAMES.map(() => [up, BEATS]),
  );
  const again = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.match(again.stdout, /0 written, 2 left as they are\n[^]*of the past: nothing new/, again.stderr);
});
