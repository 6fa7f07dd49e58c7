/** What every channel promises, run over each of them against a look-alike of its provider. */
import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { test } from 'node:test';
import { type AlertMessage, failure } from '@upwatch/core';
import { testMessage } from '../../engine/dispatching/send.ts';
import type { AnyChannel } from '../index.ts';
import type { SendContext, SendOutcome } from '../port.ts';
import { opening, recovery } from './alerts.ts';
import {
  type ChannelFixture,
  configOf,
  type HttpFixture,
  readable,
  type Story,
  send,
  startProvider,
} from './channel-fixture.ts';
import { startShapes } from './channel-shapes.ts';
import { startHttpSink, startRawSink } from './http-sink.ts';

interface Told {
  readonly message: AlertMessage;
  readonly context?: Partial<SendContext>;
  /** What whoever is told must be able to read. */
  readonly reads: readonly RegExp[];
}

const DIGEST_ID = '0199aa00-0000-7000-8000-00000000d193';
const STORIES: Readonly<Record<Story, Told>> = {
  opening: { message: opening(), reads: [/shop/, /certificate has expired/] },
  recovery: {
    message: recovery(),
    context: { openingKey: 'the-opening', openingExternalId: 'OPS-1' },
    reads: [/shop/, /12 min 5 s/],
  },
  reopened: {
    message: opening({ kind: 'INCIDENT_REOPENED', headline: 'shop is down again in local' }),
    context: { openingKey: 'the-opening', openingExternalId: 'OPS-1' },
    reads: [/shop/, /down again/i],
  },
  digest: {
    message: opening({
      incidentId: DIGEST_ID,
      monitorId: DIGEST_ID,
      monitorName: '10000 monitors',
      headline: '10000 monitors are down',
      digest: { total: 10_000, headlines: ['first-shop is down: timeout', 'second-shop is down'] },
    }),
    reads: [/10000 monitors are down/, /first-shop is down/, /second-shop is down/],
  },
  notice: {
    message: opening({ kind: 'NOTICE', headline: 'the certificate of shop expires in 7 days' }),
    reads: [/expires in 7 days/],
  },
  test: { message: testMessage(opening().startedAtMs, 'https://upwatch.example'), reads: [/this is a test/i] },
  late: {
    message: opening(),
    context: { late: { byMs: 3_600_000, nowTrue: 'It is still down now.' } },
    reads: [/It is still down now/],
  },
  whole: { message: recovery(), context: { tellsWholeStory: true }, reads: [/You were not told when it began/] },
};

/** Everything that comes from outside is one text. */
export function alertOf(text: string, change: Partial<AlertMessage> = {}): AlertMessage {
  return opening({
    monitorName: text,
    headline: `${text} is down`,
    target: text,
    regions: [`near ${text}`],
    failure: { ...failure('status.unexpected'), message: text },
    ...change,
  });
}

/** Registers the tests of one channel. */
export function testChannel(channel: AnyChannel, fixture: ChannelFixture, naughty: readonly string[]): void {
  for (const [story, told] of Object.entries(STORIES) as [Story, Told][]) testStory(channel, fixture, story, told);
  testTemplate(channel, fixture);
  testTexts(channel, fixture, naughty);
  testSettings(channel, fixture);
  testRequests(channel, fixture);
  if (fixture.protocol !== 'http') return;
  testStatuses(channel, fixture);
  testFaults(channel, fixture);
  testSecrets(channel, fixture);
}

function testStory(channel: AnyChannel, fixture: ChannelFixture, story: Story, told: Told): void {
  test(`${channel.type}: ${story} arrives, and again exactly alike`, async () => {
    const reads = fixture.silentIn?.[story] === undefined ? told.reads : [];
    const once = async (): Promise<readonly string[]> => {
      await using provider = await startProvider(channel, fixture);
      const context = { ...provider.context, ...told.context };
      const outcome = await send({ channel, config: provider.config, message: told.message, context });
      assert.equal(outcome.type, 'sent', JSON.stringify(outcome));
      assert.deepEqual(outcome.troubles, []);
      const text = provider.texts().join('\n');
      for (const pattern of reads) assert.match(text, pattern);
      assert.ok(!/undefined|\[object Object\]|\bNaN\b/.test(text), text);
      return provider.comparable().map((one) => one.replaceAll(/127\.0\.0\.1:\d+/g, 'provider'));
    };
    const first = await once();
    assert.ok(first.length > 0);
    assert.deepEqual(await once(), first, 'an attempt again is known as the same by its provider');
  });
}

