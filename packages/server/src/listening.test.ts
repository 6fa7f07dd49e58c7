import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { listen } from './listening.ts';

const SOMAXCONN = '/proc/sys/net/core/somaxconn';
const READERS = 1000;
const most = existsSync(SOMAXCONN) ? Number(readFileSync(SOMAXCONN, 'utf8')) : 0;

/** Connections that wait at a port, as the kernel counts them. */
function waitingAt(port: number): number {
  const place = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const line = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .find((one) => one.includes(` ${place} 00000000:0000 0A `));
  return Number.parseInt(/0A \w{8}:(\w{8})/.exec(line ?? '')?.[1] ?? '0', 16);
}

test('a thousand who connect while the server is busy wait for it: none is dropped or reset', {
  skip: most < READERS && `${SOMAXCONN} does not let ${READERS} wait`,
}, async () => {
  const api = fastify();
  const url = new URL(await listen(api, { host: '127.0.0.1', port: 0 }));
  const port = Number(url.port);
  const sockets = Array.from({ length: READERS }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  try {
    // They connect in it, and nothing is taken before this turn of the event loop is over.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const endMs = performance.now() + 10_000;
    while (waitingAt(port) < READERS && performance.now() < endMs);
    assert.equal(waitingAt(port), READERS);
  } finally {
    for (const socket of sockets) socket.destroy();
    await api.close();
  }
});
