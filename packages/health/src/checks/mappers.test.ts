import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { drizzle } from 'drizzle-orm/node-postgres';
import { drizzle as drizzleOverPostgresJs } from 'drizzle-orm/postgres-js';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import postgres from 'postgres';
import { DataSource } from 'typeorm';
import { drizzleCheck } from './drizzle.ts';
import { knexCheck } from './knex.ts';
import { prismaCheck } from './prisma.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';
import { noPostgresql, startPostgresql, urlOf } from './testing/postgresql-server.ts';
import type { RealServer } from './testing/real-server.ts';
import { typeormCheck } from './typeorm.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('mappers over a real PostgreSQL', { skip: noPostgresql }, () => {
  let server: RealServer;
  before(async () => {
    server = await startPostgresql();
  });
  after(() => server[Symbol.asyncDispose]());

  const knexOver = (connection: string, max = 2): Knex =>
    knex({ client: 'pg', connection, pool: { min: 0, max }, log: QUIET });
  const typeormOver = (url: string, max = 2): DataSource => new DataSource({ type: 'postgres', url, extra: { max } });

  test('Knex says how much of its pool is in use, and tells an exhausted one', async () => {
    const database = knexOver(urlOf(server));
    const check = knexCheck(database);
    const said = { message: 'pool: 0 of 2 in use', observedValue: 0, observedUnit: 'connections', warn: false };
    assert.deepEqual(await note(check), said);
    const held = [await database.transaction(), await database.transaction()];
    assert.deepEqual(await failure(check, SHORT_MS), {
      code: 'POOL_EXHAUSTED',
      message: 'pool exhausted: 2 of 2 in use',
    });
    for (const one of held) await one.rollback();
    assert.deepEqual(await note(check), said);
    await database.destroy();
  });

  test('Knex tells a refused login from a database that is not there, without the password', async () => {
    const refused = knexOver(urlOf(server, 'hush-wrong'));
    assert.deepEqual(await failure(knexCheck(refused)), {
      code: 'LOGIN_REFUSED',
      message: `127.0.0.1:${server.port}: login refused (28P01)`,
    });
    const gone = knexOver(`postgres://app:hush@127.0.0.1:${await freePort()}/postgres`);
    assert.equal((await failure(knexCheck(gone))).code, 'UNREACHABLE');
    await refused.destroy();
    await gone.destroy();
  });

  test('Knex is given no connection back on which a frozen server did not answer', async () => {
    const database = knexOver(urlOf(server));
    const check = knexCheck(database);
    await note(check);
    server.freeze();
    try {
      assert.equal((await failure(check, SHORT_MS)).code, 'NO_ANSWER');
    } finally {
      server.thaw();
    }
    await note(check);
    const watcher = new pg.Client({ connectionString: urlOf(server) });
    await watcher.connect();
    const count = async (): Promise<number> =>
      Number(
        (await watcher.query("select count(*) from pg_stat_activity where backend_type = 'client backend'")).rows[0]
          .count,
      );
    await until(async () => (await count()) === 2);
    await watcher.end();
    await database.destroy();
  });

  test('Drizzle is asked over the client that it was made with', async () => {
    const pool = new pg.Pool({ connectionString: urlOf(server), max: 1 });
    const check = drizzleCheck(drizzle(pool), { critical: false });
    assert.deepEqual([(await note(check)).message, check.critical], ['pool: 0 of 1 in use', false]);
    const held = await pool.connect();
    assert.equal((await failure(check, SHORT_MS)).code, 'POOL_EXHAUSTED');
    held.release();
    await pool.end();
    const sql = postgres(urlOf(server), { max: 3 });
    assert.equal((await note(drizzleCheck(drizzleOverPostgresJs(sql)))).message, `127.0.0.1:${server.port}: pool of 3`);
    await sql.end();
    assert.equal((await note(drizzleCheck({ $client: new DatabaseSync(':memory:') }))).message, '0 tables and indexes');
    assert.throws(() => drizzleCheck({ $client: 7 }), /^TypeError: database\.\$client must be a client of/);
  });

  test('TypeORM is asked over its pool, and fails until it is initialized', async () => {
    const dataSource = typeormOver(urlOf(server), 1);
    const check = typeormCheck(dataSource);
    assert.deepEqual(await failure(check), { code: 'FAILED', message: 'the data source is not initialized' });
    await dataSource.initialize();
    assert.equal((await note(check)).message, 'pool: 0 of 1 in use');
    const runner = dataSource.createQueryRunner();
    await runner.connect();
    assert.deepEqual(await failure(check, SHORT_MS), {
      code: 'POOL_EXHAUSTED',
      message: 'pool exhausted: 1 of 1 in use',
    });
    await runner.release();
    await note(check);
    await dataSource.destroy();
  });

  /** A client of Prisma is made by a generator: one of its shape, over the real server, stands in for it. */
  test('Prisma is asked by its raw query, and its codes are understood', async () => {
    const pool = new pg.Pool({ connectionString: urlOf(server) });
    assert.deepEqual(await note(prismaCheck({ $queryRawUnsafe: (sql) => pool.query(sql) })), { message: 'database' });
    await pool.end();
    for (const [fault, code] of [
      [{ errorCode: 'P1000' }, 'LOGIN_REFUSED'],
      [{ errorCode: 'P1001' }, 'UNREACHABLE'],
      [{ code: 'P2024' }, 'POOL_EXHAUSTED'],
    ] as const) {
      const failing = { $queryRawUnsafe: () => Promise.reject(Object.assign(new Error('of Prisma'), fault)) };
      assert.equal((await failure(prismaCheck(failing))).code, code);
    }
    const silent = { $runCommandRaw: () => new Promise(() => {}) };
    assert.equal((await failure(prismaCheck(silent), SHORT_MS)).code, 'NO_ANSWER');
    assert.throws(() => prismaCheck({}), /^TypeError: prisma must be a PrismaClient/);
  });
});

const QUIET = { warn: () => {}, error: () => {}, debug: () => {}, deprecate: () => {} };
