/** NATS, over the application's own connection (nats.js 2 and 3) or one of the check's own. */
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { installed } from './running/installed.ts';
import { codeOf, messageOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A connection of `@nats-io/transport-node` or `nats`, as far as the check uses it. */
export interface NatsConnection {
  rtt(): Promise<number>;
  isClosed(): boolean;
  getServer(): string;
}

/** Where to connect to when the check is to make its own connection; handed to `connect` as it is. */
export interface NatsOptions {
  readonly servers: string | readonly string[];
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  readonly tls?: object;
}

const QUESTION = 'PING';

/**
 * Sends NATS a PING and measures the way there and back in milliseconds. A connection that is closed, or between two servers,
 * fails at once.
 * @param target a connection, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is none of these
 * @example
 * const connection = await connect({ servers: process.env.NATS_URL });
 * console.log(await natsCheck(connection).run(AbortSignal.timeout(2_000)));
 * await connection.close();
 */
export function natsCheck(target: NatsConnection | NatsOptions, settings: CheckSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('rtt' in target || 'servers' in target))
    throw new TypeError(`target must be a connection or { servers }, got ${typeof target}`);
  return checkOf('rtt' in target ? connectionRun(target) : optionsRun(target, settings), settings);
}

function connectionRun(connection: NatsConnection): (signal: AbortSignal) => Promise<CheckNote> {
  const ask = oneAtATime(() => connection.rtt());
  return async (signal) => {
    const place = connection.getServer() || 'NATS';
    if (connection.isClosed()) throw new CheckFailure('UNREACHABLE', `${place}: the connection is closed`);
    try {
      return roundTrip(place, await within(signal, ask(), () => noAnswer(place, QUESTION)));
    } catch (error) {
      throw failureOf(error, place);
    }
  };
}

function roundTrip(place: string, rttMs: number): CheckNote {
  return { message: `${place}: ${rttMs} ms there and back`, observedValue: rttMs, observedUnit: 'ms' };
}

type OwnConnection = NatsConnection & { close(): Promise<void> };

function optionsRun(options: NatsOptions, settings: CheckSettings): (signal: AbortSignal) => Promise<CheckNote> {
  const place = placeOf(options.servers);
  // A connection that is being made can't be called back: it is told how long it may take.
  const timeout = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return async (signal) => {
    const { connect } = await installed<{ connect: (options: object) => Promise<OwnConnection> }>(
      '@nats-io/transport-node',
    );
    const connecting = connect({ ...options, reconnect: false, maxReconnectAttempts: 0, timeout });
    try {
      const connection = await within(signal, connecting, () => {
        void connecting.then(close, () => {});
        return noAnswer(place, 'a new connection');
      });
      try {
        return roundTrip(place, await within(signal, connection.rtt(), () => noAnswer(place, QUESTION)));
      } finally {
        close(connection);
      }
    } catch (error) {
      throw failureOf(error, place);
    }
  };
}

function close(connection: OwnConnection): void {
  void connection.close().catch(() => {});
}

function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const name = error instanceof Error ? error.name : '';
  const cause = { cause: error };
  if (
    name === 'AuthorizationError' ||
    name === 'UserAuthenticationExpiredError' ||
    codeOf(error) === 'AUTHORIZATION_VIOLATION'
  )
    return new CheckFailure('LOGIN_REFUSED', `${place}: login refused`, cause);
  if (name === 'TimeoutError') return noAnswer(place, 'a new connection');
  const inner = error instanceof Error && error.cause !== undefined ? networkFailure(error.cause, place) : undefined;
  const known = networkFailure(error, place) ?? inner;
  if (known) return known;
  if (['ClosedConnectionError', 'DrainingConnectionError', 'ConnectionError', 'RequestError'].includes(name))
    return new CheckFailure('UNREACHABLE', `${place}: ${messageOf(error)}`, cause);
  return otherFailure(error, place);
}

function placeOf(servers: string | readonly string[]): string {
  const first = typeof servers === 'string' ? servers : (servers[0] ?? '127.0.0.1:4222');
  const url = first.includes('://') ? first : `nats://${first}`;
  return URL.canParse(url) ? new URL(url).host : 'NATS';
}
