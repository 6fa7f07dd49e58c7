/** Real handshakes against real servers on loopback. */
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Failure, TlsFacts } from '@upwatch/core';
import { tlsFailure } from '../classify.ts';
import { startTls, tlsConnectOptions, type TlsTarget } from '../connect.ts';
import { readTlsFacts } from '../facts.ts';

/** A server on 127.0.0.1 that is gone at the end of the block. */
export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  /** Everything received after the handshake (TLS) or at all (TCP). */
  readonly received: Buffer[];
}

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

/** A TLS server that takes the first bytes it gets for a request, and answers it. */
export function tlsServer(options: TlsOptions): Promise<LoopbackServer> {
  const received: Buffer[] = [];
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      received.push(bytes);
      socket.end(ANSWER);
    });
  });
  // A client that gives up is what many tests are about.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return listening(server, received);
}

/** A TCP server that plays a behaviour on each connection. */
export function tcpServer(behave: (socket: Socket, received: Buffer[]) => void): Promise<LoopbackServer> {
  const received: Buffer[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => received.push(bytes));
    behave(socket, received);
  });
  return listening(server, received);
}

async function listening(server: Server, received: Buffer[]): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** What came of a connection. */
export interface HandshakeResult {
  readonly failure?: Failure;
  readonly facts?: TlsFacts;
  /** Whether the handshake was accepted: from then on a request would be sent. */
  readonly isSecure: boolean;
}

/** Connects, waits for the answer to one byte, reads the facts. The client of TLS 1.3 learns of a refusal only then. */
export function handshake(port: number, target: TlsTarget, nowMs = Date.now()): Promise<HandshakeResult> {
  return new Promise((resolve) => {
    const socket = startTls({ ...tlsConnectOptions(target), host: '127.0.0.1', port });
    let facts: TlsFacts | undefined;
    let failure: Failure | undefined;
    let isSecure = false;
    socket.once('secureConnect', () => {
      isSecure = true;
      facts = readTlsFacts(socket, target.host, nowMs);
      socket.write('?');
    });
    socket.once('data', () => socket.destroy());
    socket.once('error', (error: NodeJS.ErrnoException) => {
      facts ??= readTlsFacts(socket, target.host, nowMs);
      failure = tlsFailure(error, { socket, host: target.host, address: '127.0.0.1', port, nowMs });
    });
    socket.once('close', () => resolve({ isSecure, ...(failure && { failure }), ...(facts && { facts }) }));
  });
}
