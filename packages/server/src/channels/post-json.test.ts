import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import type { SendOutcome } from './port.ts';
import { outcomeOf, postJson } from './post-json.ts';
import { slack } from './slack.ts';
import { contextFor, opening, STARTED_MS } from './testing/alerts.ts';
import { startHttpSink, startRawSink } from './testing/http-sink.ts';
import { webhook } from './webhook.ts';

interface AnswerCase {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly provider?: string; readonly http_status?: number; readonly body?: string | null };
  readonly expected: { readonly outcome?: string; readonly delivered?: boolean; readonly retry?: boolean };
}

const corpus = sharedFile('corpora/channel-answers.json');
const cases: readonly AnswerCase[] = corpus ? JSON.parse(readFileSync(corpus, 'utf8')).cases : [];
const skip = corpus ? false : 'the case files are not beside the checkout';

const EXPECTED: Readonly<Record<string, SendOutcome['type']>> = {
  delivered: 'sent',
  retry: 'retry',
  'permanent failure, shown to the operator': 'reject',
};
function expectedOf({ expected }: AnswerCase): SendOutcome['type'] {
  return expected.outcome
    ? EXPECTED[expected.outcome]!
    : expected.delivered
      ? 'sent'
      : expected.retry
        ? 'retry'
        : 'reject';
}

