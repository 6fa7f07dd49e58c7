import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import postgres from 'postgres';
import { type PostgresqlOptions, postgresqlCheck } from './postgresql.ts';
import { forgetfulMiddle } from './testing/forgetful-middle.ts';
import { failure, note, until } from './testing/outcome.ts';
import { freePort } from './testing/free-port.ts';
import { noPostgresql, startPostgresql, urlOf } from './testing/postgresql-server.ts';
import type { RealServer } from './testing/real-server.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('the check of PostgreSQL', { skip: noPostgresql }, () => {
  let server: RealServer;
  before(async () => {
    server = await startPostgresql();
  });
  after(() => server[Symbol.asyncDispose]());

  const poolOf = (options: pg.PoolConfig = {}): pg.Pool & AsyncDisposable => {
    const pool = new pg.Pool({ connectionString: urlOf(server), ...options });
    pool.on('error', () => {});
    return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
  };

  test('says how much of the pool is in use, and gives its connection back', async () => {
    await using pool = poolOf();
    const held = await pool.connect();
    const said = await note(postgresqlCheck(pool));
    assert.deepEqual(said, {
      message: 'pool: 1 of 10 in use',
      observedValue: 1,
      observedUnit: 'connections',
      warn: false,
    });
    held.release();
    assert.equal(pool.idleCount, 2);
  });

  test('warns while others wait for a connection', async () => {
    await using pool = poolOf({ max: 2 });
    const held = await pool.connect();
    const other = await pool.connect();
    const asked = note(postgresqlCheck(pool));
    const behind = [pool.connect(), pool.connect()];
    held.release();
    const said = await asked;
    assert.equal(said.message, 'pool: 1 of 2 in use, 2 waiting');
    assert.equal(said.warn, true);
    other.release();
    for (const one of behind) (await one).release();
  });

  test('tells an exhausted pool, and queues up once however often it is asked', async () => {
    await using pool = poolOf({ max: 2 });
    const held = [await pool.connect(), await pool.connect()];
    const behind = [pool.connect(), pool.connect()];
    const check = postgresqlCheck(pool);
    for (let run = 0; run < 3; run++) {
      const { code, message } = await failure(check, SHORT_MS);
      assert.deepEqual([code, message], ['POOL_EXHAUSTED', 'pool exhausted: 2 of 2 in use, 2 waiting']);
      assert.equal(pool.waitingCount, 3);
    }
    for (const one of held) one.release();
    for (const one of behind) (await one).release();
    await until(() => pool.idleCount === 2);
    assert.equal((await note(check)).message, 'pool: 0 of 2 in use');
  });

  test('tells an exhausted pool whose own time limit ends before that of the check', async () => {
    await using pool = poolOf({ max: 1, connectionTimeoutMillis: 2_000 });
    const held = await pool.connect();
    assert.equal((await failure(postgresqlCheck(pool))).code, 'POOL_EXHAUSTED');
    held.release();
  });

  test('takes over the place in the queue that a run left behind', async () => {
    await using pool = poolOf({ max: 1 });
    const held = await pool.connect();
    const check = postgresqlCheck(pool);
    await failure(check, SHORT_MS);
    const asked = note(check);
    held.release();
    assert.equal((await asked).message, 'pool: 0 of 1 in use');
    assert.deepEqual([pool.totalCount, pool.idleCount], [1, 1]);
  });

  test('tells a refused login, without the password', async () => {
    for (const target of [
      poolOf({ connectionString: urlOf(server, 'hush-wrong') }),
      { connectionString: urlOf(server, 'hush-wrong') },
    ]) {
      const { code, message } = await failure(postgresqlCheck(target));
      assert.deepEqual([code, message], ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused (28P01)`]);
    }
  });

  test('tells a server that is not there, over every kind of client', async () => {
    const port = await freePort();
    const connectionString = `postgres://app:hush@127.0.0.1:${port}/postgres`;
    const sql = postgres(connectionString, { max: 1 });
    for (const target of [poolOf({ connectionString }), sql, { connectionString }]) {
      const { code, message } = await failure(postgresqlCheck(target));
      assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
    }
    await sql.end({ timeout: 0 });
  });

  test('tells a database that does not exist from a server that is full', async () => {
    const options: PostgresqlOptions = {
      host: '127.0.0.1',
      port: server.port,
      user: 'app',
      password: 'hush-4711',
      database: 'nope',
    };
    assert.equal(
      (await failure(postgresqlCheck(options))).message,
      `127.0.0.1:${server.port}: the database does not exist (3D000)`,
    );
    await using small = await startPostgresql(['max_connections=3', 'superuser_reserved_connections=0']);
    const pool = new pg.Pool({ connectionString: urlOf(small), max: 3 });
    const held = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
    assert.equal((await failure(postgresqlCheck({ connectionString: urlOf(small) }))).code, 'SERVER_FULL');
    for (const one of held) one.release();
    await pool.end();
  });

  test('ends with the signal when the server is frozen, and closes the connection that hung', async () => {
    await using pool = poolOf();
    await pool.query('select 1');
    const client = new pg.Client({ connectionString: urlOf(server) });
    await client.connect();
    const sql = postgres(urlOf(server), { max: 2 });
    await sql`select 1`;
    const ofClient = postgresqlCheck(client);
    server.freeze();
    try {
      for (const check of [
        postgresqlCheck(pool),
        ofClient,
        ofClient,
        postgresqlCheck(sql),
        postgresqlCheck({ connectionString: urlOf(server) }),
      ])
        assert.equal((await failure(check, SHORT_MS)).code, 'NO_ANSWER');
      assert.equal(pool.totalCount, 0);
      assert.equal(
        (await failure(postgresqlCheck(pool), SHORT_MS)).message,
        `127.0.0.1:${server.port}: no answer to a new connection within the time of the check`,
      );
    } finally {
      server.thaw();
    }
    assert.equal((await note(ofClient)).message, `127.0.0.1:${server.port}`);
    await client.end();
    await sql.end();
  });

  test('tells an exhausted pool of postgres.js, and takes its question out of the queue', async () => {
    const sql = postgres(urlOf(server), { max: 1 });
    const held = await sql.reserve();
    const { code } = await failure(postgresqlCheck(sql), SHORT_MS);
    assert.equal(code, 'POOL_EXHAUSTED');
    held.release();
    assert.equal((await note(postgresqlCheck(sql))).message, `127.0.0.1:${server.port}: pool of 1`);
    await sql.end();
  });

  test('tells a stale connection from a silent server, and closes it', async () => {
    await using middle = await forgetfulMiddle(server.port);
    const pool = poolOf({ connectionString: urlOf({ ...server, port: middle.port }) });
    await pool.query('select 1');
    middle.forget();
    const check = postgresqlCheck(pool, { timeoutMs: 200 });
    const { code, message } = await failure(check);
    assert.equal(code, 'STALE_CONNECTION');
    assert.match(
      message,
      /^127\.0\.0\.1:\d+: stale connection: a connection of the pool is silent while a new one is answered/,
    );
    assert.equal((await note(check)).message, 'pool: 0 of 10 in use');
    await until(() => middle.open === 1);
    await pool.end();
  });

  test('a server that was stopped is unreachable, and its pool is well again when it is back', async () => {
    const other = await startPostgresql();
    const pool = new pg.Pool({ connectionString: urlOf(other) });
    pool.on('error', () => {});
    const check = postgresqlCheck(pool);
    await note(check);
    await other[Symbol.asyncDispose]();
    await until(() => pool.totalCount === 0);
    assert.equal((await failure(check)).code, 'UNREACHABLE');
    await pool.end();
  });

  test('refuses a target that is none of its kinds', () => {
    assert.throws(
      () => postgresqlCheck('postgres://app:hush@db/' as never),
      /^TypeError: target must be a pool, a client or options, got string$/,
    );
  });
});
