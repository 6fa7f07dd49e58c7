/** Kafka, over the application's own client or admin (kafkajs), or over one of the check's own. */
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { installed } from './running/installed.ts';
import { codeOf, messageOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A connected admin of kafkajs (`kafka.admin()`), as far as the check uses it. */
export interface KafkaAdmin {
  describeCluster(): Promise<{ readonly brokers: readonly unknown[]; readonly controller: number | null }>;
}

/** Where to connect to when the check is to make its own connections; handed to `Kafka` of kafkajs. */
export interface KafkaOptions {
  /** `host:port`, of which one is enough. */
  readonly brokers: readonly string[];
  /** @default 'upwatch-health' */
  readonly clientId?: string;
  /** @default false */
  readonly ssl?: boolean | object;
  readonly sasl?: { readonly mechanism: string; readonly username: string; readonly password: string };
}

/** What the cluster is expected to be like, beside how the check is run. */
export interface KafkaSettings extends CheckSettings {
  /**
   * The check warns while there are fewer brokers.
   * @default 1
   */
  readonly brokersMin?: number;
}

/**
 * Asks Kafka which brokers there are. With options it connects with the package kafkajs, asks and disconnects, each time.
 * @param target a connected admin of kafkajs, or options
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is neither
 * @example
 * const check = kafkaCheck({ brokers: [process.env.KAFKA_BROKER] }, { brokersMin: 1 });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function kafkaCheck(target: KafkaAdmin | KafkaOptions, settings: KafkaSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('describeCluster' in target || 'brokers' in target))
    throw new TypeError(`target must be an admin or { brokers }, got ${typeof target}`);
  const { brokersMin = 1 } = settings;
  if (!('describeCluster' in target)) return checkOf(optionsRun(target, settings), settings);
  const describe = oneAtATime(() => target.describeCluster());
  return checkOf(async (signal) => {
    try {
      return noteOn(
        await within(signal, describe(), () => noAnswer('Kafka', 'a question for the brokers')),
        brokersMin,
      );
    } catch (error) {
      throw failureOf(error, 'Kafka');
    }
  }, settings);
}

function noteOn(
  { brokers, controller }: { brokers: readonly unknown[]; controller: number | null },
  brokersMin: number,
): CheckNote {
  const leader = controller === null || controller < 0 ? ', no controller' : '';
  return {
    message: `${brokers.length} ${brokers.length === 1 ? 'broker' : 'brokers'}${leader}`,
    observedValue: brokers.length,
    observedUnit: 'brokers',
    warn: brokers.length < brokersMin || leader !== '',
  };
}

type OwnAdmin = KafkaAdmin & { connect(): Promise<void>; disconnect(): Promise<void> };
type KafkaClass = new (options: object) => { admin(options: object): OwnAdmin };

function optionsRun(options: KafkaOptions, settings: KafkaSettings): (signal: AbortSignal) => Promise<CheckNote> {
  const place = options.brokers[0] ?? 'Kafka';
  const limits = { connectionTimeout: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS, retry: { retries: 0 }, logLevel: 0 };
  return async (signal) => {
    const { Kafka } = await installed<{ Kafka: KafkaClass }>('kafkajs');
    const { sockets, socketFactory } = rememberedSockets();
    const kafka = new Kafka({ clientId: 'upwatch-health', ...limits, ...options, socketFactory });
    const admin = kafka.admin({ retry: { retries: 0 } });
    const asked = (async () => {
      await admin.connect();
      return admin.describeCluster();
    })();
    try {
      return noteOn(
        await within(signal, asked, () => noAnswer(place, 'a question for the brokers')),
        settings.brokersMin ?? 1,
      );
    } catch (error) {
      throw failureOf(error, place);
    } finally {
      void admin.disconnect().catch(() => {});
      // It only says goodbye, and a frozen broker would keep the connection.
      for (const socket of sockets) socket.destroy();
    }
  };
}

interface SocketWish {
  readonly host: string;
  readonly port: number;
  readonly ssl?: object;
  readonly onConnect: () => void;
}

function rememberedSockets(): { sockets: readonly Socket[]; socketFactory: (wish: SocketWish) => Socket } {
  const sockets: Socket[] = [];
  const socketFactory = ({ host, port, ssl, onConnect }: SocketWish): Socket => {
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect)
      : createConnection({ host, port }, onConnect);
    sockets.push(socket);
    return socket;
  };
  return { sockets, socketFactory };
}

function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const name = error instanceof Error ? error.name : '';
  const cause = { cause: error };
  if (name === 'KafkaJSSASLAuthenticationError')
    return new CheckFailure('LOGIN_REFUSED', `${place}: login refused`, cause);
  const inner = error instanceof Error ? error.cause : undefined;
  // What was tried several times comes wrapped.
  if (name === 'KafkaJSNumberOfRetriesExceeded' && inner !== undefined) return failureOf(inner, place);
  const known = networkFailure(error, place) ?? (inner === undefined ? undefined : networkFailure(inner, place));
  if (known) return known;
  if (name.startsWith('KafkaJSConnection') || name === 'KafkaJSBrokerNotFound' || codeOf(error) === 'ECONNREFUSED')
    return new CheckFailure('UNREACHABLE', `${place}: ${messageOf(error)}`, cause);
  if (name === 'KafkaJSRequestTimeoutError') return noAnswer(place, 'a question for the brokers');
  return otherFailure(error, place);
}
