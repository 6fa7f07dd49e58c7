/** What a client and a mail server say to each other before any mail (RFC 5321, 3207). */
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal';
  readonly status: number;
  readonly to: string;

  constructor(status: number, to: string) {
    super(`answered ${status} to ${to}`);
    this.status = status;
    this.to = to;
  }
}

export interface SmtpPlace {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly ca?: string;
}

/** No server has that much to say; what has is none. */
const REPLY_CHARACTERS_MAX = 16_384;

export class SmtpDialogue {
  /** What is waited for now, for messages. */
  waitsFor = 'a connection';
  readonly #place: SmtpPlace;
  #socket: Socket;
  #heard = '';
  #tell: (() => void) | undefined;
  #broken: Error | undefined;

  constructor(place: SmtpPlace) {
    this.#place = place;
    this.#socket = place.tls ? this.#overTls() : createConnection({ host: place.host, port: place.port });
    this.#listen();
  }

  /** Sends a line and waits until it is accepted. */
  async say(line: string, name = line.split(' ')[0]!): Promise<void> {
    this.#socket.write(`${line}\r\n`);
    await this.expect(name, '2');
  }

  async startTls(): Promise<void> {
    await this.say('STARTTLS');
    this.waitsFor = 'a connection with TLS';
    this.#socket.removeAllListeners('data');
    // What was said in the clear before the change counts for nothing (RFC 3207, 6).
    this.#heard = '';
    this.#socket = this.#overTls(this.#socket);
    this.#listen();
  }

  async expect(to: string, first: string): Promise<void> {
    this.waitsFor = to;
    const status = await this.#reply();
    if (!String(status).startsWith(first)) throw new SmtpRefusal(status, to);
  }

  /** Takes leave without waiting for the answer. */
  leave(): void {
    this.#socket.end('QUIT\r\n');
    // It answers and closes; whether it does is not waited for longer than a moment.
    this.#socket.resume();
  }

  close(): void {
    if (this.#socket.writableEnded && !this.#socket.destroyed) this.#socket.destroySoon();
    else this.#socket.destroy();
  }

  #overTls(socket?: Socket): Socket {
    const { host, port, ca } = this.#place;
    return connectTls({
      ...(socket ? { socket } : { host, port }),
      // A name is asked for by name; an address can't be.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  #listen(): void {
    const fail = (error: Error): void => {
      this.#broken ??= error;
      this.#tell?.();
    };
    this.#socket.on('error', fail);
    this.#socket.on('close', () => fail(closedEarly()));
    this.#socket.on('data', (bytes: Buffer) => {
      this.#heard += bytes.toString('latin1');
      if (this.#heard.length > REPLY_CHARACTERS_MAX) this.#socket.destroy(new Error('more than a mail server says'));
      this.#tell?.();
    });
  }

  async #reply(): Promise<number> {
    for (;;) {
      const last = /^(\d{3})(?: [^\n]*)?\r?\n/m.exec(this.#heard);
      if (last) {
        this.#heard = this.#heard.slice(last.index + last[0].length);
        return Number(last[1]);
      }
      if (this.#broken) throw this.#broken;
      await new Promise<void>((resolve) => (this.#tell = resolve));
    }
  }
}

function closedEarly(): Error {
  return Object.assign(new Error('closed the connection'), { code: 'ECONNRESET' });
}
