/** Providers on loopback: one that answers properly, one that says whatever bytes a test wants. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpSink extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Starts a provider that answers each request with what `reply` says; a promise that waits makes it hang. */
export async function startHttpSink(
  reply: (request: Received, count: number) => Reply | Promise<Reply>,
): Promise<HttpSink> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(request);
      void answerWith(outgoing, reply(request, received.length));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerWith(outgoing: ServerResponse, reply: Reply | Promise<Reply>): Promise<void> {
  const { status, headers, body } = await reply;
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

/** Starts a provider that is handed the bare socket once a whole request has arrived. */
export async function startRawSink(answer: (socket: Socket) => void): Promise<HttpSink> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The client ends what a test lets go wrong: a reset is expected here.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
