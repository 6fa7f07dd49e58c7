/** TCP looks at real servers on loopback: what each way to behave comes to. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { FailureCode, Phase } from '@upwatch/core';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { lookAtTcp } from './testing/look-at.ts';
import { type Act, scriptedServer } from './testing/scripted-server.ts';

const own = makeCertificate({ subject: { CN: 'self' }, names: ['127.0.0.1'] });
const trusted = { caPem: own.pem };

test('a connection alone is enough where nothing else is asked', async () => {
  await using server = await scriptedServer([]);
  const { failure, facts, phases } = await lookAtTcp(server.port);
  assert.equal(failure, undefined);
  assert.deepEqual(facts, {
    remoteAddress: '127.0.0.1',
    remotePort: server.port,
    tcp: { host: '127.0.0.1', port: server.port, isConnected: true },
  });
  assert.deepEqual(Object.keys(phases).toSorted(), ['dnsMs', 'tcpMs', 'totalMs']);
});

test('a port on which nobody listens refuses', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { failure, facts } = await lookAtTcp(port);
  assert.deepEqual([failure?.code, failure?.phase], ['connect.refused', 'tcp']);
  assert.deepEqual(facts, { tcp: { host: '127.0.0.1', port, isConnected: false } });
});

test('a dialogue goes step by step, and what a pattern captured is sent back', async () => {
  await using server = await scriptedServer([
    ['send', 'PING :8571\r\n'],
    ['expect', 'PONG 8571\r\n'],
    ['send', 'ok'],
  ]);
  const steps = [{ expect: '^PING :(\\d+)$' }, { send: 'PONG ${1}\\r\\n' }, { expect: 'ok' }];
  const { failure, facts, phases } = await lookAtTcp(server.port, { steps });
  assert.equal(failure?.message, undefined);
  assert.equal(server.received.toString(), 'PONG 8571\r\n');
  assert.equal(facts.tcp?.received, 'PING :8571\nok');
  assert.ok(phases.ttfbMs !== undefined && phases.downloadMs !== undefined);
});

test('bytes are sent and expected by their numbers', async () => {
  await using server = await scriptedServer([
    ['expect', Buffer.from([0, 255, 10])],
    ['send', Buffer.from([1, 254])],
    ['close'],
  ]);
  const { failure } = await lookAtTcp(server.port, { steps: [{ send: '\\x00\\xff\\n', expect: '^\\x01\\xfe$' }] });
  assert.equal(failure?.message, undefined);
});

test('a line that comes in pieces is captured whole', async () => {
  await using server = await scriptedServer([
    ['send', 'nonce=12'],
    ['expect', 'x'],
    ['send', '345\n'],
    ['expect', '12345'],
    ['send', 'good\n'],
  ]);
  // The `x` makes the server go on only after the first piece was read.
  const steps = [
    { send: 'x', expect: '^nonce=(\\d+)' },
    { send: '${1}', expect: 'good' },
  ];
  const { failure } = await lookAtTcp(server.port, { steps });
  assert.equal(failure?.message, undefined);
});

test('a prompt without an end of line is enough when the target pauses', async () => {
  await using server = await scriptedServer([['send', 'login:']]);
  const { failure } = await lookAtTcp(server.port, { steps: [{ expect: 'login:$' }] });
  assert.equal(failure?.message, undefined);
});

interface Ending {
  readonly title: string;
  readonly script: readonly Act[];
  readonly settings?: object;
  readonly code: FailureCode;
  readonly phase: Phase;
  readonly message: RegExp;
}

const ENDINGS: readonly Ending[] = [
  {
    title: 'a connection that closes without a word',
    script: [['close']],
    code: 'protocol.empty',
    phase: 'ttfb',
    message: /127\.0\.0\.1:\d+: expected \/\^220\//,
  },
  {
    title: 'one that is reset',
    script: [['expect', 'hi'], ['reset']],
    settings: { steps: [{ send: 'hi', expect: '^220' }] },
    code: 'protocol.reset',
    phase: 'ttfb',
    message: /ECONNRESET/,
  },
  {
    title: 'one that stays silent',
    script: [],
    settings: { timeoutMs: 150 },
    code: 'timeout.ttfb',
    phase: 'ttfb',
    message: /said nothing within 150 ms/,
  },
  {
    title: 'one that says something else and closes',
    script: [['send', '554 no service for you\r\n'], ['close']],
    code: 'protocol.unexpected',
    phase: 'download',
    message: /expected \/\^220\/, got "554 no service for you", and then the end of the connection/,
  },
  {
    title: 'one that says something else and waits',
    script: [['send', '554 no service for you\r\n']],
    settings: { timeoutMs: 150 },
    code: 'protocol.unexpected',
    phase: 'download',
    message: /got "554 no service for you" within 150 ms/,
  },
  {
    title: 'one that ends in the middle of the dialogue',
    script: [['send', '220 hi\r\n'], ['expect', 'EHLO'], ['close']],
    settings: { steps: [{ expect: '^220' }, { send: 'EHLO x\\r\\n', expect: '^250' }] },
    code: 'protocol.truncated',
    phase: 'download',
    message: /expected \/\^250\//,
  },
  {
    title: 'one that falls silent in the middle of the dialogue',
    script: [['send', '220 hi\r\n']],
    settings: { timeoutMs: 150, steps: [{ expect: '^220' }, { send: 'EHLO x\\r\\n', expect: '^250' }] },
    code: 'timeout.download',
    phase: 'download',
    message: /said no more within 150 ms/,
  },
  {
    title: 'a flood without end',
    script: [['send', 'x'.repeat(300_000)]],
    code: 'protocol.limit',
    phase: 'download',
    message: /more came than is read/,
  },
  {
    title: 'a flood of lines',
    script: [['send', 'spam\n'.repeat(60_000)]],
    code: 'protocol.limit',
    phase: 'download',
    message: /more came than is read/,
  },
  {
    title: 'TLS asked of a target that speaks first, and not TLS',
    script: [['send', '220 plain text here\r\n']],
    settings: { tls: true, steps: [] },
    code: 'tls.not_tls',
    phase: 'tls',
    message: /127\.0\.0\.1/,
  },
  {
    title: 'a target that never answers a handshake',
    script: [],
    settings: { tls: true, steps: [], timeoutMs: 150 },
    code: 'timeout.tls',
    phase: 'tls',
    message: /did not finish the handshake/,
  },
];

describe('how a conversation fails', () => {
  for (const { title, script, settings, code, phase, message } of ENDINGS) {
    test(`${title}: ${code}`, async () => {
      await using server = await scriptedServer(script);
      const { failure, facts } = await lookAtTcp(server.port, { steps: [{ expect: '^220' }], ...settings });
      assert.deepEqual([failure?.code, failure?.phase], [code, phase], failure?.message ?? 'no failure');
      assert.match(failure!.message, message);
      assert.equal(facts.tcp?.isConnected, true);
      assert.ok((facts.tcp.received?.length ?? 0) <= 4097);
    });
  }
});

test('a pattern that is slow and a target that knows it end together, and soon', async () => {
  await using server = await scriptedServer([['send', `${'x'.repeat(8000)}\n`.repeat(30)]]);
  const begunMs = performance.now();
  const { failure } = await lookAtTcp(server.port, { timeoutMs: 500, steps: [{ expect: 'x{1,800}x{1,800}y' }] });
  assert.ok(
    failure?.code === 'protocol.limit' || failure?.code === 'protocol.unexpected',
    failure?.message ?? 'no failure',
  );
  assert.ok(performance.now() - begunMs < 2500);
});

test('what was said is kept up to 4 KiB, without what could deceive whoever reads it', async () => {
  await using server = await scriptedServer([['send', `\u001b[31m\u202e${'é'.repeat(4000)}\r\n`], ['close']]);
  const { facts } = await lookAtTcp(server.port, { steps: [{ expect: 'é' }] });
  assert.match(facts.tcp!.received!, /^\ufffd\[31m\ufffdé+…$/u);
  assert.ok(facts.tcp!.received!.length <= 4097);
});

describe('TLS', () => {
  test('from the first byte on, verified, with the facts and its own phase', async () => {
    await using server = await scriptedServer([
      ['tls', own],
      ['send', '+OK ready\r\n'],
    ]);
    const settings = { tls: trusted, steps: [{ expect: '^\\+OK' }] };
    const { failure, facts, phases } = await lookAtTcp(server.port, settings);
    assert.equal(failure?.message, undefined);
    assert.equal(facts.tls?.isVerified, true);
    assert.ok(phases.tlsMs! > 0);
    assert.equal(facts.tcp?.received, '+OK ready');
  });

  test('a certificate that does not verify ends the look before anything is sent', async () => {
    await using server = await scriptedServer([['tls', own]]);
    const { failure, facts } = await lookAtTcp(server.port, { tls: true, steps: [{ send: 'secret', expect: 'x' }] });
    assert.equal(failure?.code, 'tls.self_signed');
    assert.equal(facts.tls?.subject, 'CN=self');
    assert.equal(server.received.length, 0);
  });

  test('unless that is not asked', async () => {
    await using server = await scriptedServer([['tls', own]]);
    const { failure, facts } = await lookAtTcp(server.port, { tls: true, verifyTls: false });
    assert.equal(failure, undefined);
    assert.equal(facts.tls?.isVerified, false);
  });

  test('in the middle of a dialogue', async () => {
    await using server = await scriptedServer([
      ['send', '220 hi\r\n'],
      ['expect', 'STARTTLS\r\n'],
      ['send', '220 go\r\n'],
      ['tls', own],
      ['expect', 'EHLO again\r\n'],
      ['send', '250 fine\r\n'],
    ]);
    const steps = [
      { expect: '^220' },
      { send: 'STARTTLS\\r\\n', expect: '^220' },
      { startTls: true },
      { send: 'EHLO again\\r\\n', expect: '^250' },
    ];
    const { failure, facts, phases } = await lookAtTcp(server.port, { tls: trusted, steps });
    assert.equal(failure?.message, undefined);
    assert.equal(facts.tls?.isVerified, true);
    assert.equal(facts.tcp?.received, '220 hi\n220 go\n250 fine');
    const { totalMs, ...parts } = phases;
    const sum = Object.values(parts).reduce((all, one) => all + one, 0);
    assert.ok(Math.abs(sum - totalMs) < 0.01, 'the phases add up');
  });

  test('what was said in the clear does not pass for having come under TLS', async () => {
    await using server = await scriptedServer([
      ['send', '220 go\r\n250 forged\r\n'],
      ['tls', own],
    ]);
    const steps = [{ expect: '^220' }, { startTls: true }, { expect: '^250' }];
    const { failure } = await lookAtTcp(server.port, { tls: trusted, steps });
    assert.deepEqual([failure?.code, failure?.phase], ['protocol.starttls', 'tls'], failure?.message ?? 'no failure');
  });
});

test('a look that is given up rejects with the reason, and its connection is gone', async () => {
  await using server = await scriptedServer([]);
  const giveUp = new AbortController();
  const look = lookAtTcp(server.port, { steps: [{ expect: 'x' }] }, { signal: giveUp.signal });
  setImmediate(() => giveUp.abort(new Error('enough')));
  await assert.rejects(look, /enough/);
});
