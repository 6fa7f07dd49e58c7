import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tcpCheck } from './tcp.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';
import { smallServer } from './testing/small-server.ts';

test('a port that listens is well, and the connection is closed', async () => {
  await using server = await smallServer((unread) => unread.length);
  assert.deepEqual(await note(tcpCheck({ host: '127.0.0.1', port: server.port })), {
    message: `127.0.0.1:${server.port}: connected`,
  });
  await until(() => server.open === 0);
});

test('a port that nobody listens on is told, and so is one that says nothing to TLS', async () => {
  const port = await freePort();
  const { code, message } = await failure(tcpCheck({ host: '127.0.0.1', port }));
  assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
  await using server = await smallServer((unread) => unread.length);
  const silent = await failure(tcpCheck({ host: '127.0.0.1', port: server.port, tls: true }), 200);
  assert.deepEqual(
    [silent.code, silent.message],
    ['NO_ANSWER', `127.0.0.1:${server.port}: no answer to a connection with TLS within the time of the check`],
  );
  await until(() => server.open === 0);
});

test('what speaks no TLS is told from what is not there', async () => {
  await using server = await smallServer((unread, socket) => (socket.write('220 hello\r\n'), unread.length));
  const { code, message } = await failure(tcpCheck({ host: '127.0.0.1', port: server.port, tls: true }));
  assert.equal(code, 'UNREACHABLE');
  assert.match(message, /no trusted TLS connection \(ERR_SSL_/);
});

test('a port that is none is refused at once', () => {
  assert.throws(() => tcpCheck({ host: 'a', port: 70_000 }), /^RangeError: port must be from 1 to 65535, got 70000$/);
});
