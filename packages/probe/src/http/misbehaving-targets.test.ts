import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { answerOf, pathOf, RawTarget } from './testing/raw-target.ts';
import { lookAt } from './testing/look-at.ts';

/** Where the deadline is what ends the look. */
const TIMEOUT_MS = 300;
/** Where the look ends by itself: on a busy machine that may take a while. */
const PATIENCE_MS = 30_000;
const BODY_BYTES_MAX = 65_536;
const OK = 'HTTP/1.1 200 OK\r\n';

/** Writes a piece again and again until the other side closes. */
function drip(socket: Socket, piece: string | Buffer, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
}

/** Writes as fast as the other side reads, for ever. */
function flood(socket: Socket, piece: string): void {
  const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
  const more = (): void => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', more);
  more();
}

interface Misbehaviour {
  readonly name: string;
  readonly does: (socket: Socket) => void;
  /** Undefined: the look is up. */
  readonly code: string | undefined;
  readonly phase?: string;
  readonly wantsBody?: boolean;
}

const CASES: readonly Misbehaviour[] = [
  { name: 'accepts and says nothing', does: () => undefined, code: 'timeout.ttfb', phase: 'ttfb' },
  { name: 'closes without an answer', does: (s) => s.end(), code: 'protocol.empty', phase: 'ttfb' },
  { name: 'resets instead of answering', does: (s) => s.resetAndDestroy(), code: 'protocol.reset', phase: 'ttfb' },
  {
    name: 'closes within the headers',
    does: (s) => s.end(`${OK}Content-`),
    code: 'protocol.truncated',
    phase: 'download',
  },
  {
    name: 'closes after the headers',
    does: (s) => s.end(`${OK}Content-Length: 5\r\n\r\n`),
    code: 'protocol.truncated',
    phase: 'download',
  },
  {
    name: 'resets within the body',
    does: (s) => s.write(`${OK}Content-Length: 5\r\n\r\nhe`, () => setTimeout(() => s.resetAndDestroy(), 20)),
    code: 'protocol.reset',
    phase: 'download',
  },
  {
    name: 'says less than it announced and waits',
    does: (s) => s.write(`${OK}Content-Length: 5\r\n\r\nhe`),
    code: 'timeout.download',
    phase: 'download',
  },
  {
    name: 'drips headers',
    does: (s) => (s.write(`${OK}A: `), drip(s, 'a', 20)),
    code: 'timeout.download',
    phase: 'download',
  },
  {
    name: 'drips a body',
    does: (s) => (s.write(`${OK}\r\n`), drip(s, 'a', 20)),
    code: 'timeout.download',
    phase: 'download',
  },
  {
    name: 'sends 100 for ever, slowly',
    does: (s) => drip(s, 'HTTP/1.1 100 Continue\r\n\r\n', 50),
    code: 'timeout.ttfb',
    phase: 'ttfb',
  },
  {
    name: 'sends 103 for ever, fast',
    does: (s) => flood(s, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
    code: 'protocol.limit',
  },
  {
    name: 'sends one 100, then 200',
    does: (s) => (s.write('HTTP/1.1 100 Continue\r\n\r\n'), setTimeout(() => s.end(answerOf('x')), 20)),
    code: undefined,
  },
  {
    name: 'switches protocols unasked',
    does: (s) => s.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'),
    code: 'protocol.upgrade',
  },
  { name: 'sends an endless body', does: (s) => (s.write(`${OK}\r\n`), flood(s, 'x')), code: undefined },
  {
    name: 'sends an endless body to somebody who reads it',
    does: (s) => (s.write(`${OK}\r\n`), flood(s, 'x')),
    code: undefined,
    wantsBody: true,
  },
  {
    name: 'sends endless chunks',
    does: (s) => (s.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`), flood(s, '1\r\nx\r\n')),
    code: undefined,
  },
  {
    name: 'sends an endless chunk extension',
    does: (s) => (s.write(`${OK}Transfer-Encoding: chunked\r\n\r\n1;`), flood(s, 'x')),
    code: undefined,
  },
  {
    name: 'sends an endless chunk extension to somebody who reads',
    does: (s) => (s.write(`${OK}Transfer-Encoding: chunked\r\n\r\n1;`), flood(s, 'x')),
    code: 'protocol.limit',
    wantsBody: true,
  },
  {
    name: 'sends endless trailers',
    does: (s) => (s.write(`${OK}Transfer-Encoding: chunked\r\n\r\n0\r\n`), flood(s, 'A: b\r\n')),
    code: undefined,
  },
  { name: 'sends endless headers', does: (s) => (s.write(OK), flood(s, 'A: b\r\n')), code: 'protocol.limit' },
  { name: 'sends an endless header', does: (s) => (s.write(`${OK}A: `), flood(s, 'x')), code: 'protocol.limit' },
  {
    name: 'sends an endless status line',
    does: (s) => (s.write('HTTP/1.1 200 '), flood(s, 'x')),
    code: 'protocol.limit',
  },
  {
    name: 'speaks another protocol first',
    does: (s) => s.write('220 mail.example ESMTP\r\n'),
    code: 'protocol.malformed',
  },
  { name: 'answers 204 with a body', does: (s) => s.write('HTTP/1.1 204 No Content\r\n\r\nsurprise'), code: undefined },
  { name: 'answers and goes on for ever', does: (s) => (s.write(answerOf('ok')), flood(s, 'x')), code: undefined },
];

describe('whatever a target does, the look ends by its deadline with the code promised, and closes', () => {
  for (const { name, does, code, phase, wantsBody = false } of CASES) {
    test(`one that ${name}: ${code ?? 'up'}`, async () => {
      await using target = await RawTarget.start(does);
      const timeoutMs = code?.startsWith('timeout.') ? TIMEOUT_MS : PATIENCE_MS;
      // Timers of one loop fire in order, however late: a look that heeds its deadline ends before this one.
      let isOverdue = false;
      const overdue = setTimeout(() => (isOverdue = true), timeoutMs + 1000);
      const sample = await lookAt(target.url(), { timeoutMs, bodyBytesMax: BODY_BYTES_MAX }, { wantsBody });
      clearTimeout(overdue);
      assert.equal(sample.failure?.code, code, sample.failure?.message ?? 'up');
      if (phase) assert.equal(sample.failure?.phase, phase);
      assert.equal(isOverdue, false, 'it outlasted its deadline');
      assert.ok((sample.facts.bodyBytes ?? 0) <= BODY_BYTES_MAX);
      await target.allClosed();
    });
  }

  test('one that refuses the connection: connect.refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const sample = await lookAt(`http://127.0.0.1:${port}/`, { timeoutMs: PATIENCE_MS });
    assert.equal(sample.failure?.code, 'connect.refused');
    assert.equal(sample.failure?.phase, 'tcp');
    assert.match(sample.failure.message, new RegExp(`127\\.0\\.0\\.1:${port}`));
  });

  test('one that does not speak TLS where TLS is expected: a TLS failure in the TLS phase', async () => {
    await using target = await RawTarget.start('', { onConnection: (socket) => socket.write('220 hello\r\n') });
    const sample = await lookAt(target.url().replace('http:', 'https:'), { timeoutMs: PATIENCE_MS });
    assert.equal(sample.failure?.class, 'tls');
    assert.equal(sample.failure.phase, 'tls');
  });

  test('one that is silent where TLS is expected: timeout.tls', async () => {
    await using target = await RawTarget.start('');
    const sample = await lookAt(target.url().replace('http:', 'https:'), { timeoutMs: TIMEOUT_MS });
    assert.equal(sample.failure?.code, 'timeout.tls');
  });
});

