/**
 * Readers of a status page, as a process of their own: `node readers.ts '{"port":…,"path":"/status/shop","readers":2000,"seconds":10}'`.
 * Each has a connection and asks again as soon as it has been answered; prints what came of it as one line of JSON.
 */
import { connect } from 'node:net';

const { port, path, readers, seconds } = JSON.parse(process.argv[2]!) as {
  readonly port: number;
  readonly path: string;
  readonly readers: number;
  readonly seconds: number;
};
const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n`;
const HEAD_END = '\r\n\r\n';
/** Connections are opened over this long, milliseconds: a listening socket has a queue of some hundred. */
const ARRIVE_MS = 2000;

const tookMs: number[] = [];
let failed = 0;
let isMeasuring = false;

function read(): void {
  const socket = connect(port, '127.0.0.1');
  let pending: Buffer = Buffer.alloc(0);
  let missing = 0;
  let sentMs = 0;
  const ask = (): void => {
    sentMs = performance.now();
    socket.write(request);
  };
  socket.on('connect', ask);
  socket.on('error', () => failed++);
  socket.on('data', (chunk: Buffer) => {
    if (missing > 0) missing -= chunk.length;
    else {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf(HEAD_END);
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 200')) failed++;
      missing = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0) - (pending.length - end - HEAD_END.length);
      pending = Buffer.alloc(0);
    }
    if (missing > 0) return;
    missing = 0;
    if (isMeasuring) tookMs.push(performance.now() - sentMs);
    ask();
  });
}

for (let reader = 0; reader < readers; reader++) setTimeout(read, (reader / readers) * ARRIVE_MS);
// Until all have come, it is arriving that is measured.
setTimeout(() => (isMeasuring = true), 2 * ARRIVE_MS);
setTimeout(
  () => {
    tookMs.sort((a, b) => a - b);
    const at = (share: number): number => tookMs[Math.floor(tookMs.length * share)] ?? Infinity;
    const figures = { requestsPerSecond: tookMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), failed };
    process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit());
  },
  2 * ARRIVE_MS + seconds * 1000,
);
