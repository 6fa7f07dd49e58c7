import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const HUGE_BYTES = 100 * 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 0x20);
const CHUNK = Buffer.concat([Buffer.from('10000\r\n'), PIECE, Buffer.from('\r\n')]);

/** Sends a body for as long as it is taken. */
async function send(url: string, { path, framing }: { readonly path: string; readonly framing: string }) {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  // Reset while it sends: that is how it is told to stop.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`);
  const piece = framing.startsWith('content-length') ? PIECE : CHUNK;
  for (let sent = 0; sent < HUGE_BYTES && !socket.destroyed; sent += PIECE.length)
    if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
  const takenBytes = socket.bytesWritten - socket.writableLength;
  socket.destroy();
  await closed;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), takenBytes };
}

test('a body that is refused unread is not taken to its end, whatever it says of its length (S36)', async () => {
  await using api = await testApi();
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  for (const framing of [`content-length: ${HUGE_BYTES}`, 'transfer-encoding: chunked'])
    for (const [path, status] of [
      ['/api/v1/monitors', 401],
      ['/compat/api/v1/monitors', 401],
      ['/health', 413],
    ] as const) {
      const answer = await send(url, { path, framing });
      const what = `${path} ${framing}: ${JSON.stringify(answer)}`;
      assert.equal(answer.status, status, what);
      assert.ok(answer.takenBytes < HUGE_BYTES / 2, what);
    }
});

test('of what may be a body the connection stays, though nobody read it', async () => {
  await using api = await testApi();
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  for (let time = 0; time < 2; time++) {
    const answer = await fetch(`${url}/api/v1/monitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(100_000) }),
    });
    assert.deepEqual([answer.status, answer.headers.get('connection')], [401, 'keep-alive']);
    await answer.arrayBuffer();
  }
});
