import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsCheck } from './nats.ts';
import { freePort } from './testing/free-port.ts';
import { noNats, PASSWORD, startNats } from './testing/other-servers.ts';
import { failure, note } from './testing/outcome.ts';
import type { RealServer } from './testing/real-server.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('the check of NATS', { skip: noNats }, () => {
  let server: RealServer;
  before(async () => {
    server = await startNats(['-DV']);
  });
  after(() => server[Symbol.asyncDispose]());

  const loginOf = (port: number, pass = PASSWORD) => ({ servers: `127.0.0.1:${port}`, user: 'app', pass });
  const connected = (): Promise<NatsConnection> => connect(loginOf(server.port));

  test('measures the way there and back, over the connection given and over one of its own', async () => {
    const connection = await connected();
    for (const target of [connection, loginOf(server.port)]) {
      const said = await note(natsCheck(target));
      assert.equal(said.message, `127.0.0.1:${server.port}: ${said.observedValue} ms there and back`);
      assert.equal(said.observedUnit, 'ms');
    }
    await connection.close();
  });

  test('tells a refused login, without the password', async () => {
    const { code, message } = await failure(natsCheck(loginOf(server.port, 'hush-wrong')));
    assert.deepEqual([code, message], ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused`]);
  });

  test('tells a server that is not there, and a connection that is closed', async () => {
    const port = await freePort();
    const { code, message } = await failure(natsCheck(loginOf(port)));
    assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
    const connection = await connected();
    await connection.close();
    assert.equal((await failure(natsCheck(connection))).message, `127.0.0.1:${server.port}: the connection is closed`);
  });

  test('ends with the signal when the server is frozen', async () => {
    const connection = await connected();
    const check = natsCheck(connection);
    server.freeze();
    try {
      for (const one of [check, check, natsCheck(loginOf(server.port))]) {
        const { code } = await failure(one, SHORT_MS);
        assert.equal(code, 'NO_ANSWER');
      }
    } finally {
      server.thaw();
    }
    await note(check);
    await connection.close();
  });

  test('a server that was stopped is unreachable, while the client looks for another', async () => {
    const connection = await connect({ ...loginOf(server.port), reconnectTimeWait: 60_000 });
    const check = natsCheck(connection);
    await note(check);
    await server.stop();
    for await (const status of connection.status()) if (status.type === 'disconnect') break;
    assert.equal((await failure(check)).code, 'UNREACHABLE');
    await connection.close();
  });
});

test('the check of NATS refuses a target that is none of its kinds', () => {
  assert.throws(
    () => natsCheck('nats://' as never),
    /^TypeError: target must be a connection or \{ servers \}, got string$/,
  );
});