test('a failure tells where, how much came and of how much', async () => {
  await using target = await RawTarget.start((socket) => socket.end(`${OK}Content-Length: 100\r\n\r\nhalf`));
  const { failure, facts } = await lookAt(target.url());
  assert.equal(
    failure?.message,
    `The connection ended before the answer was complete: 4 of 100 body bytes came (from 127.0.0.1:${target.port})`,
  );
  assert.equal(facts.statusCode, 200);
});

describe('a bomb is stopped at the cap', () => {
  const CPU_MS_MAX = 200;
  const RSS_MIB_MAX = 64;
  const zeros = Buffer.alloc(64 * 1_048_576);
  const gzip = gzipSync(zeros, { level: 9 });
  const bombs: readonly [string, Buffer, string][] = [
    ['gzip', Buffer.concat(Array.from({ length: 16 }, () => gzip)), 'gzip'],
    ['gzip in gzip', gzipSync(Buffer.concat(Array.from({ length: 16 }, () => gzip)), { level: 9 }), 'gzip, gzip'],
    ['zstd', zstdCompressSync(zeros), 'zstd'],
  ];
  for (const [name, bytes, label] of bombs) {
    test(`${name}, ${bytes.length} bytes: at most ${CPU_MS_MAX} ms of CPU and ${RSS_MIB_MAX} MiB`, async () => {
      await using target = await RawTarget.start((socket) => {
        socket.write(`${OK}Content-Encoding: ${label}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
        socket.end(bytes);
      });
      const rss = process.memoryUsage.rss();
      const cpu = process.cpuUsage();
      const sample = await lookAt(target.url(), {}, { wantsBody: true });
      const { user, system } = process.cpuUsage(cpu);
      assert.equal(sample.failure, undefined);
      assert.equal(sample.body?.length, 1_048_576);
      assert.equal(sample.facts.isBodyTruncated, true);
      assert.ok((user + system) / 1000 < CPU_MS_MAX, `${(user + system) / 1000} ms of CPU`);
      assert.ok((process.memoryUsage.rss() - rss) / 1_048_576 < RSS_MIB_MAX);
    });
  }

  test('a zstd frame that asks for a window of 128 MiB is refused', async () => {
    const params = { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_contentSizeFlag]: 0 };
    const bytes = zstdCompressSync(zeros.subarray(0, 33_554_432), { params });
    await using target = await RawTarget.start((socket) => {
      socket.write(`${OK}Content-Encoding: zstd\r\n\r\n`);
      socket.end(bytes);
    });
    const sample = await lookAt(target.url(), {}, { wantsBody: true });
    assert.equal(sample.failure?.code, 'protocol.encoding');
  });
});

test('a megabyte sent in chunks of one byte costs at most 32 MiB', async () => {
  await using target = await RawTarget.start((socket) => {
    socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`);
    flood(socket, '1\r\nx\r\n');
  });
  const rss = process.memoryUsage.rss();
  const sample = await lookAt(target.url(), {}, { wantsBody: true });
  assert.equal(sample.body?.length, 1_048_576);
  assert.ok((process.memoryUsage.rss() - rss) / 1_048_576 < 32);
});

test('thousands of looks at bodies nobody reads leave no file descriptor behind', {
  skip: process.platform !== 'linux',
}, async () => {
  const LOOKS = 3000;
  const answers: Readonly<Record<string, string>> = {
    '/head': `${OK}Content-Length: 3\r\n\r\nabc`,
    '/204': 'HTTP/1.1 204 No Content\r\n\r\nabc',
    '/304': 'HTTP/1.1 304 Not Modified\r\n\r\nabc',
    '/redirect': 'HTTP/1.1 302 Found\r\nLocation: /204\r\nContent-Length: 3\r\n\r\nabc',
    '/cut': `${OK}Content-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
    '/broken': `${OK}Content-Length: nonsense\r\n\r\n`,
  };
  const paths = Object.keys(answers);
  await using target = await RawTarget.start((socket, request) => socket.write(answers[pathOf(request)]!));
  const descriptors = (): number => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  const lookMany = async (from: number): Promise<void> => {
    for (let i = from; i < LOOKS; i += 16) {
      const path = paths[i % paths.length]!;
      await lookAt(target.url(path), { method: path === '/head' ? 'HEAD' : 'GET', bodyBytesMax: 10 });
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, place) => lookMany(place)));
  await target.allClosed();
  assert.ok(descriptors() <= before + 10, `${before} before, ${descriptors()} after`);
});