/** Answers as written, then ends: also with the informational statuses that no server of ours would send last. */
function startAnswering(statusCode: number, body: string) {
  const upgrade = statusCode === 101 ? 'Upgrade: other\r\nConnection: Upgrade\r\n' : '';
  const head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? 'Unnamed'}\r\n${upgrade}`;
  const rest = statusCode < 200 || statusCode === 204 ? '\r\n' : `Content-Length: ${body.length}\r\n\r\n${body}`;
  return startRawSink((socket) => socket.end(head + rest));
}

function sendTo(provider: string, url: string, signal?: AbortSignal): Promise<SendOutcome> {
  const context = contextFor(signal ? { signal } : {});
  return provider === 'slack'
    ? slack.send({ channelType: 'slack', webhookUrl: `${url}/services/T/B/x` }, opening(), context)
    : webhook.send({ channelType: 'webhook', url: `${url}/hook` }, opening(), context);
}

test('every status of every provider means what the table says (A01)', { skip }, () => {
  const rows = cases.filter(({ kind }) => kind === 'retry-by-status');
  assert.ok(rows.length > 90);
  for (const row of rows) {
    const answer = { type: 'answer', statusCode: row.input.http_status!, body: '', bodyEnd: 'whole' } as const;
    assert.equal(outcomeOf(answer, STARTED_MS).type, expectedOf(row), row.id);
  }
});

test('Slack and webhook answers over the wire come out as the table says (A01)', { skip }, async () => {
  const rows = cases.filter(
    ({ kind, input }) => kind === 'slack-answer' || input.provider === 'slack' || input.provider === 'webhook',
  );
  assert.ok(rows.length > 25);
  for (const row of rows) {
    await using sink = await startAnswering(row.input.http_status!, row.input.body ?? '');
    const outcome = await sendTo(row.input.provider ?? 'slack', sink.url);
    assert.equal(outcome.type, expectedOf(row), `${row.id}: ${JSON.stringify(outcome)}`);
    assert.equal(outcome.statusCode, row.input.http_status, row.id);
  }
});

test('an error text in a 200 is a failure, and a redirect is shown and not followed (A01)', async () => {
  await using elsewhere = await startHttpSink(() => ({ status: 200, body: 'ok' }));
  await using sink = await startHttpSink(() => ({
    status: 301,
    headers: { location: `${elsewhere.url}/secret-path` },
  }));
  for (const provider of ['slack', 'webhook']) {
    const outcome = await sendTo(provider, sink.url);
    assert.equal(outcome.type, 'reject');
    assert.match(outcome.type === 'reject' ? outcome.reason : '', /redirects are not followed.* set the final URL/);
    assert.ok(!JSON.stringify(outcome).includes('secret-path'));
  }
  assert.equal(elsewhere.received.length, 0);
  await using refusing = await startAnswering(200, 'no_service');
  assert.equal((await sendTo('slack', refusing.url)).type, 'reject');
});

test('Retry-After of a 429 and a 503 is handed on, in seconds and as a date (A02)', async () => {
  const rows = [
    [429, '7', 7_000],
    [503, new Date(STARTED_MS + 41_000).toUTCString(), 30_000],
    [429, 'soon', undefined],
  ] as const;
  for (const [status, value, retryAfterMs] of rows) {
    await using sink = await startHttpSink(() => ({ status, headers: { 'retry-after': value } }));
    const outcome = await sendTo('webhook', sink.url);
    assert.equal(outcome.type, 'retry');
    assert.equal(outcome.type === 'retry' ? outcome.retryAfterMs : 0, retryAfterMs, value);
  }
});

test('a provider that hangs, drips or resets is tried again, and not a moment after the deadline (A04)', async () => {
  const faults: Readonly<Record<string, Parameters<typeof startRawSink>[0]>> = {
    hang: () => undefined,
    'header drip': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(timer));
    },
    reset: (socket) => socket.resetAndDestroy(),
    'closed without an answer': (socket) => socket.end(),
    'no HTTP at all': (socket) => socket.end('SSH-2.0-OpenSSH\r\n'),
  };
  for (const [name, answer] of Object.entries(faults)) {
    await using sink = await startRawSink(answer);
    for (const provider of ['slack', 'webhook']) {
      const outcome = await sendTo(provider, sink.url, AbortSignal.timeout(60));
      assert.equal(outcome.type, 'retry', `${provider} ${name}: ${JSON.stringify(outcome)}`);
    }
  }
});

test('a body without an end is read to 64 KiB and no further (A04)', async () => {
  let isEnded = false;
  await using sink = await startRawSink((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.on('close', () => (isEnded = true));
    const pour = (): void => {
      while (!socket.destroyed && socket.write('a'.repeat(16_384)));
    };
    socket.on('drain', pour);
    pour();
  });
  const result = await postJson({ url: sink.url, body: '{}', signal: AbortSignal.timeout(20_000) });
  assert.ok(result.type === 'answer' && result.bodyEnd === 'cut');
  assert.equal(result.type === 'answer' && result.body.length, 64 * 1024);
  assert.equal((await sendTo('webhook', sink.url)).type, 'sent');
  assert.equal((await sendTo('slack', sink.url)).type, 'reject');
  assert.ok(isEnded);
});

test('a 200 whose body breaks off or drips was taken by a webhook, and is not known to be by Slack (A04)', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"o';
  for (const answer of [(socket: Socket) => socket.end(head), (socket: Socket) => socket.write(head)]) {
    await using sink = await startRawSink(answer);
    assert.equal((await sendTo('webhook', sink.url, AbortSignal.timeout(60))).type, 'sent');
    assert.equal((await sendTo('slack', sink.url, AbortSignal.timeout(60))).type, 'retry');
  }
});

test('a flood of informational answers ends', async () => {
  await using sink = await startRawSink((socket) => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)));
    };
    socket.on('drain', pour);
    pour();
  });
  const result = await postJson({ url: sink.url, body: '{}', signal: AbortSignal.timeout(20_000) });
  assert.deepEqual({ ...result }, { type: 'answer', statusCode: 103, body: '', bodyEnd: 'whole' });
});

test('one informational answer before the real one does no harm', async () => {
  await using sink = await startRawSink((socket) =>
    socket.end('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  );
  assert.equal((await sendTo('slack', sink.url)).type, 'sent');
});

test('a name is resolved the way the server says', async () => {
  await using sink = await startHttpSink(() => ({ status: 200 }));
  const asked: string[] = [];
  const port = new URL(sink.url).port;
  const result = await postJson({
    url: `http://hooks.example:${port}/`,
    body: '{}',
    signal: AbortSignal.timeout(20_000),
    lookup: (name, options, done) => {
      asked.push(name);
      if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
      else done(null, '127.0.0.1', 4);
    },
  });
  assert.equal(result.type, 'answer');
  assert.deepEqual(asked, ['hooks.example']);
});

test('a deadline that has passed sends nothing', async () => {
  await using sink = await startHttpSink(() => ({ status: 200 }));
  assert.equal((await sendTo('webhook', sink.url, AbortSignal.abort())).type, 'retry');
  assert.equal(sink.received.length, 0);
});