function testTemplate(channel: AnyChannel, fixture: ChannelFixture): void {
  test(`${channel.type}: a template's words arrive in the place of the usual ones`, async () => {
    await using provider = await startProvider(channel, fixture);
    const template = { title: 'own title of {{ name }}', body: 'own words\nand {{ statusCode }} more' };
    const config = { ...provider.config, template };
    const outcome = await send({ channel, config, message: opening(), context: provider.context });
    assert.equal(outcome.type, 'sent', JSON.stringify(outcome));
    const text = provider.texts().join('\n');
    for (const pattern of [/own title of shop/, /own words/, /and 503 more/]) assert.match(text, pattern);
  });
}

function testTexts(channel: AnyChannel, fixture: ChannelFixture, naughty: readonly string[]): void {
  const skip = naughty.length > 0 ? false : 'the case files are not beside the checkout';
  test(`${channel.type}: no name adds a header, a field or a request of its own (A08)`, { skip }, async () => {
    await using shapes = await startShapes(channel, fixture);
    const usual = await shapes.of(alertOf('plain'));
    for (const text of naughty) {
      const shape = await shapes.of(alertOf(text));
      assert.deepEqual(shape.heads, usual.heads, JSON.stringify(text));
      for (const place of shape.places) assert.ok(usual.places.has(place), `${JSON.stringify(text)} makes ${place}`);
    }
  });

  test(`${channel.type}: texts of any length arrive within the provider's limits (A10)`, async () => {
    await using shapes = await startShapes(channel, fixture);
    for (const unit of ['a', '😀', '&<>*_`[', '\n']) {
      const long = unit.repeat(20_000);
      const headlines = Array.from({ length: 50 }, (_, index) => `${index} ${long.slice(0, 300)}`);
      const regions = Array.from({ length: 60 }, (_, index) => `region-${index}`);
      for (const message of [
        alertOf(long),
        alertOf(long, { regions }),
        alertOf(long, { digest: { total: 10_000, headlines } }),
        { ...recovery(), headline: long, monitorName: long, target: long },
      ]) {
        const late = { byMs: 3_600_000, nowTrue: 'It is still down now.' };
        await shapes.of(message, { late });
      }
    }
  });
}

function testSettings(channel: AnyChannel, fixture: ChannelFixture): void {
  test(`${channel.type}: settings are strict, and what is shown of them holds no secret`, () => {
    const config = configOf(channel, fixture, 'http://127.0.0.1:9');
    assert.doesNotMatch(JSON.stringify(channel.display(channel.config.parse(config))), CANARY);
    const { error } = channel.config.safeParse({ ...config, 'not-a-setting': 'canary' });
    assert.ok(error && !CANARY.test(JSON.stringify(error.issues)), 'an unknown setting is refused');
    for (const [field, value] of Object.entries(config).filter(([name]) => name !== 'channelType')) {
      const result = channel.config.safeParse({ ...config, [field]: { wrong: value } });
      if (typeof value === 'string')
        assert.equal(String(result.error?.issues[0]?.path[0]), field, `${field} of a wrong type is refused`);
      assert.doesNotMatch(JSON.stringify(result.error?.issues ?? []), CANARY);
    }
    for (const field of channel.secretFields.filter((name) => !name.includes('.')))
      assert.ok(field in config || fixture.without?.includes(field), `the fixture gives the secret ${field}`);
  });
}

/** `canary` as it is and inside base64, whatever stands before it. */
const CANARY = /canary|Y2FuYXJ5|NhbmFye|jYW5hcn/i;

const ACT_TOKEN = 'AQEaction-link_canary-0123456789abcdef';

function testRequests(channel: AnyChannel, fixture: ChannelFixture): void {
  test(`${channel.type}: of what was sent the words are kept, and no secret and no link that acts`, async () => {
    await using provider = await startProvider(channel, fixture);
    const actions = [{ label: 'Acknowledge', url: `https://upwatch.example/act/${ACT_TOKEN}` }];
    const context = { ...provider.context, actions };
    const { request } = await send({ channel, config: provider.config, message: opening(), context });
    assert.ok(request, 'nothing of the request is kept');
    const text = JSON.stringify(request);
    assert.doesNotMatch(text, CANARY);
    assert.ok(!text.replaceAll('\\', '').includes(ACT_TOKEN), text);
    assert.match(request.method, /^(POST|PUT|PATCH|GET|MAIL)$/);
    assert.equal(new URL(request.url).hostname, '127.0.0.1');
    if (request.method !== 'GET') assert.match(request.body, /shop|certificate/);
  });
}

function testSecrets(channel: AnyChannel, fixture: HttpFixture): void {
  test(`${channel.type}: a provider that repeats what it was sent gets no secret into our records`, async () => {
    for (const status of [200, 400, 500]) {
      await using sink = await startHttpSink((request) => ({ status, body: `you sent ${readable(request)}` }));
      const outcome = await send({ channel, config: configOf(channel, fixture, sink.url), message: opening() });
      assert.doesNotMatch(JSON.stringify(outcome), CANARY, `status ${status}`);
    }
  });
}

