/**
 * The yardstick: the least that a check can be in Node. Connect, write a request, parse a status, done. TLS: one shared
 * context, the identity check that node:tls brings left out of the loop's cost by a cached one.
 *
 * Arguments: JSON {port, ca?, seconds, concurrency}. Prints {checks, cpuUs} as one line of JSON.
 */
import net from 'node:net';
import tls from 'node:tls';

interface Order {
  readonly port: number;
  readonly ca?: string;
  readonly seconds: number;
  readonly concurrency: number;
}

const order = JSON.parse(process.argv[2]!) as Order;
const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
const secureContext = order.ca === undefined ? undefined : tls.createSecureContext({ ca: order.ca });
let checks = 0;
let turn = 0;
let isOver = false;

function connect(): net.Socket {
  // 250 addresses: fresh connections to a single one are bounded to a few hundred a second by TIME_WAIT.
  const host = `127.0.0.${2 + (turn++ % 250)}`;
  if (!secureContext) return net.connect({ host, port: order.port, noDelay: true });
  const identity = { servername: 'localhost', checkServerIdentity: () => undefined };
  return tls.connect({ host, port: order.port, secureContext, ...identity });
}

function check(): void {
  if (isOver) return;
  const socket = connect();
  let status = 0;
  socket.on(secureContext ? 'secureConnect' : 'connect', () => socket.write(REQUEST));
  socket.on('data', (bytes: Buffer) => {
    status ||= Number(bytes.toString('latin1', 9, 12));
    if (status !== 200) throw new Error(`status ${status}`);
  });
  socket.on('error', (error) => {
    throw error;
  });
  socket.on('close', () => {
    checks++;
    check();
  });
}

for (let i = 0; i < order.concurrency; i++) check();
// The first second warms up: it is compiled, not measured.
setTimeout(() => {
  const before = process.cpuUsage();
  checks = 0;
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before);
    isOver = true;
    process.stdout.write(`${JSON.stringify({ checks, cpuUs: (user + system) / checks })}\n`, () => process.exit());
  }, order.seconds * 1000);
}, 1000);
