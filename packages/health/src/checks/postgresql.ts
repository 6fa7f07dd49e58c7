/** PostgreSQL, over the application's own pool or client (pg, postgres.js), or over a connection of the check's own. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { askingOne } from './running/asking-one.ts';
import { installed } from './running/installed.ts';
import { codeOf, noAnswer } from './running/network-failure.ts';
import { exhausted, type PoolNumbers, pooledRun } from './running/pooled.ts';
import { sqlFailure } from './running/sql-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A `Pool` of the package pg, as far as the check uses it. */
export interface PgPool {
  connect(): Promise<PgPoolClient>;
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: object;
  readonly Client?: unknown;
}

/** A client that such a pool hands out. */
export interface PgPoolClient {
  query(text: string): Promise<unknown>;
  release(isBroken?: boolean): void;
}

/** A single `Client` of the package pg, connected by the application. */
export interface PgClient {
  query(text: string): Promise<unknown>;
  readonly host?: string;
  readonly port?: number;
}

/** The `sql` of the package postgres (postgres.js). */
export interface PostgresJs {
  unsafe(text: string): PromiseLike<unknown> & { cancel(): unknown; readonly state?: unknown };
  readonly options: { readonly host: readonly string[]; readonly port: readonly number[]; readonly max: number };
}

/** Where to connect to when the check is to make its own connection; handed to `Client` of pg as it is. */
export interface PostgresqlOptions {
  /** `postgres://user:password@host:port/database` */
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ssl?: boolean | object;
}

const QUESTION = 'select 1';

/**
 * Asks PostgreSQL `select 1`. With the application's pool it says how much of it is in use, warns while others wait for
 * a connection, and tells an exhausted pool, a stale connection, a refused login, a full server and an unreachable one apart.
 * With options it connects with the package pg, asks and disconnects, each time.
 * @param target a pool or client of pg, the `sql` of postgres.js, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is none of these
 * @example
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
 * const check = postgresqlCheck(pool, { timeoutMs: 1_000 });
 * console.log(await check.run(AbortSignal.timeout(1_000)));
 * await pool.end();
 */
export function postgresqlCheck(
  target: PgPool | PgClient | PostgresJs | PostgresqlOptions,
  settings: CheckSettings = {},
): HealthCheck {
  if (isPgPool(target)) return checkOf(pgPoolRun(target, settings.timeoutMs ?? DEFAULT_TIMEOUT_MS), settings);
  if (isPostgresJs(target)) return checkOf(postgresJsRun(target), settings);
  if (isPgClient(target)) return checkOf(pgClientRun(target), settings);
  if (typeof target !== 'object' || target === null)
    throw new TypeError(`target must be a pool, a client or options, got ${typeof target}`);
  return checkOf(async (signal) => {
    await askWithOwnClient(target, signal);
    return placeOf(target);
  }, settings);
}

export function isPgPool(target: unknown): target is PgPool {
  return hasAll(target, 'connect', 'totalCount', 'idleCount', 'waitingCount');
}

export function isPostgresJs(target: unknown): target is PostgresJs {
  return typeof target === 'function' && hasAll(target, 'unsafe', 'options');
}

export function isPgClient(target: unknown): target is PgClient {
  return hasAll(target, 'query');
}

function hasAll(target: unknown, ...names: readonly string[]): boolean {
  const isThing = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return isThing && names.every((name) => name in target);
}

function pgPoolRun(pool: PgPool, timeoutMs: number): HealthCheckRun {
  const place = placeOf(pool.options);
  const numbers = (): PoolNumbers => ({
    open: pool.totalCount,
    idle: pool.idleCount,
    max: (pool.options as { max?: number }).max ?? 10,
    waiting: pool.waitingCount,
  });
  return pooledRun({
    place,
    question: QUESTION,
    numbers,
    acquire: () => pool.connect(),
    query: (client) => client.query(QUESTION),
    release: (client, isBroken) => client.release(isBroken),
    // pg gives no code to its own time limit (`connectionTimeoutMillis`): a full pool says what it was.
    failure: (error, wasFull) =>
      wasFull && error instanceof Error && codeOf(error) === undefined
        ? exhausted(numbers())
        : sqlFailure(error, place),
    ...(pool.Client ? { askAnew: anewWith(pool), askAnewAfterMs: timeoutMs / 2 } : {}),
  });
}

type HealthCheckRun = Parameters<typeof checkOf>[0];
type ClientClass = new (options: object) => OwnClient;
interface OwnClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

function anewWith(pool: PgPool): (signal: AbortSignal) => Promise<unknown> {
  const Client = pool.Client as ClientClass;
  return (signal) => askOver(new Client(pool.options), placeOf(pool.options), signal);
}

async function askWithOwnClient(options: PostgresqlOptions, signal: AbortSignal): Promise<void> {
  const { Client } = await installed<{ Client: ClientClass }>('pg');
  const place = placeOf(options);
  try {
    await askOver(new Client(options), place, signal);
  } catch (error) {
    throw sqlFailure(error, place);
  }
}

async function askOver(client: OwnClient, place: string, signal: AbortSignal): Promise<void> {
  // Without a listener an error of the socket would end the process.
  client.on('error', () => {});
  const asked = (async () => {
    await client.connect();
    await client.query(QUESTION);
  })();
  let isOpen = false;
  try {
    await within(signal, asked, () => noAnswer(place, QUESTION));
    isOpen = true;
  } finally {
    // A server that does not answer does not answer a goodbye either.
    if (isOpen) void client.end().catch(() => {});
    else client.connection?.stream?.destroy();
  }
}

function pgClientRun(client: PgClient): HealthCheckRun {
  const ask = (): Promise<unknown> => client.query(QUESTION);
  return askingOne({ place: placeOf(client), question: QUESTION, ask, failureOf: sqlFailure });
}

function postgresJsRun(sql: PostgresJs): HealthCheckRun {
  const place = `${sql.options.host[0]}:${sql.options.port[0]}`;
  const ask = oneAtATime(() => {
    asked = sql.unsafe(QUESTION);
    return asked;
  });
  let asked: ReturnType<PostgresJs['unsafe']> | undefined;
  return async (signal) => {
    try {
      await within(signal, ask(), () => {
        if (asked?.state) return noAnswer(place, QUESTION);
        // Not on a connection yet: it can be taken out of the queue.
        asked?.cancel();
        const why = `all ${sql.options.max} are in use, or a new one is not answered`;
        return new CheckFailure('POOL_EXHAUSTED', `${place}: no connection within the time of the check: ${why}`);
      });
    } catch (error) {
      throw sqlFailure(error, place);
    }
    return `${place}: pool of ${sql.options.max}`;
  };
}

function placeOf(options: object): string {
  const { connectionString, host, port } = options as PostgresqlOptions;
  if (connectionString !== undefined && URL.canParse(connectionString)) {
    const url = new URL(connectionString);
    return `${url.hostname || 'localhost'}:${url.port || 5432}`;
  }
  return host?.startsWith('/') ? host : `${host ?? 'localhost'}:${port ?? 5432}`;
}