const STATUS_OUTCOMES: readonly (readonly [SendOutcome['type'], readonly number[]])[] = [
  ['reject', [101, 102, 300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413, 415, 418, 422, 431, 451]],
  ['retry', [408, 425, 429, 500, 501, 502, 503, 504, 507, 511]],
];

function testStatuses(channel: AnyChannel, fixture: HttpFixture): void {
  test(`${channel.type}: what cannot get better is refused, what can is tried again (A01)`, async () => {
    for (const [usual, statuses] of STATUS_OUTCOMES)
      for (const status of statuses) {
        await using sink = await startAnswering(status, '');
        const outcome = await send({ channel, config: configOf(channel, fixture, sink.url), message: opening() });
        assert.equal(
          outcome.type,
          fixture.statuses?.[status]?.outcome ?? usual,
          `${status} ${JSON.stringify(outcome)}`,
        );
        assert.equal(outcome.statusCode, status);
      }
  });

  test(`${channel.type}: a provider that asks for time gets it (A02)`, async () => {
    if (fixture.statuses?.[429]) return;
    await using sink = await startHttpSink(() => ({ status: 429, headers: { 'retry-after': '7' } }));
    const outcome = await send({ channel, config: configOf(channel, fixture, sink.url), message: opening() });
    assert.equal(outcome.type === 'retry' && outcome.retryAfterMs, 7_000);
  });
}

function testFaults(channel: AnyChannel, fixture: HttpFixture): void {
  const sendTo = (url: string, abort = new AbortController()) =>
    send({ channel, config: configOf(channel, fixture, url), message: opening(), abort });

  test(`${channel.type}: a provider that hangs is left at the deadline, and tried again (A04)`, async () => {
    const abort = new AbortController();
    await using sink = await startRawSink(() => abort.abort());
    const outcome = await sendTo(sink.url, abort);
    assert.equal(outcome.type, 'retry', JSON.stringify(outcome));
    assert.deepEqual(outcome.troubles, [], 'the channel ends by itself');
    assert.match(outcome.type === 'retry' ? outcome.reason : '', /no answer before the deadline/);
  });

  test(`${channel.type}: a connection that breaks, or no HTTP at all, is tried again (A04)`, async () => {
    for (const text of ['', 'SSH-2.0-OpenSSH\r\n', '\0\u0001'.repeat(100)]) {
      await using sink = await startRawSink((socket) => (text === '' ? socket.resetAndDestroy() : socket.end(text)));
      const outcome = await sendTo(sink.url);
      assert.equal(outcome.type, 'retry', JSON.stringify(outcome));
    }
  });

  test(`${channel.type}: a body that means nothing, or has no end, is an outcome and no fault of ours (A04)`, async () => {
    for (const body of ['\0\u0001\ufffd', '<html>Welcome</html>', 'null', '[]', '{"a":', '7', 'x'.repeat(1024 * 1024)])
      for (const status of [200, 400, 500]) {
        await using sink = await startHttpSink(() => ({ status, body, headers: { 'content-type': 'text/html' } }));
        const outcome = await sendTo(sink.url);
        assert.deepEqual(outcome.troubles, [], `${status} ${body.slice(0, 20)}`);
        if (status === 400) assert.notEqual(outcome.type, 'sent');
        if (status === 500) assert.equal(outcome.type, 'retry');
        assert.ok(JSON.stringify(outcome).length < 8_000);
      }
  });

  test(`${channel.type}: a redirect is shown and not followed (A01)`, async () => {
    await using elsewhere = await startHttpSink(fixture.answer);
    const location = `${elsewhere.url}/new-place`;
    await using sink = await startHttpSink(() => ({ status: 307, headers: { location } }));
    const outcome = await sendTo(sink.url);
    assert.equal(outcome.type, 'reject');
    assert.match(outcome.type === 'reject' ? outcome.reason : '', /redirects are not followed/);
    assert.equal(elsewhere.received.length, 0);
  });
}

/** Answers as written, then ends: also with the informational statuses that no server of ours would send last. */
export function startAnswering(statusCode: number, body: string) {
  const upgrade = statusCode === 101 ? 'Upgrade: other\r\nConnection: Upgrade\r\n' : '';
  const head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? 'Unnamed'}\r\n${upgrade}`;
  const rest =
    statusCode < 200 || statusCode === 204
      ? '\r\n'
      : `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
  return startRawSink((socket) => socket.end(head + rest));
}
