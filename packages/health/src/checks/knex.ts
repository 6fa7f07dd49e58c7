/** A database behind Knex. */
import type { HealthCheck } from '../check.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { exhausted, type PoolNumbers, pooledRun } from './running/pooled.ts';
import { sqlFailure } from './running/sql-failure.ts';

/** What `knex()` gives, as far as the check uses it. */
export interface KnexDatabase {
  raw(sql: string): { connection(connection: unknown): PromiseLike<unknown> };
  readonly client: unknown;
}

interface KnexClient {
  acquireConnection(): Promise<KnexConnection>;
  releaseConnection(connection: KnexConnection): Promise<void>;
  readonly pool: {
    readonly max: number;
    numUsed(): number;
    numFree(): number;
    numPendingAcquires(): number;
    numPendingCreates(): number;
  };
  readonly connectionSettings?: { readonly host?: string; readonly port?: number; readonly connectionString?: string };
}

interface KnexConnection {
  __knex__disposed?: Error;
  /** Of mysql2. */
  destroy?(): void;
  /** Of pg, which ends at once when a query is under way. */
  end?(): unknown;
}

const QUESTION = 'select 1';

/**
 * Asks the database behind Knex `select 1`, says how much of its pool is in use, and tells an exhausted pool from a database that
 * is not there.
 * @param knex what `knex()` gave
 * @throws {CheckFailure} from `run`; {TypeError} when it has no pool
 * @example
 * const database = knex({ client: 'pg', connection: process.env.DATABASE_URL });
 * console.log(await knexCheck(database).run(AbortSignal.timeout(2_000)));
 * await database.destroy();
 */
export function knexCheck(knex: KnexDatabase, settings: CheckSettings = {}): HealthCheck {
  const client = knex.client as KnexClient | undefined;
  if (!client?.pool) throw new TypeError('knex must have a client with a pool, got none');
  const { pool } = client;
  const numbers = (): PoolNumbers => {
    const creates = pool.numPendingCreates();
    const waiting = Math.max(0, pool.numPendingAcquires() - creates);
    return { open: pool.numUsed() + pool.numFree() + creates, idle: pool.numFree(), max: pool.max, waiting };
  };
  const place = placeOf(client);
  const run = pooledRun<KnexConnection>({
    place,
    question: QUESTION,
    numbers,
    acquire: () => client.acquireConnection(),
    query: (connection) => knex.raw(QUESTION).connection(connection),
    release: (connection, isBroken) => {
      if (isBroken) close(connection);
      void client.releaseConnection(connection);
    },
    failure: (error, wasFull) =>
      wasFull && error instanceof Error && error.name === 'KnexTimeoutError'
        ? exhausted(numbers())
        : sqlFailure(error, place),
  });
  return checkOf(run, settings);
}

/** Knex asks this mark of a connection before it hands it out again. */
function close(connection: KnexConnection): void {
  connection.__knex__disposed = new Error('the health check found no answer on it');
  if (connection.destroy) connection.destroy();
  else void Promise.resolve(connection.end?.()).catch(() => {});
}

function placeOf({ connectionSettings }: KnexClient): string {
  const { host, port, connectionString } = connectionSettings ?? {};
  if (connectionString !== undefined && URL.canParse(connectionString)) return new URL(connectionString).host;
  return host === undefined ? 'database' : `${host}${port === undefined ? '' : `:${port}`}`;
}
