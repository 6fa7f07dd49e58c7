/** Real processes that get a real signal while they have requests. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './testing/ask.ts';

const CHILD = join(import.meta.dirname, 'testing/shutdown-child.ts');
const WORKERS = 20;
const TIMEOUT = { timeout: 60_000 };

interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  readonly said: string[];
  readonly complained: Promise<string>;
  readonly exited: Promise<unknown[]>;
}

async function running(framework: string, drainMs: number): Promise<Running> {
  const given = ['--conditions=upwatch:source', CHILD, framework, String(drainMs)];
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  const complained = text(child.stderr);
  await Promise.race([once(lines, 'line'), exited.then(async () => assert.fail(await complained))]);
  return {
    child,
    url: `http://127.0.0.1:${said[0]!.split(' ')[1]}`,
    said,
    complained,
    exited,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** As a load balancer does: new requests while it is ready, over connections that are kept. */
async function load(url: string, until: () => boolean, answered: string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  while (!until()) {
    const asking = request(`${url}/work`, { agent }).end();
    const [response] = (await once(asking, 'response')) as [AsyncIterable<Uint8Array> & { statusCode: number }];
    answered.push(`${response.statusCode} ${await text(response)}`);
  }
  agent.destroy();
}

for (const framework of ['node:http', 'Express', 'Fastify']) {
  test(`${framework}: stopped under requests, none is lost, and hooks run in order`, TIMEOUT, async () => {
    await using app = await running(framework, 2_000);
    const { child, url, said, exited } = app;
    let isReady = true;
    const answered: string[] = [];
    const loads = Array.from({ length: WORKERS }, () => load(url, () => !isReady, answered));
    const long = Array.from({ length: 3 }, () => ask(`${url}/long`));
    while (answered.length < 200) await pause(5);
    assert.equal((await ask(`${url}/ready`)).status, 200);
    const before = answered.length;
    child.kill('SIGTERM');
    while (!said.includes('state draining')) await pause(1);
    assert.equal((await ask(`${url}/ready`)).status, 503, 'at once');
    child.kill('SIGTERM');
    assert.equal((await ask(`${url}/health`)).status, 200, 'it is alive all the same');
    assert.equal((await ask(`${url}/work`)).body, 'worked', 'whoever comes late is served');
    isReady = false;
    await Promise.all(loads);
    assert.deepEqual(
      (await Promise.all(long)).map(({ status, body }) => `${status} ${body}`),
      ['200 long', '200 long', '200 long'],
    );
    assert.deepEqual(await exited, [0, null]);
    assert.deepEqual(said.slice(1), ['state draining', 'hook queue', 'hook pool']);
    assert.ok(answered.length > before && answered.every((one) => one === '200 worked'));
    assert.equal(await app.complained, '');
  });
}

test('a request that never ends is cut off, said so, and the code is 1', TIMEOUT, async () => {
  await using app = await running('node:http', 0);
  const never = ask(`${app.url}/never`).catch((error: NodeJS.ErrnoException) => error.code);
  await ask(`${app.url}/work`);
  app.child.kill('SIGTERM');
  assert.deepEqual(await app.exited, [1, null]);
  assert.equal(await never, 'ECONNRESET');
  assert.equal(await app.complained, 'shutdown: 1 requests had no answer after 2000 ms and were cut off\n');
  assert.deepEqual(app.said.slice(1), ['state draining', 'hook queue', 'hook pool'], 'hooks run all the same');
});

test('whoever presses Ctrl+C twice waits no longer', TIMEOUT, async () => {
  await using app = await running('node:http', 50_000);
  app.child.kill('SIGINT');
  while (!app.said.includes('state draining')) await pause(1);
  app.child.kill('SIGINT');
  assert.deepEqual(await app.exited, [1, null]);
  assert.deepEqual(app.said.slice(1), ['state draining']);
});
