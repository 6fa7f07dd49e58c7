import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { httpCheck } from './http.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 200;

interface Web extends AsyncDisposable {
  readonly host: string;
  readonly connections: () => Promise<number>;
}

async function serve(listener: RequestListener): Promise<Web> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a service that answers 2xx is well, and no connection is left', async () => {
  await using web = await serve((_, response) => response.writeHead(204).end());
  const said = await note(httpCheck(`http://${web.host}/ready?token=hush`));
  assert.deepEqual(said, { message: `GET ${web.host}/ready: 204 No Content` });
  await until(async () => (await web.connections()) === 0);
});

for (const [status, expectedStatus, code] of [
  [503, undefined, 'FAILED'],
  [302, undefined, 'FAILED'],
  [401, undefined, 'LOGIN_REFUSED'],
  [200, [204, 404], 'FAILED'],
  [404, [204, 404], undefined],
  [418, 418, undefined],
] as const) {
  test(`a ${status} where ${String(expectedStatus ?? '2xx')} is expected is ${code ?? 'well'}`, async () => {
    await using web = await serve((_, response) => response.writeHead(status).end());
    const check = httpCheck({
      url: `http://${web.host}/`,
      ...(expectedStatus === undefined ? {} : { expectedStatus }),
    });
    if (code === undefined) assert.match((await note(check)).message!, new RegExp(String(status)));
    else assert.equal((await failure(check)).code, code);
  });
}

test('a user and password in the address are sent, and never shown', async () => {
  const heard: (string | undefined)[] = [];
  await using web = await serve((request, response) => {
    heard.push(request.headers.authorization);
    response.writeHead(403).end();
  });
  const { message } = await failure(httpCheck(`http://app:hush@${web.host}/a`));
  assert.equal(message, `GET ${web.host}/a: answered 403 Forbidden`);
  assert.deepEqual(heard, [`Basic ${Buffer.from('app:hush').toString('base64')}`]);
});

test('a body limit on the way is told, whether it answers or cuts off', async () => {
  await using polite = await serve((_, response) => response.writeHead(413, { connection: 'close' }).end());
  const { code, message } = await failure(httpCheck({ url: `http://${polite.host}/upload`, bodyBytes: 2_000_000 }));
  assert.equal(code, 'FAILED');
  assert.match(
    message,
    /answered 413 Payload Too Large to a body of 2000000 bytes$|closed the connection on a body of 2000000 bytes$/,
  );
  await using rude = await serve((request) => request.socket.destroy());
  const cut = await failure(httpCheck({ url: `http://${rude.host}/upload`, bodyBytes: 100_000 }));
  assert.equal(cut.message, `POST ${rude.host}/upload: closed the connection on a body of 100000 bytes`);
});

test('a service that is not there, or that says nothing, is told', async () => {
  const port = await freePort();
  const { code, message } = await failure(httpCheck(`http://127.0.0.1:${port}/`));
  assert.deepEqual([code, message], ['UNREACHABLE', `GET 127.0.0.1:${port}/: connection refused (ECONNREFUSED)`]);
  await using web = await serve(() => {});
  const silent = await failure(httpCheck(`http://${web.host}/`), SHORT_MS);
  assert.deepEqual(
    [silent.code, silent.message],
    ['NO_ANSWER', `${web.host}: no answer to GET / within the time of the check`],
  );
  await until(async () => (await web.connections()) === 0);
});

test('an address or a length that is none is refused at once', () => {
  assert.throws(() => httpCheck('ftp://127.0.0.1/'), /^TypeError: url must begin with http: or https:, got ftp:$/);
  assert.throws(
    () => httpCheck({ url: 'http://a/', bodyBytes: -1 }),
    /^RangeError: bodyBytes must be a whole number of bytes, got -1$/,
  );
  assert.throws(
    () => httpCheck('http://a/', { timeoutMs: Number.NaN }),
    /^RangeError: timeoutMs must be at least 0 ms, got NaN$/,
  );
});
