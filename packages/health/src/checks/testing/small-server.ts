/** A server on loopback that a test writes in a few lines, for protocols whose real server is not at hand. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface SmallServer extends AsyncDisposable {
  readonly port: number;
  /** How many connections stand open. */
  readonly open: number;
}

/** `hear` gets all that came on a connection and was not taken yet, and says how many bytes it took. */
export type Hear = (unread: Buffer, socket: Socket) => number;

export async function smallServer(hear: Hear, greet?: (socket: Socket) => void): Promise<SmallServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    greet?.(socket);
    let unread = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      unread = Buffer.concat([unread, bytes]);
      for (let taken = hear(unread, socket); taken > 0 && unread.length > 0; taken = hear(unread, socket))
        unread = unread.subarray(taken);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return sockets.size;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
