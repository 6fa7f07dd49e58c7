/** A target on loopback that answers as a test says, byte by byte, and remembers what it was sent. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What happens once a request's head has come whole. */
export type Answer = (socket: Socket, request: string) => void;

export interface RawTargetOptions {
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** Speak TLS with this certificate. */
  readonly tls?: TlsOptions;
  /** Called for each connection, before anything was sent. */
  readonly onConnection?: (socket: Socket) => void;
}

export class RawTarget implements AsyncDisposable {
  /** Heads of requests with what came of their bodies, in order. */
  readonly requests: string[] = [];
  readonly port: number;
  readonly host: string;
  /** Bytes that came on any connection, after TLS. */
  bytesReceived = 0;
  connections = 0;
  readonly #server: Server;
  readonly #open: Set<Socket>;
  readonly #scheme: string;

  private constructor(server: Server, host: string, scheme: string, open: Set<Socket>) {
    this.#server = server;
    this.#open = open;
    this.#scheme = scheme;
    this.host = host;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(answer: Answer | string, options: RawTargetOptions = {}): Promise<RawTarget> {
    const { host = '127.0.0.1', tls, onConnection } = options;
    const open = new Set<Socket>();
    let target: RawTarget | undefined;
    const accept = (socket: Socket): void => target?.receive(socket, answer);
    const server = tls ? createTlsServer(tls, accept) : createServer({ allowHalfOpen: true }, accept);
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // A look closes as soon as it has seen enough, so resets are part of every test.
      socket.on('error', () => socket.destroy());
      onConnection?.(socket);
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, host);
    await once(server, 'listening');
    target = new RawTarget(server, host, tls ? 'https' : 'http', open);
    return target;
  }

  url(path = '/'): string {
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    return `${this.#scheme}://${host}:${this.port}${path}`;
  }

  /** Connections that are open now. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Resolves when the other side has closed every connection. */
  async allClosed(): Promise<void> {
    await Promise.all([...this.#open].map((socket) => new Promise((resolve) => socket.on('close', resolve))));
  }

  receive(socket: Socket, answer: Answer | string): void {
    this.connections++;
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    let text = '';
    let place = -1;
    socket.on('data', (bytes: Buffer) => {
      this.bytesReceived += bytes.length;
      text += bytes.toString('latin1');
      if (place !== -1) {
        this.requests[place] = text;
        return;
      }
      if (!text.includes('\r\n\r\n')) return;
      place = this.requests.push(text) - 1;
      if (typeof answer === 'string') socket.end(answer, 'latin1');
      else answer(socket, text);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A whole answer with a length. */
export function answerOf(body: string, head: readonly string[] = [], status = '200 OK'): string {
  return [`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, ...head, '', body].join('\r\n');
}

/** The path that a request asks for. */
export function pathOf(request: string): string {
  return request.split(' ', 2)[1] ?? '';
}
