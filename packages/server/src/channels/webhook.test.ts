import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contextFor, opening, recovery, STARTED_MS } from './testing/alerts.ts';
import { startHttpSink } from './testing/http-sink.ts';
import { sign, webhook, webhookBody } from './webhook.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const DOCUMENT = new URL('../../../../docs/channels/webhook.md', import.meta.url);

/** Takes the verification example out of the document, as a reader would. */
async function documentedVerify(): Promise<
  (headers: object, body: string, secret: string, nowSeconds: number) => boolean
> {
  const code = /```js\n(\/\/ verify\.mjs[\s\S]*?)```/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1];
  assert.ok(code, 'the document has no verification example');
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.verify;
}

test("the specification's example has the specification's signature", () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', body: '{"test": 2432232314}' };
  assert.equal(sign(SECRET, message), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a receiver that follows the document accepts what is sent and nothing else', async () => {
  const verify = await documentedVerify();
  for (const secret of [SECRET, 'correct horse battery staple']) {
    await using sink = await startHttpSink(() => ({ status: 204 }));
    const config = webhook.config.parse({ channelType: 'webhook', url: `${sink.url}/hook`, signingSecret: secret });
    assert.equal((await webhook.send(config, opening(), contextFor())).type, 'sent');
    const { headers, body } = sink.received[0]!;
    const now = Math.floor(contextFor().nowMs / 1_000);
    assert.equal(headers['webhook-id'], contextFor().key);
    assert.equal(headers['webhook-timestamp'], String(now));
    assert.equal(verify(headers, body, secret, now), true);
    assert.equal(verify(headers, body.replace('DOWN', 'down'), secret, now), false);
    assert.equal(verify(headers, body, `${secret.slice(0, -4)}AAAA`, now), false);
    assert.equal(verify({ ...headers, 'webhook-id': 'other' }, body, secret, now), false);
    assert.equal(verify(headers, body, secret, now + 301), false);
    assert.equal(verify({}, body, secret, now), false);
  }
});

test('the id is the key on every attempt, the timestamp is the attempt', async () => {
  await using sink = await startHttpSink(() => ({ status: 500 }));
  const config = webhook.config.parse({ channelType: 'webhook', url: sink.url, signingSecret: SECRET });
  await webhook.send(config, opening(), contextFor());
  await webhook.send(config, opening(), contextFor({ nowMs: STARTED_MS + 60_000 }));
  const [first, second] = sink.received;
  assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id']);
  assert.notEqual(first?.headers['webhook-timestamp'], second?.headers['webhook-timestamp']);
  assert.equal(first?.body, second?.body);
});

test('without a secret nothing is signed, and own headers go along', async () => {
  await using sink = await startHttpSink(() => ({ status: 200 }));
  const config = webhook.config.parse({
    channelType: 'webhook',
    url: sink.url,
    customHeaders: { Authorization: 'Bearer abc', 'X-Team': 'ops', 'X-None': null, 'User-Agent': 'ours' },
  });
  await webhook.send(config, opening(), contextFor());
  const { headers } = sink.received[0]!;
  assert.equal(headers['webhook-signature'], undefined);
  assert.equal(headers['authorization'], 'Bearer abc');
  assert.equal(headers['x-team'], 'ops');
  assert.equal(headers['x-none'], undefined);
  assert.equal(headers['user-agent'], 'ours');
});

test('the body is what the document shows', () => {
  const documented = /```json\n([\s\S]*?)```/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1];
  assert.deepEqual(JSON.parse(JSON.stringify(webhookBody(opening(), contextFor()))), JSON.parse(documented ?? ''));
});

test('a reminder says that it is one, and of which first message', () => {
  const about = (message = opening({ occasion: 'repeat', repeats: 2 })) => {
    const { type, data } = JSON.parse(JSON.stringify(webhookBody(message, contextFor({ openingKey: 'first' }))));
    return [type, data.kind, data.repeats, data.openingId];
  };
  assert.deepEqual(about(), ['incident.created', 'repeat', 2, 'first']);
  assert.deepEqual(about(opening({ occasion: 'escalation' })), ['incident.created', 'escalation', 0, 'first']);
  assert.deepEqual(about(recovery()), ['incident.resolved', 'resolution', 0, 'first']);
});

test('a recovery, a late and a merged message carry their facts', () => {
  const late = { byMs: 200_400, nowTrue: 'No incident of it is open now.' };
  const body = JSON.parse(JSON.stringify(webhookBody(recovery(), contextFor({ late, tellsWholeStory: true }))));
  assert.equal(body.type, 'incident.resolved');
  assert.deepEqual(body.data.late, { seconds: 200, nowTrue: late.nowTrue });
  assert.equal(body.data.tellsWholeStory, true);
  assert.equal(body.data.incident.durationSeconds, 725);
  assert.equal(body.data.incident.resolvedAt, '2026-11-21T12:16:12.000Z');
  const kinds = [opening({ kind: 'INCIDENT_REOPENED' }), opening({ kind: 'TEST' })].map(
    (message) => (webhookBody(message, contextFor()) as { type: string }).type,
  );
  assert.deepEqual(kinds, ['incident.reopened', 'test']);
});
