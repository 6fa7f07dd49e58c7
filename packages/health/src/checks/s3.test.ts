import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { signed } from './running/aws-signature.ts';
import { s3Check } from './s3.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note } from './testing/outcome.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const KEY = { accessKeyId: 'app', secretAccessKey: 'hush-4711' };

/** A server that has one bucket and checks the signature, as far as one who knows the secret can make it again. */
async function bucketServer(isSilent = false): Promise<{ endpoint: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    if (isSilent) return;
    const url = new URL(request.url!, `http://${request.headers.host}`);
    const expected = signed(
      { method: request.method!, url, region: 'eu-test-1', service: 's3', at: new Date(NOW) },
      KEY,
    );
    if (request.headers.authorization !== expected['authorization']) response.writeHead(403).end();
    else response.writeHead(request.method === 'HEAD' && url.pathname === '/invoices' ? 200 : 404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a signature is the one of the example that AWS publishes', () => {
  const url = new URL('https://examplebucket.s3.amazonaws.com/?lifecycle');
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const at = new Date('2013-05-24T00:00:00Z');
  const { authorization } = signed({ method: 'GET', url, region: 'us-east-1', service: 's3', at }, credentials);
  assert.match(authorization!, /Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543$/);
});

test('a bucket that is there is well; one that is not, and a wrong secret, are told', async () => {
  await using server = await bucketServer();
  const target = { ...KEY, bucket: 'invoices', region: 'eu-test-1', endpoint: server.endpoint };
  assert.deepEqual(await note(s3Check(target, {}, () => NOW)), { message: 'bucket invoices: there' });
  const missing = await failure(s3Check({ ...target, bucket: 'nope' }, {}, () => NOW));
  assert.deepEqual(missing, { code: 'FAILED', message: 'bucket nope: it is not there (404)' });
  const wrong = await failure(s3Check({ ...target, secretAccessKey: 'hush-wrong' }, {}, () => NOW));
  assert.deepEqual(wrong, {
    code: 'LOGIN_REFUSED',
    message: 'bucket invoices: no access with these credentials (403)',
  });
});

test('a server that is not there, or that says nothing, is told', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  assert.equal((await failure(s3Check({ ...KEY, bucket: 'invoices', endpoint }))).code, 'UNREACHABLE');
  await using server = await bucketServer(true);
  assert.equal(
    (await failure(s3Check({ ...KEY, bucket: 'invoices', endpoint: server.endpoint }), 200)).code,
    'NO_ANSWER',
  );
});

test('without the package of AWS a client can not be used, and that is said', async () => {
  const client = { send: () => Promise.resolve() };
  const { code, message } = await failure(s3Check({ client, bucket: 'invoices' }));
  assert.deepEqual(
    [code, message],
    ['NOT_INSTALLED', 'the package @aws-sdk/client-s3 is not installed: npm install @aws-sdk/client-s3'],
  );
});

test('an empty bucket is refused at once', () => {
  assert.throws(() => s3Check({ ...KEY, bucket: '' }), /^TypeError: bucket must not be empty$/);
});
