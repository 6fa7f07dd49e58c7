/**
 * Readers of a status page, as a process of their own: `node readers.ts '{"port":…,"path":"/status/shop","readers":2000,"seconds":10}'`.
 * They come a few at a time, each on a connection of its own, and are answered once; when all have been, each asks again as
 * soon as it is answered. Prints what came of it as one line of JSON.
 */
import { connect, type Socket } from 'node:net';

const { port, path, readers, seconds } = JSON.parse(process.argv[2]!) as {
  readonly port: number;
  readonly path: string;
  readonly readers: number;
  readonly seconds: number;
};
const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n`;
const HEAD_END = '\r\n\r\n';
/** They come over this long, milliseconds. */
const ARRIVE_MS = 2000;
/** Who has not been answered by then has been failed. */
const ARRIVED_MS = 30_000;
/** Until so long after all have come, it is their coming that would be measured. */
const SETTLE_MS = 1000;

/** From the connection to the first answer. */
const firstMs: number[] = [];
const tookMs: number[] = [];
/** What went wrong, and how often. */
const faults = new Map<string, number>();
const waiting: (() => void)[] = [];
let isMeasuring = false;
let answers = 0;

function fail(how: string): void {
  faults.set(how, (faults.get(how) ?? 0) + 1);
}

function read(): void {
  const socket = connect(port, '127.0.0.1');
  let sentMs = performance.now();
  let isFirst = true;
  const ask = (): void => {
    sentMs = performance.now();
    socket.write(request);
  };
  socket.on('connect', () => socket.write(request));
  socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
  socket.on('end', () => fail('ended by the server'));
  onAnswers(socket, (status) => {
    answers++;
    if (status !== '200') fail(`answered ${status}`);
    const took = performance.now() - sentMs;
    if (isMeasuring) tookMs.push(took);
    if (!isFirst) return ask();
    isFirst = false;
    firstMs.push(took);
    waiting.push(ask);
    if (firstMs.length === readers) begin();
  });
}

function onAnswers(socket: Socket, on: (status: string) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  let missing = 0;
  let status = '';
  socket.on('data', (chunk: Buffer) => {
    if (missing > 0) missing -= chunk.length;
    else {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf(HEAD_END);
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 'no HTTP';
      missing = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0) - (pending.length - end - HEAD_END.length);
      pending = Buffer.alloc(0);
    }
    if (missing > 0) return;
    missing = 0;
    on(status);
  });
}

const late = setTimeout(() => {
  for (let missed = readers - firstMs.length; missed > 0; missed--) fail(`not answered in ${ARRIVED_MS / 1000} s`);
  begin();
}, ARRIVED_MS);

function begin(): void {
  clearTimeout(late);
  for (const ask of waiting) ask();
  setTimeout(() => (isMeasuring = true), SETTLE_MS);
  setTimeout(report, SETTLE_MS + seconds * 1000);
}

function report(): void {
  const first = firstMs.toSorted((a, b) => a - b);
  tookMs.sort((a, b) => a - b);
  const figures = {
    answers,
    requestsPerSecond: tookMs.length / seconds,
    firstP99Ms: at(first, 0.99),
    p50Ms: at(tookMs, 0.5),
    p99Ms: at(tookMs, 0.99),
    faults: Object.fromEntries(faults),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit());
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Infinity;
}

for (let reader = 0; reader < readers; reader++) setTimeout(read, (reader / readers) * ARRIVE_MS);
