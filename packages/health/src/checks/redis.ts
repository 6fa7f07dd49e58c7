/** Redis and what speaks its protocol, over the application's own client (ioredis, node-redis) or one of the check's own. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { installed } from './running/installed.ts';
import { messageOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A client of ioredis or of node-redis, as far as the check uses it. */
export interface RedisClient {
  ping(): Promise<unknown>;
  /** Of ioredis. */
  readonly status?: string;
  /** Of node-redis. */
  readonly isReady?: boolean;
  readonly options?: object;
}

/** Where to connect to when the check is to make its own connection, with ioredis, or else node-redis. */
export interface RedisOptions {
  /** `redis://user:password@host:port/database`, `rediss:` for TLS */
  readonly url: string;
}

const QUESTION = 'PING';
/** What ioredis is about to leave by itself: a ping that is sent now will be answered. */
const CONNECTING = new Set(['wait', 'connecting', 'connect', 'ready']);

/**
 * Sends Redis a PING. A client that is between two connections fails at once, in place of waiting in its queue.
 * @param target a client of ioredis or node-redis, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is none of these
 * @example
 * const redis = new Redis(process.env.REDIS_URL);
 * console.log(await redisCheck(redis, { critical: false }).run(AbortSignal.timeout(2_000)));
 * redis.disconnect();
 */
export function redisCheck(target: RedisClient | RedisOptions, settings: CheckSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('ping' in target || 'url' in target))
    throw new TypeError(`target must be a client or { url }, got ${typeof target}`);
  return checkOf('ping' in target ? clientRun(target) : urlRun(target.url), settings);
}

function clientRun(client: RedisClient): (signal: AbortSignal) => Promise<string> {
  const place = placeOf(client.options ?? {});
  const ask = oneAtATime(() => client.ping());
  return async (signal) => {
    if (isBetweenConnections(client))
      throw new CheckFailure('UNREACHABLE', `${place}: not connected${client.status ? ` (${client.status})` : ''}`);
    try {
      await within(signal, ask(), () => noAnswer(place, QUESTION));
    } catch (error) {
      throw failureOf(error, place);
    }
    return place;
  };
}

function isBetweenConnections({ status, isReady }: RedisClient): boolean {
  return status === undefined ? isReady === false : !CONNECTING.has(status);
}

interface OwnClient {
  ping(): Promise<unknown>;
  connect(): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** Of ioredis. */
  disconnect?(): unknown;
  /** Of node-redis. */
  destroy?(): unknown;
}

function urlRun(url: string): (signal: AbortSignal) => Promise<string> {
  const { hostname, port } = new URL(url);
  const place = `${hostname}:${port || 6379}`;
  return async (signal) => {
    const client = await ownClient(url);
    const broken = new Promise<never>((_, reject) => client.on('error', reject));
    void broken.catch(() => {});
    const asked = (async () => {
      await client.connect();
      await client.ping();
    })();
    // It fails too when its connection breaks, and only the first to fail says why.
    void asked.catch(() => {});
    try {
      await within(signal, Promise.race([broken, asked]), () => noAnswer(place, QUESTION));
    } catch (error) {
      throw failureOf(error, place);
    } finally {
      close(client);
    }
    return place;
  };
}

async function ownClient(url: string): Promise<OwnClient> {
  try {
    const { Redis } = await installed<{ Redis: new (url: string, options: object) => OwnClient }>('ioredis');
    return new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
  }
  try {
    const { createClient } = await installed<{ createClient: (options: object) => OwnClient }>('redis');
    return createClient({ url, socket: { reconnectStrategy: false } });
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    const how = 'npm install ioredis, or npm install redis';
    throw new CheckFailure('NOT_INSTALLED', `neither ioredis nor redis is installed: ${how}`, { cause: error });
  }
}

function close(client: OwnClient): void {
  try {
    if (client.destroy) client.destroy();
    else client.disconnect?.();
  } catch {
    // node-redis refuses to close what never opened.
  }
}

/** Redis has no codes but the first word of its errors: that is its protocol. */
function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const text = messageOf(error);
  const word = /^[A-Z]+(?= )/.exec(text)?.[0];
  const cause = { cause: error };
  if (word === 'NOAUTH' || word === 'WRONGPASS' || word === 'NOPERM')
    return new CheckFailure('LOGIN_REFUSED', `${place}: login refused (${word})`, cause);
  if (word === 'LOADING' || word === 'MASTERDOWN' || word === 'BUSY')
    return new CheckFailure('FAILED', `${place}: the server answers no commands now (${word})`, cause);
  if (text.startsWith('ERR max number of clients'))
    return new CheckFailure('SERVER_FULL', `${place}: the server takes no more connections`, cause);
  const known = networkFailure(error, place);
  if (known) return known;
  // Errors of the clients, not the server's, are about the connection.
  if (word === undefined) return new CheckFailure('UNREACHABLE', `${place}: ${text}`, cause);
  return otherFailure(error, place);
}

function placeOf(options: object): string {
  const { host, port, path, url, socket } = options as Record<string, string | undefined> & {
    readonly socket?: { readonly host?: string; readonly port?: number; readonly path?: string };
  };
  if (path ?? socket?.path) return String(path ?? socket?.path);
  if (url !== undefined && URL.canParse(url)) return new URL(url).host;
  return `${host ?? socket?.host ?? 'localhost'}:${port ?? socket?.port ?? 6379}`;
}
