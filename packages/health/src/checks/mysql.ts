/** MySQL and MariaDB, over the application's own pool or connection (mysql2), or over one of the check's own. */
import type { HealthCheck } from '../check.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { askingOne } from './running/asking-one.ts';
import { installed } from './running/installed.ts';
import { codeOf, noAnswer } from './running/network-failure.ts';
import { exhausted, type PoolNumbers, pooledRun } from './running/pooled.ts';
import { sqlFailure } from './running/sql-failure.ts';
import { within } from './running/within.ts';

/** A pool of mysql2, that of `mysql2` or that of `mysql2/promise`. */
export interface MysqlPool {
  getConnection: unknown;
  readonly config?: unknown;
  readonly pool?: unknown;
}

/** A single connection of mysql2, that of `mysql2` or that of `mysql2/promise`. */
export interface MysqlConnection {
  ping: unknown;
  readonly config: unknown;
}

/** Where to connect to when the check is to make its own connection; handed to `createConnection` of mysql2 as it is. */
export interface MysqlOptions {
  /** `mysql://user:password@host:port/database` */
  readonly uri?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ssl?: object;
}

type Done = (error: unknown, connection?: PooledConnection) => void;

interface CallbackPool {
  getConnection(done: Done): void;
  readonly config: { readonly connectionLimit: number; readonly connectionConfig: object };
  readonly _allConnections: { readonly length: number };
  readonly _freeConnections: { readonly length: number };
  readonly _connectionQueue: { readonly length: number };
}

interface PooledConnection {
  ping(done: (error: unknown) => void): void;
  release(): void;
  destroy(): void;
  end(): void;
  on(event: 'error', listener: () => void): unknown;
}

const QUESTION = 'ping';

/**
 * Sends MySQL or MariaDB a ping. With the application's pool it says how much of it is in use, warns while others wait for
 * a connection, and tells an exhausted pool, a refused login, a full server and an unreachable one apart. With options it
 * connects with the package mysql2, asks and disconnects, each time.
 * @param target a pool or connection of mysql2, with promises or callbacks, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is none of these
 * @example
 * const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 5 });
 * console.log(await mysqlCheck(pool).run(AbortSignal.timeout(2_000)));
 * await pool.end();
 */
export function mysqlCheck(
  target: MysqlPool | MysqlConnection | MysqlOptions,
  settings: CheckSettings = {},
): HealthCheck {
  if (typeof target !== 'object' || target === null)
    throw new TypeError(`target must be a pool, a connection or options, got ${typeof target}`);
  if ('getConnection' in target) return checkOf(poolRun(callbackPool(target)), settings);
  if ('ping' in target) return checkOf(connectionRun(target), settings);
  return checkOf(optionsRun(target), settings);
}

function callbackPool(target: MysqlPool): CallbackPool {
  return ('_allConnections' in target ? target : target.pool) as CallbackPool;
}

function poolRun(pool: CallbackPool): ReturnType<typeof pooledRun> {
  const place = placeOf(pool.config.connectionConfig);
  const numbers = (): PoolNumbers => ({
    open: pool._allConnections.length,
    idle: pool._freeConnections.length,
    max: pool.config.connectionLimit,
    waiting: pool._connectionQueue.length,
  });
  return pooledRun<PooledConnection>({
    place,
    question: QUESTION,
    numbers,
    acquire: () =>
      new Promise((resolve, reject) =>
        pool.getConnection((error, connection) => (connection ? resolve(connection) : reject(error))),
      ),
    query: ping,
    release: (connection, isBroken) => (isBroken ? connection.destroy() : connection.release()),
    // mysql2 gives no code to "no connections available" and "queue limit reached".
    failure: (error, wasFull) =>
      wasFull && error instanceof Error && codeOf(error) === undefined
        ? exhausted(numbers())
        : sqlFailure(error, place),
  });
}

function connectionRun(connection: MysqlConnection): (signal: AbortSignal) => Promise<string> {
  const place = placeOf(connection.config ?? {});
  const raw = ('connection' in connection ? connection.connection : connection) as PooledConnection;
  return askingOne({ place, question: QUESTION, ask: () => ping(raw), failureOf: sqlFailure });
}

function optionsRun(options: MysqlOptions): (signal: AbortSignal) => Promise<string> {
  const place = placeOf(options);
  return async (signal) => {
    const { createConnection } = await installed<{ createConnection: (given: MysqlOptions) => PooledConnection }>(
      'mysql2',
    );
    const connection = createConnection(options);
    // Without a listener an error of the socket would end the process.
    connection.on('error', () => {});
    let isWell = false;
    try {
      await within(signal, ping(connection), () => noAnswer(place, QUESTION));
      isWell = true;
    } catch (error) {
      throw sqlFailure(error, place);
    } finally {
      if (isWell) connection.end();
      else connection.destroy();
    }
    return place;
  };
}

function ping(connection: PooledConnection): Promise<void> {
  return new Promise((resolve, reject) => connection.ping((error) => (error ? reject(error) : resolve())));
}

function placeOf(options: MysqlOptions | object): string {
  const { uri, host, port, socketPath } = options as MysqlOptions & { socketPath?: string };
  if (uri !== undefined && URL.canParse(uri)) {
    const url = new URL(uri);
    return `${url.hostname || 'localhost'}:${url.port || 3306}`;
  }
  return socketPath ?? `${host ?? 'localhost'}:${port ?? 3306}`;
}
