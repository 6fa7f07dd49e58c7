import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createHealth, type Health } from './health.ts';
import { gracefulShutdown, type ShutdownOptions } from './shutdown.ts';
import { type ManualClock, manualClock } from './testing/manual-clock.ts';

interface Stopping {
  readonly clock: ManualClock;
  readonly health: Health;
  readonly said: string[];
  readonly shutdown: ReturnType<typeof gracefulShutdown>;
}

function stopping(make: (said: string[]) => Partial<ShutdownOptions>): Stopping {
  const clock = manualClock();
  const said: string[] = [];
  const health = createHealth({ clock, observer: { changed: (state) => said.push(state) } });
  const shutdown = gracefulShutdown(health, {
    signals: [],
    clock,
    warn: (line) => said.push(line),
    exit: (code) => said.push(`exit ${code}`),
    ...make(said),
  });
  return { clock, health, said, shutdown };
}

test('servers close when the drain is over, and hooks run in order when they are closed', async () => {
  const { clock, said, shutdown } = stopping((said) => ({
    drainMs: 3_000,
    servers: [{ close: (done) => void setImmediate(() => done(void said.push('closed'))) }],
    hooks: ['first', 'second'].map((name) => ({ name, run: () => clock.pass(10).then(() => said.push(name)) })),
  }));
  const code = shutdown.begin();
  assert.equal(shutdown.begin(), code);
  await clock.pass(2_999);
  assert.deepEqual(said, ['draining']);
  await clock.pass(1);
  assert.equal(await code, 0);
  assert.deepEqual(said, ['draining', 'closed', 'first', 'second', 'exit 0']);
  assert.equal(clock.waiting(), 0);
});

test('hooks that fail or hang are named without credentials, hold up none, and the code is 1', async () => {
  let heard: AbortSignal | undefined;
  const { clock, said, shutdown } = stopping((said) => ({
    drainMs: 0,
    hooks: [
      { name: 'thrower', run: () => assert.fail('postgres://app:hunter2@db is gone') },
      { name: 'rejecter', run: () => Promise.reject(new Error('no')) },
      {
        name: 'hanger',
        run: (signal) => {
          heard = signal;
          return new Promise(() => undefined);
        },
        timeoutMs: 700,
      },
      { name: 'last', run: () => said.push('last') },
    ],
  }));
  const code = shutdown.begin();
  await clock.pass(0);
  assert.equal(heard!.aborted, false);
  await clock.pass(700);
  assert.equal(await code, 1);
  assert.equal(heard!.aborted, true);
  assert.deepEqual(said.slice(1), [
    'shutdown: thrower failed: postgres://***@db is gone',
    'shutdown: rejecter failed: no',
    'shutdown: hanger was not done after 700 ms',
    'last',
    'exit 1',
  ]);
});

test('past its deadline the process ends as it stands', async () => {
  const { clock, said, shutdown } = stopping(() => ({
    drainMs: 0,
    deadlineMs: 900,
    hooks: [{ name: 'hanger', run: () => new Promise(() => undefined) }],
  }));
  const code = shutdown.begin();
  await clock.pass(900);
  assert.equal(await code, 1);
  assert.deepEqual(said.slice(1), ['shutdown: not done after 900 ms', 'exit 1']);
});

test('while it drains every answer says that its connection ends, and those under way do too', async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const isSlow = request.url === '/slow';
    if (isSlow) asked.resolve();
    void (isSlow ? release.promise : Promise.resolve()).then(() => response.end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { clock, shutdown } = stopping(() => ({ servers: [server], drainMs: 1_000 }));
  assert.equal((await fetch(url)).headers.get('connection'), 'keep-alive');
  const slow = fetch(`${url}/slow`);
  await asked.promise;
  const code = shutdown.begin();
  assert.equal((await fetch(url)).headers.get('connection'), 'close');
  release.resolve();
  assert.equal((await slow).headers.get('connection'), 'close');
  await clock.pass(1_000);
  assert.equal(await code, 0);
  await assert.rejects(fetch(url));
});

test('a connection that was promised to be kept does not hold up the end', { timeout: 30_000 }, async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const server = createServer((_, response) => {
    response.write('begun');
    asked.resolve();
    void release.promise.then(() => response.end('ended'));
  });
  server.keepAliveTimeout = 3_600_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { clock, shutdown } = stopping(() => ({ servers: [server], drainMs: 1_000 }));
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await asked.promise;
  const code = shutdown.begin();
  await clock.pass(1_000);
  release.resolve();
  assert.equal(await (await answer).text(), 'begunended');
  assert.equal(await code, 0);
});

test('a server that was never opened is closed', async () => {
  const { clock, said, shutdown } = stopping(() => ({ servers: [createServer()], drainMs: 0 }));
  const code = shutdown.begin();
  await clock.pass(0);
  assert.equal(await code, 0);
  assert.deepEqual(said, ['draining', 'exit 0']);
});

test('options that cannot be are refused, all at once', () => {
  const options = { drainMs: -1, hooks: [{ name: '', run: 1 }], servers: [{}] } as unknown as ShutdownOptions;
  assert.throws(
    () => gracefulShutdown(createHealth(), options),
    (error: Error) =>
      error.message ===
      [
        'gracefulShutdown: drainMs must be milliseconds, 0 to 2147483647, got -1',
        'hooks[0].name must be a text, got string',
        'hooks[0].run must be a function, got number',
        'servers[0] must have close, got object',
      ].join('\n'),
  );
});

test('disposed, it listens to no signal', () => {
  const before = process.listenerCount('SIGTERM');
  const shutdown = gracefulShutdown(createHealth(), { exit: () => undefined });
  assert.equal(process.listenerCount('SIGTERM'), before + 1);
  shutdown.dispose();
  assert.equal(process.listenerCount('SIGTERM'), before);
});
