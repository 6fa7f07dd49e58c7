import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { verifyWebhook, WebhookError, type WebhookHeaders, type WebhookRefusal } from './webhook.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** The example of the Standard Webhooks specification. */
const BODY = '{"test": 2432232314}';
const HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const AT = { nowMs: 1_614_265_330_000 };

async function refused(reason: WebhookRefusal, headers: WebhookHeaders, body = BODY, nowMs = AT.nowMs): Promise<void> {
  await assert.rejects(
    verifyWebhook(body, headers, SECRET, { nowMs }),
    (error) => error instanceof WebhookError && error.reason === reason && !error.message.includes(SECRET.slice(6)),
  );
}

test("the specification's example is taken, as text and as bytes, with headers of every kind", async () => {
  const expected = { test: 2_432_232_314 };
  const bytes = new TextEncoder().encode(BODY);
  for (const payload of [BODY, bytes, bytes.buffer, Buffer.from(BODY)])
    assert.deepEqual(await verifyWebhook(payload, HEADERS, SECRET, AT), expected);
  const loud = Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name.toUpperCase(), [value]]));
  for (const headers of [new Headers(HEADERS), loud])
    assert.deepEqual(await verifyWebhook(BODY, headers, SECRET, AT), expected);
});

test('a changed body, id, time or signature is refused', async () => {
  await refused('signature', HEADERS, BODY.replace('2', '3'));
  await refused('signature', { ...HEADERS, 'webhook-id': 'msg_other' });
  await refused('signature', { ...HEADERS, 'webhook-timestamp': '1614265331' });
  await refused('signature', { ...HEADERS, 'webhook-signature': 'v1,AAhM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' });
  await refused('signature', { ...HEADERS, 'webhook-signature': 'v1,g0hM' });
});

test('one that is too old or too far ahead is refused, and the edge is within', async () => {
  for (const seconds of [-300, 300]) {
    const { test: value } = (await verifyWebhook(BODY, HEADERS, SECRET, {
      nowMs: AT.nowMs + seconds * 1_000,
    })) as never;
    assert.equal(value, 2_432_232_314);
  }
  for (const seconds of [-301, 301]) await refused('timestamp', HEADERS, BODY, AT.nowMs + seconds * 1_000);
  await refused('timestamp', HEADERS, BODY, Number.NaN);
});

test('one good signature among several is enough, those of other versions do not count', async () => {
  const good = HEADERS['webhook-signature'];
  for (const signatures of [`v1,AAAA ${good}`, `${good} v1,!!!`, `v2,xyz v1a,abc ${good}`])
    await verifyWebhook(BODY, { ...HEADERS, 'webhook-signature': signatures }, SECRET, AT);
  await refused('malformed_header', { ...HEADERS, 'webhook-signature': good.replace('v1', 'v2') });
  await refused('malformed_header', { ...HEADERS, 'webhook-signature': `${'v1,AAAA '.repeat(20)}${good}` });
});

test('while a secret is changed either one is taken', async () => {
  await verifyWebhook(BODY, HEADERS, ['another secret', SECRET], AT);
  await assert.rejects(verifyWebhook(BODY, HEADERS, ['another secret'], AT), { reason: 'signature' });
});

test('a secret that is not base64 is its own text', async () => {
  const secret = 'correct horse battery staple';
  const signature = createHmac('sha256', secret).update(`a.1614265330.${BODY}`).digest('base64');
  const headers = { ...HEADERS, 'webhook-id': 'a', 'webhook-signature': `v1,${signature}` };
  await verifyWebhook(BODY, headers, secret, AT);
});

test('a header that is missing or makes no sense is named', async () => {
  for (const name of Object.keys(HEADERS)) await refused('missing_header', { ...HEADERS, [name]: undefined });
  for (const timestamp of ['now', '-1', '1614265330.5', ' 1614265330'])
    await refused('malformed_header', { ...HEADERS, 'webhook-timestamp': timestamp });
});

test('an argument that cannot be is named, and a secret is never shown', async () => {
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    [{ test: 1 }, SECRET, 'payload must be the body as a text or as bytes, before it is parsed, got an object'],
    [BODY, undefined, 'secret must be a text, or several, got "undefined"'],
    [BODY, '', 'secret must be a text that is not empty'],
    [BODY, 'whsec_****', 'secret must hold base64 after whsec_'],
  ];
  for (const [payload, secret, message] of cases)
    await assert.rejects(verifyWebhook(payload as string, HEADERS, secret as string, AT), {
      name: 'TypeError',
      message,
    });
});

test('a body that is signed and not JSON is refused', async () => {
  const signature = createHmac('sha256', 'x').update('a.1614265330.hello').digest('base64');
  const headers = { ...HEADERS, 'webhook-id': 'a', 'webhook-signature': `v1,${signature}` };
  await assert.rejects(verifyWebhook('hello', headers, 'x', AT), { reason: 'payload' });
});
