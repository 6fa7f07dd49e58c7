/** MongoDB, over the application's own client or one of the check's own. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { askingOne } from './running/asking-one.ts';
import { installed } from './running/installed.ts';
import { codeOf, messageOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { within } from './running/within.ts';

/** A `MongoClient` of the package mongodb (`mongoose.connection.getClient()`), as far as the check uses it. */
export interface MongodbClient {
  db(name: string): { command(command: object): Promise<unknown> };
}

/** Where to connect to when the check is to make its own connection, with the package mongodb. */
export interface MongodbOptions {
  /** `mongodb://user:password@host:port/` */
  readonly url: string;
}

const QUESTION = 'ping';
const LOGIN_CODES = new Set(['13', '18', '8000']);

/**
 * Sends MongoDB a ping. With options it connects with the package mongodb, asks and disconnects, each time.
 * @param target a client of the package mongodb, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is neither
 * @example
 * const client = new MongoClient(process.env.MONGODB_URL);
 * console.log(await mongodbCheck(client).run(AbortSignal.timeout(2_000)));
 * await client.close();
 */
export function mongodbCheck(target: MongodbClient | MongodbOptions, settings: CheckSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('db' in target || 'url' in target))
    throw new TypeError(`target must be a client or { url }, got ${typeof target}`);
  return checkOf('db' in target ? clientRun(target) : urlRun(target.url, settings), settings);
}

function clientRun(client: MongodbClient): (signal: AbortSignal) => Promise<string> {
  const ask = (): Promise<unknown> => client.db('admin').command({ ping: 1 });
  return askingOne({ place: hostsOf(client), question: QUESTION, ask, failureOf });
}

function hostsOf(client: object): string {
  const { options } = client as { readonly options?: { readonly hosts?: readonly unknown[] } };
  return options?.hosts?.map(String).join(',') || 'MongoDB';
}

type OwnClient = MongodbClient & { close(force?: boolean): Promise<void> };
type MongoClientClass = new (url: string, options: object) => OwnClient;

function urlRun(url: string, settings: CheckSettings): (signal: AbortSignal) => Promise<string> {
  const timeoutMs = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const limits = { serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs, socketTimeoutMS: timeoutMs };
  return async (signal) => {
    const { MongoClient } = await installed<{ MongoClient: MongoClientClass }>('mongodb');
    const client = new MongoClient(url, {
      ...limits,
      maxPoolSize: 1,
      directConnection: !url.includes(',') && !url.startsWith('mongodb+srv:'),
    });
    const place = hostsOf(client);
    try {
      await within(signal, client.db('admin').command({ ping: 1 }), () => noAnswer(place, QUESTION));
    } catch (error) {
      throw failureOf(error, place);
    } finally {
      void client.close(true).catch(() => {});
    }
    return place;
  };
}

function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const name = error instanceof Error ? error.name : '';
  const cause = { cause: error };
  if (LOGIN_CODES.has(codeOf(error) ?? ''))
    return new CheckFailure('LOGIN_REFUSED', `${place}: login refused (${codeOf(error)})`, cause);
  if (name === 'MongoWaitQueueTimeoutError' || name === 'WaitQueueTimeoutError')
    return new CheckFailure('POOL_EXHAUSTED', `${place}: pool exhausted: no connection became free in time`, cause);
  for (let inner: unknown = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth++) {
    const known = networkFailure(inner, place);
    if (known) return known;
  }
  if (/^Mongo(ServerSelection|Network|NotConnected|TopologyClosed|PoolC)/.test(name))
    return new CheckFailure('UNREACHABLE', `${place}: ${messageOf(error)}`, cause);
  return otherFailure(error, place);
}
