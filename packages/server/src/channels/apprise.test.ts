import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apprise } from './apprise.ts';
import { opening, recovery } from './testing/alerts.ts';
import { deliver } from './testing/deliver.ts';

type Given = NonNullable<Parameters<typeof deliver>[2]>;
const send = (settings: object, given: Given = {}) =>
  deliver(apprise, (url) => ({ apiUrl: `${url}/base/`, ...settings }), { reply: { status: 200 }, ...given });
const faultsOf = (settings: object) =>
  apprise.config
    .safeParse({ channelType: 'apprise', apiUrl: 'http://a.example', ...settings })
    .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

test('a kept configuration is told by its key and tags', async () => {
  const { outcome, request, json } = await send({ configKey: 'ops', tags: 'oncall,chat' });
  assert.equal(outcome.type, 'sent');
  assert.deepEqual([request.method, request.path], ['POST', '/base/notify/ops']);
  assert.deepEqual(json, {
    title: 'DOWN: shop',
    body: json.body,
    type: 'failure',
    format: 'text',
    tag: 'oncall,chat',
  });
  assert.match(
    json.body,
    /^shop is down in local since 12:04: the certificate has expired\n\nWhy: The certificate has expired/,
  );
});

test('without one the services go along', async () => {
  const urls = 'mailto://me:canary@mail.example\n json://hook.example';
  const { request, json } = await send({ urls }, { message: recovery() });
  assert.equal(request.path, '/base/notify/');
  assert.deepEqual([json.urls, json.type], ['mailto://me:canary@mail.example json://hook.example', 'success']);
});

test('one of both is needed, and the fault names the field', () => {
  assert.match(faultsOf({})!.join(), /^configKey must be given, or urls instead of it$/);
  assert.match(faultsOf({ configKey: 'a', urls: 'json://b' })!.join(), /^urls must not be given together/);
  assert.match(faultsOf({ tags: 'a', urls: 'json://b' })!.join(), /^tags choose among the services of a configKey/);
  assert.match(faultsOf({ configKey: 'a/../b' })!.join(), /^configKey must be the key/);
  assert.match(faultsOf({ urls: 'canary' })!.join(), /^urls must be Apprise URLs/);
});

test('a 204 told nobody and is a failure; a 424 is sent again only where nobody is told twice by it', async () => {
  const outcomeFor = async (settings: object, status: number) => (await send(settings, { reply: { status } })).outcome;
  const nobody = await outcomeFor({ configKey: 'ops' }, 204);
  assert.match(nobody.type === 'reject' ? nobody.reason : '', /nothing is configured/);
  assert.equal((await outcomeFor({ urls: 'json://one.example' }, 424)).type, 'retry');
  assert.equal((await outcomeFor({ urls: 'json://one.example, json://two.example' }, 424)).type, 'reject');
  assert.equal((await outcomeFor({ configKey: 'ops' }, 424)).type, 'reject');
});

test('types follow how an alert is to be felt', async () => {
  const typeOf = async (message: Given['message']) => (await send({ configKey: 'a' }, { message: message! })).json.type;
  assert.equal(await typeOf(opening({ severity: 'DEGRADED' })), 'warning');
  assert.equal(await typeOf(opening({ kind: 'NOTICE' })), 'info');
});
