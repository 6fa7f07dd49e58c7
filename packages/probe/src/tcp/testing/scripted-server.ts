/** A server on 127.0.0.1 that keeps to a script: what it says, what it waits for, how it ends. */
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { MadeCertificate } from '../../tls/testing/make-certificate.ts';

/** One thing the server does. `expect` waits for that text; `tls` goes over to TLS; without an end it stays silent. */
export type Act =
  | readonly ['send', string | Buffer]
  | readonly ['expect', string | Buffer]
  | readonly ['tls', MadeCertificate]
  | readonly ['close']
  | readonly ['reset'];

export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  /** All that came, in the clear and under TLS. */
  readonly received: Buffer;
  readonly connections: number;
}

export async function scriptedServer(script: readonly Act[]): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const state = { received: Buffer.alloc(0), connections: 0 };
  const server = createServer((socket) => {
    state.connections++;
    sockets.add(socket);
    play(socket, script, (bytes) => (state.received = Buffer.concat([state.received, bytes])));
  });
  return {
    port: await listen(server),
    get received() {
      return state.received;
    },
    get connections() {
      return state.connections;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function play(raw: Socket, script: readonly Act[], note: (bytes: Buffer) => void): void {
  let socket = raw;
  let unread = Buffer.alloc(0);
  let at = 0;
  const hear = (bytes: Buffer): void => {
    note(bytes);
    unread = Buffer.concat([unread, bytes]);
    go();
  };
  const go = (): void => {
    for (let act = script[at]; act; act = script[at]) {
      if (act[0] === 'expect') {
        const found = unread.indexOf(act[1]);
        if (found < 0) return;
        unread = unread.subarray(found + act[1].length);
      }
      at++;
      if (act[0] === 'send') socket.write(act[1]);
      if (act[0] === 'close') return void socket.end();
      if (act[0] === 'reset') return void raw.resetAndDestroy();
      if (act[0] === 'tls') {
        raw.removeListener('data', hear);
        raw.pause();
        // A client that need not wait for an answer has begun its handshake in the same breath.
        if (unread.length > 0) raw.unshift(unread);
        unread = Buffer.alloc(0);
        const { pem: cert, keyPem: key } = act[1];
        const secure = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext({ cert, key }) });
        secure.on('error', () => raw.destroy());
        secure.on('data', hear);
        socket = secure;
      }
    }
  };
  raw.on('error', () => raw.destroy());
  raw.on('data', hear);
  go();
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}
