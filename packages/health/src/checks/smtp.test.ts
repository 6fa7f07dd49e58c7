import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { smtpCheck } from './smtp.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';
import { smallServer } from './testing/small-server.ts';

async function mailServer(
  options: SMTPServerOptions = {},
): Promise<{ port: number; open: () => number } & AsyncDisposable> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ password }, _, done) =>
      password === 'hush-4711' ? done(null, { user: 'app' }) : done(new Error('no hush-wrong')),
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    open: () => server.connections.size,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const login = { user: 'app', password: 'hush-4711' };

test('a mail server greets, signs in, and has no connection left', async () => {
  await using server = await mailServer();
  for (const extra of [{}, login]) {
    const check = smtpCheck({ host: '127.0.0.1', port: server.port, tls: 'never', ...extra });
    assert.deepEqual(await note(check), { message: `127.0.0.1:${server.port}: ready` });
  }
  await until(() => server.open() === 0);
  const transporter = createTransport({ host: '127.0.0.1', port: server.port, ignoreTLS: true });
  assert.deepEqual(await note(smtpCheck(transporter)), { message: 'mail server: ready' });
  transporter.close();
});

test('a refused login is told, without the password', async () => {
  await using server = await mailServer();
  const place = `127.0.0.1:${server.port}`;
  const own = smtpCheck({ host: '127.0.0.1', port: server.port, tls: 'never', user: 'app', password: 'hush-wrong' });
  assert.deepEqual(await failure(own), { code: 'LOGIN_REFUSED', message: `${place}: login refused (535)` });
  const auth = { user: 'app', pass: 'hush-wrong' };
  const transporter = createTransport({ host: '127.0.0.1', port: server.port, ignoreTLS: true, auth });
  assert.deepEqual(await failure(smtpCheck(transporter)), {
    code: 'LOGIN_REFUSED',
    message: 'mail server: login refused',
  });
});

test('TLS that can not be had, or not be trusted, is told', async () => {
  await using plain = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  const none = await failure(smtpCheck({ host: '127.0.0.1', port: plain.port }));
  assert.match(none.message, /^127\.0\.0\.1:\d+: answered 5\d\d to STARTTLS$/);
  await using server = await mailServer();
  const untrusted = await failure(smtpCheck({ host: '127.0.0.1', port: server.port }));
  assert.equal(untrusted.code, 'UNREACHABLE');
  assert.match(untrusted.message, /no trusted TLS connection/);
});

test('a mail server that is not there, falls silent or closes is told', async () => {
  const port = await freePort();
  const gone = await failure(smtpCheck({ host: '127.0.0.1', port, tls: 'never' }));
  assert.deepEqual(gone, { code: 'UNREACHABLE', message: `127.0.0.1:${port}: connection refused (ECONNREFUSED)` });
  await using silent = await smallServer((unread) => unread.length);
  const mute = await failure(smtpCheck({ host: '127.0.0.1', port: silent.port }), 200);
  assert.deepEqual(mute, {
    code: 'NO_ANSWER',
    message: `127.0.0.1:${silent.port}: no answer to a greeting within the time of the check`,
  });
  await until(() => silent.open === 0);
  await using closing = await smallServer(
    (unread) => unread.length,
    (socket) => socket.end(),
  );
  assert.equal((await failure(smtpCheck({ host: '127.0.0.1', port: closing.port }))).code, 'UNREACHABLE');
  await using busy = await smallServer(
    (unread) => unread.length,
    (socket) => socket.write('421 come back later\r\n'),
  );
  const later = await failure(smtpCheck({ host: '127.0.0.1', port: busy.port }));
  assert.deepEqual(later, { code: 'FAILED', message: `127.0.0.1:${busy.port}: answered 421 to a greeting` });
});

test('a password that would be readable on the way is refused at once', () => {
  const target = { host: 'mail.example', tls: 'never', ...login } as const;
  assert.throws(() => smtpCheck(target), /^TypeError: tls must not be 'never' with a user at mail\.example/);
});
