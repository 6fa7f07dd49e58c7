import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import mysqlCallbacks from 'mysql2';
import mysql from 'mysql2/promise';
import { mysqlCheck } from './mysql.ts';
import { freePort } from './testing/free-port.ts';
import { noMariadb, PASSWORD, startMariadb } from './testing/other-servers.ts';
import { failure, note, until } from './testing/outcome.ts';
import type { RealServer } from './testing/real-server.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('the check of MySQL', { skip: noMariadb }, () => {
  let server: RealServer;
  before(async () => {
    server = await startMariadb(['--max-connections=10']);
  });
  after(() => server[Symbol.asyncDispose]());

  const loginOf = (port: number, password = PASSWORD) => ({
    host: '127.0.0.1',
    port,
    user: 'app',
    password,
    database: 'app',
  });

  test('says how much of a pool is in use, with promises as with callbacks, and gives its connection back', async () => {
    const pool = mysql.createPool({ ...loginOf(server.port), connectionLimit: 3 });
    const held = await pool.getConnection();
    const said = await note(mysqlCheck(pool));
    assert.deepEqual(said, {
      message: 'pool: 1 of 3 in use',
      observedValue: 1,
      observedUnit: 'connections',
      warn: false,
    });
    held.release();
    const other = mysqlCallbacks.createPool({ ...loginOf(server.port), connectionLimit: 3 });
    assert.equal((await note(mysqlCheck(other))).message, 'pool: 0 of 3 in use');
    await pool.end();
    await other.promise().end();
  });

  test('tells an exhausted pool, and queues up once however often it is asked', async () => {
    const pool = mysql.createPool({ ...loginOf(server.port), connectionLimit: 1 });
    const held = await pool.getConnection();
    const behind = pool.getConnection();
    const check = mysqlCheck(pool);
    for (let run = 0; run < 3; run++) {
      const { code, message } = await failure(check, SHORT_MS);
      assert.deepEqual([code, message], ['POOL_EXHAUSTED', 'pool exhausted: 1 of 1 in use, 1 waiting']);
    }
    held.release();
    (await behind).release();
    assert.equal((await note(check)).message, 'pool: 0 of 1 in use');
    await pool.end();
  });

  test('tells an exhausted pool that lets nobody wait', async () => {
    const pool = mysql.createPool({ ...loginOf(server.port), connectionLimit: 1, waitForConnections: false });
    const held = await pool.getConnection();
    assert.equal((await failure(mysqlCheck(pool))).code, 'POOL_EXHAUSTED');
    held.release();
    await pool.end();
  });

  test('tells a refused login, without the password', async () => {
    const pool = mysql.createPool(loginOf(server.port, 'hush-wrong'));
    const uri = `mysql://app:hush-wrong@127.0.0.1:${server.port}/app`;
    for (const target of [pool, { uri }, loginOf(server.port, 'hush-wrong')]) {
      const { code, message } = await failure(mysqlCheck(target));
      assert.deepEqual(
        [code, message],
        ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused (ER_ACCESS_DENIED_ERROR)`],
      );
    }
    await pool.end();
  });

  test('tells a server that is not there from one that is full', async () => {
    const port = await freePort();
    const pool = mysql.createPool(loginOf(port));
    for (const target of [pool, loginOf(port)]) {
      const { code, message } = await failure(mysqlCheck(target));
      assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
    }
    await pool.end();
    const many = mysql.createPool({ ...loginOf(server.port), connectionLimit: 10 });
    const held = await Promise.all(Array.from({ length: 10 }, () => many.getConnection()));
    assert.equal((await failure(mysqlCheck(loginOf(server.port)))).code, 'SERVER_FULL');
    for (const one of held) one.release();
    await many.end();
  });

  test('ends with the signal when the server is frozen, and closes the connection that hung', async () => {
    const pool = mysql.createPool({ ...loginOf(server.port), connectionLimit: 2 });
    await pool.query('select 1');
    const connection = await mysql.createConnection(loginOf(server.port));
    const single = mysqlCheck(connection);
    server.freeze();
    try {
      for (const check of [mysqlCheck(pool), single, single, mysqlCheck(loginOf(server.port))])
        assert.equal((await failure(check, SHORT_MS)).code, 'NO_ANSWER');
    } finally {
      server.thaw();
    }
    assert.equal((await note(single)).message, `127.0.0.1:${server.port}`);
    assert.equal((await note(mysqlCheck(pool))).message, 'pool: 0 of 2 in use');
    await connection.end();
    await pool.end();
  });

  test('leaves no connection of its own behind', async () => {
    await note(mysqlCheck(loginOf(server.port)));
    const watcher = await mysql.createConnection(loginOf(server.port));
    await until(async () => ((await watcher.query('show processlist'))[0] as unknown[]).length === 1);
    await watcher.end();
  });

  test('a server that was stopped is unreachable', async () => {
    const pool = mysql.createPool(loginOf(server.port));
    const check = mysqlCheck(pool);
    await note(check);
    await server.stop();
    await until(async () => (await failure(check)).message.endsWith('connection refused (ECONNREFUSED)'));
    await pool.end();
  });
});

test('the check of MySQL refuses a target that is none of its kinds', () => {
  assert.throws(
    () => mysqlCheck('mysql://' as never),
    /^TypeError: target must be a pool, a connection or options, got string$/,
  );
});
