/** Closing servers so that nobody who was let in is sent away. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A server of `node:http`, `node:https` or `node:net`, or anything that closes. */
export interface ClosableServer {
  /** Takes no more connections, and says when the last one has gone. */
  close(done: (error?: Error) => void): unknown;
  closeIdleConnections?(): void;
  closeAllConnections?(): void;
  /** How responses are known that are to say that the connection ends. */
  prependListener?(event: 'request', listener: (request: IncomingMessage, response: ServerResponse) => void): unknown;
}

/** The steps of closing several servers together. */
export interface Closing {
  /** From now on every answer of HTTP/1 says that its connection ends: whoever asks again comes by a new one, or elsewhere. */
  readonly announce: () => void;
  /** No new connections; resolves when the last has gone. */
  readonly finish: () => Promise<unknown>;
  /** Cuts what is left, and says how many requests that were. */
  readonly cut: () => number;
}

/** Follows what is under way from now on: it belongs before the first request. */
export function closing(servers: readonly ClosableServer[]): Closing {
  const underWay = new Set<ServerResponse>();
  let isAnnounced = false;
  let isClosing = false;
  const closeIdle = (): void => {
    for (const server of servers) server.closeIdleConnections?.();
  };
  const follow = (_request: IncomingMessage, response: ServerResponse): void => {
    underWay.add(response);
    if (isAnnounced) endsConnection(response);
    response.once('close', () => {
      underWay.delete(response);
      // One that was answered before the end was announced is kept alive, and idle from here on.
      if (isClosing) setImmediate(closeIdle);
    });
  };
  for (const server of servers) server.prependListener?.('request', follow);
  return {
    announce: () => {
      isAnnounced = true;
      for (const response of underWay) endsConnection(response);
    },
    finish: () => {
      isClosing = true;
      const closed = servers.map((server) => new Promise<void>((done) => void server.close(() => done())));
      closeIdle();
      return Promise.all(closed);
    },
    cut: () => {
      const left = underWay.size;
      for (const server of servers) server.closeAllConnections?.();
      return left;
    },
  };
}

/** HTTP/2 has no such header, and refuses it. */
function endsConnection(response: ServerResponse): void {
  if (response.req.httpVersionMajor === 1 && !response.headersSent) response.setHeader('connection', 'close');
}
