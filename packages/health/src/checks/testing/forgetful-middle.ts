/** What stands between, as a firewall does, and forgets connections without telling: they stay open, and nothing passes. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

export interface ForgetfulMiddle extends AsyncDisposable {
  readonly port: number;
  readonly forget: () => void;
  /** How many connections stand open. */
  readonly open: number;
}

export async function forgetfulMiddle(target: number): Promise<ForgetfulMiddle> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = createConnection(target, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const one of pair)
      one
        .on('error', () => {})
        .on('close', () => {
          pairs.delete(pair);
          for (const socket of pair) socket.destroy();
        });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    forget: () => {
      for (const [near, far] of pairs) {
        near.unpipe();
        far.unpipe();
        near.resume();
      }
    },
    get open() {
      return pairs.size;
    },
    [Symbol.asyncDispose]: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
