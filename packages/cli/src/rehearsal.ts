/**
 * A look at ourselves before the looks that count. What a process does for the first time (loading net, tls and the hosts
 * file, compiling our own code) takes up to tens of milliseconds, and would stand in the phases of the first target.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Of each rehearsed look, milliseconds: it never holds up the real one for long. */
const TIMEOUT_MS = 500;
/** The first byte of a TLS handshake. */
const TLS_RECORD = 0x16;
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

/**
 * Looks at a listener of this process on the loopback interface; nothing leaves the machine. Where none can be made, it
 * does nothing: the figures are then those of a cold process.
 * @param look what will look later, with these settings now
 * @param hasTls whether a target is looked at over TLS: the handshake is begun, and broken off by the listener
 */
export async function rehearse(
  look: (settings: { readonly url: string; readonly method: string; readonly timeoutMs: number }) => Promise<unknown>,
  hasTls: boolean,
): Promise<void> {
  const server = createServer(answerOnce);
  try {
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  } catch {
    return;
  }
  const { port } = server.address() as AddressInfo;
  const urls = [
    `http://localhost:${port}/`,
    `http://127.0.0.1:${port}/`,
    ...(hasTls ? [`https://127.0.0.1:${port}/`] : []),
  ];
  try {
    for (const url of urls) await look({ url, method: 'GET', timeoutMs: TIMEOUT_MS });
  } finally {
    server.close();
  }
}

function answerOnce(socket: Socket): void {
  // The look that is over closes its side without a word.
  socket.on('error', () => socket.destroy());
  socket.once('data', (data) => {
    if (data[0] === TLS_RECORD) socket.destroy();
    else socket.end(ANSWER);
  });
}
