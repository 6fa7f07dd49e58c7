/** RabbitMQ, over the application's own connection (amqplib) or one of the check's own. */
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { installed } from './running/installed.ts';
import { codeOf, messageOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A connection of amqplib (with promises), as far as the check uses it. */
export interface RabbitmqConnection {
  createChannel(): Promise<RabbitmqChannel>;
}

/** A channel of such a connection. */
export interface RabbitmqChannel {
  checkQueue(queue: string): Promise<{ readonly messageCount: number; readonly consumerCount: number }>;
  close(): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

/** Where to connect to when the check is to make its own connection, with amqplib. */
export interface RabbitmqOptions {
  /** `amqp://user:password@host:port/virtual-host`, `amqps:` for TLS */
  readonly url: string;
}

/** What a queue is expected to be like, beside how the check is run. */
export interface RabbitmqSettings extends CheckSettings {
  /**
   * A queue that must be there.
   * @default undefined: only a channel is opened and closed
   */
  readonly queue?: string;
  /**
   * Messages that wait in `queue` from which on the check warns.
   * @default Infinity
   */
  readonly warnAtMessages?: number;
}

/**
 * Opens a channel of RabbitMQ and closes it, and asks for a queue in between when one is named. Fails when the connection
 * is closed, when no channel is left, and when the queue is not there.
 * @param target a connection of amqplib, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is none of these
 * @example
 * const connection = await amqplib.connect(process.env.AMQP_URL);
 * console.log(await rabbitmqCheck(connection).run(AbortSignal.timeout(2_000)));
 * await connection.close();
 */
export function rabbitmqCheck(
  target: RabbitmqConnection | RabbitmqOptions,
  settings: RabbitmqSettings = {},
): HealthCheck {
  if (typeof target !== 'object' || target === null || !('createChannel' in target || 'url' in target))
    throw new TypeError(`target must be a connection or { url }, got ${typeof target}`);
  if (!('createChannel' in target)) return checkOf(urlRun(target.url, settings), settings);
  const look = oneAtATime(() => lookAt(target, settings));
  const place = 'RabbitMQ';
  return checkOf(async (signal) => {
    try {
      return await within(signal, look(), () => noAnswer(place, 'a new channel'));
    } catch (error) {
      throw failureOf(error, place);
    }
  }, settings);
}

async function lookAt(
  connection: RabbitmqConnection,
  { queue, warnAtMessages = Infinity }: RabbitmqSettings,
): Promise<CheckNote> {
  const channel = await connection.createChannel();
  // A channel that the server closes says so, and would end the process.
  channel.on('error', () => {});
  if (queue === undefined) {
    await channel.close();
    return 'channel opened';
  }
  // The server has closed the channel itself when the queue is not there.
  const { messageCount, consumerCount } = await channel.checkQueue(queue);
  await channel.close();
  return {
    message: `queue ${queue}: ${messageCount} messages, ${consumerCount} consumers`,
    observedValue: messageCount,
    observedUnit: 'messages',
    warn: messageCount >= warnAtMessages,
  };
}

interface OwnConnection extends RabbitmqConnection {
  close(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
  readonly connection: { readonly stream: { destroy(): void } };
}

function urlRun(url: string, settings: RabbitmqSettings): (signal: AbortSignal) => Promise<CheckNote> {
  const { hostname, port, protocol } = new URL(url);
  const place = `${hostname}:${port || (protocol === 'amqps:' ? 5671 : 5672)}`;
  // amqplib can't be called back while it connects: it is told how long it may take.
  const timeout = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return async (signal) => {
    const { connect } = await installed<{ connect: (url: string, options: object) => Promise<OwnConnection> }>(
      'amqplib',
    );
    const connecting = connect(url, { timeout });
    try {
      const connection = await within(signal, connecting, () => {
        void connecting.then(drop, () => {});
        return noAnswer(place, 'a new connection');
      });
      connection.on('error', () => {});
      return await overOwn(connection, place, settings, signal);
    } catch (error) {
      throw failureOf(error, place);
    }
  };
}

async function overOwn(
  connection: OwnConnection,
  place: string,
  settings: RabbitmqSettings,
  signal: AbortSignal,
): Promise<CheckNote> {
  let isOpen = false;
  try {
    const said = await within(signal, lookAt(connection, settings), () => noAnswer(place, 'a new channel'));
    isOpen = true;
    return said;
  } finally {
    if (isOpen) void connection.close().catch(() => drop(connection));
    else drop(connection);
  }
}

function drop(connection: OwnConnection): void {
  connection.on('error', () => {});
  connection.connection.stream.destroy();
}

/** amqplib has codes for channels; for the connection it has sentences, of which the server's reply code is a part. */
function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const cause = { cause: error };
  const text = messageOf(error);
  if (codeOf(error) === '404') return new CheckFailure('FAILED', `${place}: the queue is not there (404)`, cause);
  if (/\b403 \(ACCESS[-_]REFUSED\)/i.test(text))
    return new CheckFailure('LOGIN_REFUSED', `${place}: login refused (403)`, cause);
  if (text.startsWith('No channels left'))
    return new CheckFailure('POOL_EXHAUSTED', `${place}: every channel of the connection is in use`, cause);
  const isClosed = error instanceof Error && error.name === 'IllegalOperationError';
  if (isClosed) return new CheckFailure('UNREACHABLE', `${place}: the connection is closed`, cause);
  return (
    networkFailure(error, place) ??
    (codeOf(error) === undefined ? unreachable(place, text, error) : otherFailure(error, place))
  );
}

function unreachable(place: string, text: string, cause: unknown): CheckFailure {
  return new CheckFailure('UNREACHABLE', `${place}: ${text}`, { cause });
}
