/** Secrets on their way to a target, over loopback: used at once when they change, and shown nowhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { scriptedTarget } from './testing/loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';

async function server(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'upwatch-secrets-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' };
  const running = await startServer(loadSettings({ flags: { dataDir, port: '0' }, env }), {
    log: pino({ level: 'silent' }),
  });
  t.after(() => running.close());
  return async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${running.url}/api/v1${path}`, sent);
    const text = await response.text();
    assert.ok(response.ok, text);
    return { text, data: text === '' ? undefined : JSON.parse(text).data };
  };
}

test('a changed secret and a changed variable are used at once, and what the target repeats of them is masked', async (t) => {
  const target = await scriptedTarget(t);
  const call = await server(t);
  const { data: secret } = await call('POST', '/secrets', { key: 'TOKEN', value: 'first-secret' });
  const environment = { name: 'Prod', slug: 'prod', isDefault: true };
  await call('POST', '/environments', { ...environment, variables: { BASE: target.url, PATH: 'one' } });
  // Hours between two looks: whatever is seen soon was looked at because something changed.
  const { data: monitor } = await call('POST', '/monitors', {
    name: 'shop',
    type: 'HTTP',
    frequencySeconds: 40_000,
    config: { url: '{{variables.BASE}}/{{env.PATH}}?t={{secrets.TOKEN}}', method: 'GET', retry: { attemptsMax: 1 } },
    auth: { type: 'bearer', vaultSecretId: secret.id },
  });
  await target.requested(1);
  assert.equal(target.requests[0]!.url, '/one?t=first-secret');
  assert.equal(target.requests[0]!.headers.authorization, 'Bearer first-secret');

  await call('PUT', '/secrets/TOKEN', { value: 'second-secret' });
  await target.requested(2);
  assert.equal(target.requests[1]!.url, '/one?t=second-secret');
  assert.equal(target.requests[1]!.headers.authorization, 'Bearer second-secret');

  await call('PUT', '/environments/prod', { variables: { BASE: target.url, PATH: 'two' } });
  await target.requested(3);
  assert.equal(target.requests[2]!.url, '/two?t=second-secret');

  target.statusCode = 500;
  target.body = JSON.stringify({ you: 'sent second-secret' });
  const { text } = await call('POST', `/monitors/${monitor.id}/test`);
  assert.equal(target.requests.at(-1)!.url, '/two?t=second-secret');
  assert.ok(text.includes('sent ••••'), text);
  assert.ok(!text.includes('second-secret'), text);
});

test('a change that a monitor has nothing to do with does not have it looked at', async (t) => {
  const target = await scriptedTarget(t);
  const call = await server(t);
  await call('POST', '/secrets', { key: 'TOKEN', value: 'first' });
  const config = { url: `${target.url}/?t={{secrets.TOKEN}}`, method: 'GET' };
  await call('POST', '/monitors', { name: 'shop', type: 'HTTP', frequencySeconds: 40_000, config });
  await target.requested(1);
  await call('POST', '/secrets', { key: 'OTHER', value: 'x' });
  await call('PUT', '/secrets/OTHER', { value: 'y' });
  await call('POST', '/vaults/rotate');
  await call('PUT', '/secrets/TOKEN', { value: 'second' });
  await target.requested(2);
  assert.deepEqual(
    target.requests.map(({ url }) => url),
    ['/?t=first', '/?t=second'],
  );
});

test('an assertion is judged with the secret that it names, and what comes of it shows none', async (t) => {
  const target = await scriptedTarget(t);
  const call = await server(t);
  await call('POST', '/secrets', { key: 'TOKEN', value: 'first-secret' });
  const assertions = [{ config: { type: 'body_contains', substring: '{{secrets.TOKEN}}' } }];
  const config = { url: target.url, method: 'GET', retry: { attemptsMax: 1 } };
  target.body = 'it is first-secret';
  const { data: monitor } = await call('POST', '/monitors', {
    ...{ name: 'shop', type: 'HTTP', frequencySeconds: 40_000, config, assertions },
  });
  const looked = async () => call('POST', `/monitors/${monitor.id}/test`);
  const good = await looked();
  assert.equal(good.data.passed, true, good.text);
  await call('PUT', '/secrets/TOKEN', { value: 'second-secret' });
  const bad = await looked();
  assert.equal(bad.data.passed, false, bad.text);
  assert.ok(bad.text.includes('••••') && !bad.text.includes('second-secret'), bad.text);
});
