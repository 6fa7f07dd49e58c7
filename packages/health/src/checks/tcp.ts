/** Whatever listens on a port, in the clear or behind TLS. */
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HealthCheck } from '../check.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { noAnswer, otherFailure } from './running/network-failure.ts';
import { within } from './running/within.ts';

/** Where to connect to. */
export interface TcpOptions {
  /** A name or an address. */
  readonly host: string;
  /** From 1 to 65535. */
  readonly port: number;
  /**
   * Whether TLS must come about too, with a certificate that is trusted. An object is handed to `tls.connect`.
   * @default false
   */
  readonly tls?:
    | boolean
    | { readonly ca?: string; readonly servername?: string; readonly rejectUnauthorized?: boolean };
}

/**
 * Connects to a port, with TLS when asked for, and closes the connection.
 * @param target host and port
 * @throws {CheckFailure} from `run`; {RangeError} when the port is none
 * @example
 * const check = tcpCheck({ host: '127.0.0.1', port: Number(process.env.LDAP_PORT) });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function tcpCheck(target: TcpOptions, settings: CheckSettings = {}): HealthCheck {
  const { host, port, tls = false } = target;
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new RangeError(`port must be from 1 to 65535, got ${port}`);
  const place = `${host}:${port}`;
  return checkOf(async (signal) => {
    const socket = tls
      ? connectTls({ host, port, ...nameOf(host), ...(tls === true ? {} : tls) })
      : createConnection({ host, port });
    try {
      await within(signal, opened(socket, tls ? 'secureConnect' : 'connect'), () =>
        noAnswer(place, tls ? 'a connection with TLS' : 'a connection'),
      );
    } catch (error) {
      throw otherFailure(error, place);
    } finally {
      socket.destroy();
    }
    return `${place}: connected`;
  }, settings);
}

function opened(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject);
  });
}

/** A certificate is asked for by name; an address is none. */
function nameOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}
