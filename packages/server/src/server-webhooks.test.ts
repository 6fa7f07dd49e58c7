/** Webhooks over loopback: events arrive signed, one by one, and again after a failure with the same id. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { sign } from './channels/webhook.ts';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { type ScriptedTarget, scriptedTarget } from './testing/loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';

async function server(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'upwatch-webhooks-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' };
  const running = await startServer(loadSettings({ flags: { dataDir, port: '0' }, env }), {
    log: pino({ level: 'silent' }),
  });
  t.after(() => running.close());
  return async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${running.url}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return text === '' ? undefined : JSON.parse(text).data;
  };
}

const make = (name: string, target: ScriptedTarget): object => ({
  name,
  type: 'HTTP',
  frequencySeconds: 1,
  config: { url: target.url, method: 'GET', retry: { attemptsMax: 1 } },
});

function signaturesOf({ headers, body }: ScriptedTarget['requests'][number], secrets: readonly string[]): string {
  const message = { id: String(headers['webhook-id']), timestamp: String(headers['webhook-timestamp']), body };
  return secrets.map((secret) => sign(secret, message)).join(' ');
}

test('a monitor that is made and an incident of it are posted, signed with both secrets after a rotation', async (t) => {
  const [target, hook] = [await scriptedTarget(t), await scriptedTarget(t)];
  const call = await server(t);
  const first = await call('POST', '/webhooks/signing-secret/rotate');
  const second = await call('POST', '/webhooks/signing-secret/rotate');
  const subscribedEvents = ['monitor.created', 'incident.created'];
  const { id } = await call('POST', '/webhooks', { url: `${hook.url}/in`, subscribedEvents });
  target.statusCode = 503;
  const monitor = await call('POST', '/monitors', make('shop', target));
  await hook.requested(2);
  const events = hook.requests.map(({ body }) => JSON.parse(body));
  assert.deepEqual(
    events.map(({ type }) => type),
    subscribedEvents,
  );
  assert.deepEqual([events[0].data.monitorId, events[0].data.name], [monitor.id, 'shop']);
  assert.deepEqual([events[1].data.monitorId, events[1].data.severity], [monitor.id, 'DOWN']);
  assert.match(events[1].data.startedAt, /^\d{4}-\d\d-\d\dT.*Z$/);
  for (const request of hook.requests)
    assert.equal(request.headers['webhook-signature'], signaturesOf(request, [second, first]));
  const deliveries = await call('GET', `/webhooks/${id}/deliveries`);
  assert.ok(deliveries.some((one: { eventType: string }) => one.eventType === 'monitor.created'));
});

test('what is not taken is posted again with the same id, and many events are never put together', async (t) => {
  const [target, hook] = [await scriptedTarget(t), await scriptedTarget(t)];
  const call = await server(t);
  const { id } = await call('POST', '/webhooks', { url: hook.url, subscribedEvents: ['monitor.created'] });
  hook.statusCode = 500;
  await call('POST', '/monitors', make('first', target));
  await hook.requested(1);
  hook.statusCode = 204;
  for (let number = 0; number < 12; number++) await call('POST', '/monitors', make(`many ${number}`, target));
  await hook.requested(14);
  const ids = hook.requests.map(({ headers }) => headers['webhook-id']);
  assert.equal(new Set(ids).size, 13);
  const names = new Set(hook.requests.map(({ body }) => JSON.parse(body).data.name));
  assert.equal(names.size, 13);
  assert.equal(ids.filter((one) => one === ids[0]).length, 2);
  const tested = await call('POST', `/webhooks/${id}/test`, { eventType: 'incident.created' });
  assert.deepEqual([tested.success, tested.statusCode], [true, 204]);
  assert.equal(JSON.parse(hook.requests.at(-1)!.body).type, 'incident.created');
});
