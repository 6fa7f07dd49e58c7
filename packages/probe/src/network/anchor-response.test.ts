import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { test } from 'node:test';
import { tcpServer, tlsServer } from '../tls/testing/handshake.ts';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { type AnchorAddress, responseOf } from './anchor-response.ts';

const PATIENCE_MS = 10_000;
const ask = (port: number, protocol?: AnchorAddress['protocol'], host = 'anchor.example') =>
  responseOf({ host, port, address: '127.0.0.1', ...(protocol && { protocol }) }, PATIENCE_MS);

async function httpServer(handler: RequestListener): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createHttpServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())) };
}

test('where nothing is known of a port, that it takes connections is what it says; a refusal is another answer', async () => {
  await using server = await tcpServer((socket) => socket.end());
  assert.equal(await ask(server.port), 'a connection');
  await server[Symbol.asyncDispose]();
  assert.equal(await ask(server.port), 'ECONNREFUSED');
});

test('certificates that nobody trusts are told apart; one that is reset in the handshake says that', async () => {
  const { keyPem: key, pem: cert } = makeCertificate({ subject: { CN: 'one' }, names: ['anchor.example'] });
  const other = makeCertificate({ subject: { CN: 'portal' }, names: ['login.example'] });
  await using one = await tlsServer({ key, cert });
  await using portal = await tlsServer({ key: other.keyPem, cert: other.pem });
  await using resetting = await tcpServer((socket) => socket.on('data', () => socket.resetAndDestroy()));
  const said = await Promise.all([one, one, portal, resetting].map(({ port }) => ask(port, 'https')));
  assert.match(said[0]!, /^the certificate [0-9A-F:]{95}$/);
  assert.equal(said[1], said[0]);
  assert.match(said[2]!, /^the certificate /);
  assert.notEqual(said[2], said[0]);
  assert.equal(said[3], 'ECONNRESET');
});

test('over plain HTTP the status and where it leads are what it says, not the page', async () => {
  await using plain = await httpServer((_, response) => response.end('hello'));
  await using portal = await httpServer(({ headers }, response) => {
    response.writeHead(302, { location: `https://login.example/?from=${headers.host}` }).end();
  });
  assert.equal(await ask(plain.port, 'http'), 'status 200');
  assert.equal(await ask(portal.port, 'http'), 'status 302 to login.example');
});

test('what takes a connection and says no more is silent when the patience is over', async () => {
  await using mute = await tcpServer(() => {});
  const address = { host: 'anchor.example', address: '127.0.0.1', port: mute.port };
  assert.equal(await responseOf({ ...address, protocol: 'https' }, 50), undefined);
  assert.equal(await responseOf({ ...address, protocol: 'http' }, 50), undefined);
});
