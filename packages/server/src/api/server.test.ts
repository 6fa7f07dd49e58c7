import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposition } from './metrics/exposition.ts';
import { assertWellFormed } from './testing/exposition-grammar.ts';
import { openIncidentOf } from './testing/walk-operations.ts';
import { testApi } from './testing/test-api.ts';

const OPEN = { authorization: '' };

test('health touches nothing: it answers when everything else fails', async () => {
  await using api = await testApi();
  const fail = async () => {
    throw new Error('gone');
  };
  Object.assign(api.core, { health: fail });
  api.engine.stats = fail;
  assert.deepEqual((await api.ask('GET', '/health', undefined, OPEN)).body, { status: 'ok' });
  const ready = await api.ask('GET', '/ready', undefined, OPEN);
  assert.equal(ready.status, 503);
  assert.equal(ready.body.status, 'unhealthy');
  const { core_store, engine, history, dispatcher } = ready.body.checks;
  assert.deepEqual(
    [core_store.status, engine.status, history.status, dispatcher.status],
    ['error', 'error', 'ok', 'ok'],
  );
  assert.ok(!ready.text.includes('gone'));
});

test('HEAD asks for health and readiness too: the status, and no body', async () => {
  await using api = await testApi();
  for (const path of ['/health', '/ready']) {
    const { status, text, headers } = await api.ask('HEAD', path, undefined, OPEN);
    assert.deepEqual([status, text], [200, '']);
    assert.match(String(headers['content-type']), /^application\/json/);
    assert.equal((await api.ask('POST', path, undefined, OPEN)).headers['allow'], 'GET, HEAD');
  }
  Object.assign(api.core, { health: async () => ({ isWritable: false }) });
  assert.equal((await api.ask('HEAD', '/ready', undefined, OPEN)).status, 503);
  assert.equal((await api.ask('HEAD', '/api/v1/monitors')).status, 405, 'where HEAD would run the GET');
});

test('ready names each dependency and how long it took', async () => {
  await using api = await testApi();
  const { status, body } = await api.ask('GET', '/ready', undefined, OPEN);
  assert.equal(status, 200);
  assert.equal(body.status, 'healthy');
  assert.equal(body.version, '0.1.0');
  for (const check of Object.values<{ status: string; response_time_ms: number }>(body.checks)) {
    assert.equal(check.status, 'ok');
    assert.equal(typeof check.response_time_ms, 'number');
  }
});

test('an alert that nobody sends makes the server not ready', async () => {
  await using api = await testApi();
  const { deliveryId } = await openIncidentOf(api);
  await api.core.outbox.retry(deliveryId, api.nowMs());
  assert.equal((await api.ask('GET', '/ready')).status, 200);
  api.pass(600_000);
  const ready = await api.ask('GET', '/ready');
  assert.equal(ready.status, 503);
  assert.match(ready.body.checks.dispatcher.message, /^an alert has been due for \d+ s$/);
});

test('metrics are well-formed, and hold nothing of a single monitor without a key', async () => {
  await using api = await testApi();
  const { monitorId } = await openIncidentOf(api);
  api.engine.verdicts.set(monitorId, 'down');
  const open = await api.ask('GET', '/metrics', undefined, OPEN);
  assert.equal(open.status, 200);
  assert.equal(open.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  assertWellFormed(open.text);
  assert.ok(!open.text.includes(monitorId) && !open.text.includes('shop.example'));
  assert.match(open.text, /^upwatch_monitors\{status="down"\} 1$/m);
  assert.match(open.text, /^upwatch_incidents_open 1$/m);
  assert.match(open.text, /^upwatch_outbox\{status="failed"\} 1$/m);
  assert.match(open.text, /^upwatch_look_lateness_seconds 0\.002$/m);
  assert.match(open.text, /^upwatch_loop_delay_seconds\{thread="server"\} 0\.012$/m);
  const detailed = await api.ask('GET', '/metrics');
  assertWellFormed(detailed.text);
  assert.match(detailed.text, new RegExp(`^upwatch_monitor_up\\{monitor="down [^"]+",id="${monitorId}"\\} 0$`, 'm'));
  assert.ok(!detailed.text.includes('shop.example'));
  assert.equal((await api.ask('GET', '/metrics', undefined, { authorization: 'Bearer no' })).status, 401);
});

test('whatever a label holds, a metric stays one line', () => {
  const samples = [{ value: Number.NaN, labels: { name: 'a"b\\c\nd' } }];
  const text = exposition([{ name: 'x_info', help: 'One\ntwo.', type: 'gauge', samples }]);
  assert.equal(text, '# HELP x_info One\\ntwo.\n# TYPE x_info gauge\nx_info{name="a\\"b\\\\c\\nd"} NaN\n');
});

test('health that goes well says nothing in the log', async () => {
  await using api = await testApi();
  for (const url of ['/health', '/ready', '/metrics']) await api.ask('GET', url);
  assert.equal(api.log.length, 0);
  await api.ask('GET', '/api/v1/tags?search=canary-2');
  assert.equal(api.log.length, 1);
  const line = JSON.parse(api.log[0]!);
  assert.deepEqual(
    { method: line.method, path: line.path, status: line.status, by: line.by },
    { method: 'GET', path: '/api/v1/tags', status: 400, by: 'test' },
  );
  assert.ok(!api.log[0]!.includes('canary-2'));
});

test('where a person watches, reads that go well are for debugging; changes and refusals are told', async () => {
  await using api = await testApi({ config: { readsLoggedAt: 'debug' } });
  await api.ask('GET', '/api/v1/tags');
  assert.deepEqual(api.log, []);
  await api.ask('POST', '/api/v1/tags', { name: 'web' });
  await api.ask('GET', '/api/v1/tags/nope');
  assert.deepEqual(
    api.log.map((line) => (JSON.parse(line) as { method: string }).method),
    ['POST', 'GET'],
  );
});
