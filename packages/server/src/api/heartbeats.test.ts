import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi, type TestApi } from './testing/test-api.ts';

const NIGHTLY = { name: 'nightly', type: 'HEARTBEAT', config: { expectedInterval: 300, gracePeriod: 60 } };
const OPEN = { authorization: '' };

async function made(api: TestApi, more: object = {}): Promise<{ id: string; path: string }> {
  const answer = await api.ask('POST', '/api/v1/monitors', { ...NIGHTLY, ...more });
  assert.equal(answer.status, 201, answer.text);
  const { id, pingUrl } = answer.body.data;
  return { id, path: new URL(pingUrl).pathname };
}

const signalsOf = async (api: TestApi, id: string) =>
  (await api.ask('GET', `/api/v1/monitors/${id}/signals`)).body.data.map(
    ({ kind, runId, exitCode, payload }: Record<string, unknown>) => ({ kind, runId, exitCode, payload }),
  );

test('no log has the token that a job reports by', async () => {
  await using api = await testApi();
  const { path } = await made(api);
  const token = path.split('/').at(-1)!;
  const addresses = [path, `/api/v1/heartbeat/${token}/fail`, `/api/push/${token}?status=up`, `${path}/7/no-such-path`];
  for (const address of addresses) await api.ask('POST', address, undefined, OPEN);
  const log = api.log.join('');
  assert.ok(!log.includes(token), log);
  for (const shown of ['/heartbeat/…"', '/heartbeat/…/fail', '/api/push/…', '…/7/no'])
    assert.ok(log.includes(shown), shown);
});

test('a job reports with GET, POST or HEAD and no key; what it says is kept in order', async () => {
  await using api = await testApi();
  const { id, path } = await made(api);
  for (const [method, ending, body] of [
    ['POST', '/start?rid=run-1', undefined],
    ['GET', '/3?rid=run-1', undefined],
    ['POST', '/fail', 'disk full'],
    ['HEAD', '', undefined],
    ['POST', '/0', { rows: 12 }],
    ['POST', '/log', 'a line'],
  ] as const) {
    const answer = await api.ask(method, `${path}${ending}`, body, OPEN);
    assert.equal(answer.status, 200, `${method} ${ending}: ${answer.text}`);
    if (method !== 'HEAD') assert.deepEqual(answer.body, { ok: true });
  }
  const none = { runId: null, exitCode: null, payload: null };
  assert.deepEqual(await signalsOf(api, id), [
    { ...none, kind: 'log', payload: 'a line' },
    { ...none, kind: 'success', exitCode: 0, payload: '{"rows":12}' },
    { ...none, kind: 'success' },
    { ...none, kind: 'failure', payload: 'disk full' },
    { ...none, kind: 'failure', exitCode: 3, runId: 'run-1' },
    { ...none, kind: 'start', runId: 'run-1' },
  ]);
});

test('a log of any form and length up to a megabyte is taken, and its beginning kept', async () => {
  await using api = await testApi();
  const { id, path } = await made(api);
  const forms = [
    ['text/plain', 'x'.repeat(900_000)],
    ['application/json', '{not json'],
    ['application/x-www-form-urlencoded', 'a=1&b=2'],
    ['application/octet-stream', '\u0000\u0001'],
  ] as const;
  for (const [type, body] of forms) {
    const headers = { ...OPEN, 'content-type': type };
    const answer = await api.ask('POST', path, body, headers);
    assert.equal(answer.status, 200, `${type}: ${answer.text}`);
  }
  const signals = await signalsOf(api, id);
  assert.equal(signals.length, forms.length);
  assert.equal(signals.at(-1).payload.length, 4096);
});

test('an address that nobody has is 404 whatever is sent there, and nothing is kept of it', async () => {
  await using api = await testApi();
  for (const path of [
    '/api/v1/heartbeat/nobody',
    '/api/v1/heartbeat/nobody/start',
    '/compat/api/v1/heartbeat/nobody',
  ]) {
    const answer = await api.ask('GET', path, undefined, OPEN);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.body.code, 'NOT_FOUND');
  }
  const push = await api.ask('GET', '/api/push/nobody?status=up', undefined, OPEN);
  assert.equal(push.status, 404);
  assert.deepEqual(push.body, { ok: false, msg: 'Monitor not found or not active.' });
});

test('an ending that means nothing is refused, and says what would', async () => {
  await using api = await testApi();
  const { id, path } = await made(api);
  for (const ending of ['done', '256', '-1', '1.5']) {
    const answer = await api.ask('GET', `${path}/${ending}`, undefined, OPEN);
    assert.equal(answer.status, 400, ending);
    assert.match(answer.body.message, /^ending must be start, success, fail, log or an exit code/);
  }
  assert.deepEqual(await signalsOf(api, id), []);
});

test('a new address takes the place of the old one at once', async () => {
  await using api = await testApi();
  const { id, path } = await made(api);
  const rotated = await api.ask('POST', `/api/v1/monitors/${id}/rotate-token`);
  const newPath = new URL(rotated.body.data.pingUrl).pathname;
  assert.notEqual(newPath, path);
  assert.equal((await api.ask('GET', path, undefined, OPEN)).status, 404);
  assert.equal((await api.ask('GET', newPath, undefined, OPEN)).status, 200);
});

test('a job that was set up for another monitor keeps its address: the token may be given, once', async () => {
  await using api = await testApi();
  const { id } = await made(api, { pingToken: 'Kh5JTdOnZ3' });
  const pushed = await api.ask('GET', '/api/push/Kh5JTdOnZ3?status=down&msg=no%20space&ping=12', undefined, OPEN);
  assert.deepEqual(pushed.body, { ok: true });
  assert.deepEqual(await signalsOf(api, id), [{ kind: 'failure', runId: null, exitCode: null, payload: 'no space' }]);
  const second = await api.ask('POST', '/api/v1/monitors', { ...NIGHTLY, name: 'other', pingToken: 'Kh5JTdOnZ3' });
  assert.equal(second.status, 409);
  const { total } = await api.core.monitors.list({}, { page: 0, size: 10 });
  assert.equal(total, 1, 'nothing was made');
  const http = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const looked = await api.ask('POST', '/api/v1/monitors', { ...http, pingToken: 'Kh5JTdOnZ3x' });
  assert.equal(looked.status, 400);
  assert.match(looked.body.message, /^pingToken must be left out for a HTTP monitor/);
});

test('another token may be given later: jobs report by that one alone; one that is taken changes nothing', async () => {
  await using api = await testApi();
  const { id } = await made(api, { pingToken: 'Kh5JTdOnZ3' });
  await api.ask('POST', '/api/v1/monitors', { ...NIGHTLY, name: 'other', pingToken: 'OtherToken1' });
  const change = async (body: object) => (await api.ask('PUT', `/api/v1/monitors/${id}`, body)).status;
  const heard = async (token: string) => (await api.ask('GET', `/api/push/${token}`, undefined, OPEN)).status;
  assert.equal(await change({ pingToken: 'Kh5JTdOnZ3' }), 200, 'its own');
  assert.equal(await change({ pingToken: 'OtherToken1', name: 'renamed' }), 409);
  assert.equal((await api.core.monitors.get(id))!.name, NIGHTLY.name);
  assert.equal(await change({ pingToken: 'NewToken123' }), 200);
  assert.deepEqual([await heard('NewToken123'), await heard('Kh5JTdOnZ3')], [200, 404]);
  assert.equal(await change({ name: 'renamed', pingToken: null }), 200);
  assert.equal(await heard('NewToken123'), 200, 'what is left out stays');
});

test('a job goes by one sign that is missing and one that comes, and by its own interval, unless it says otherwise', async () => {
  await using api = await testApi();
  const { id } = await made(api);
  const { frequencySeconds, incidentPolicy, inherits } = (await api.ask('GET', `/api/v1/monitors/${id}`)).body.data;
  assert.equal(frequencySeconds, 300);
  assert.equal(incidentPolicy.triggerRules[0].count, 1);
  assert.equal(incidentPolicy.recovery.consecutiveSuccesses, 1);
  assert.deepEqual(inherits, ['regions', 'environmentId']);
});

test('settings are taken as they were answered', async () => {
  await using api = await testApi();
  for (const config of [{ expectedInterval: 60 }, { cron: '0 3 * * *' }]) {
    const made = await api.ask('POST', '/api/v1/monitors', { name: Object.keys(config)[0], type: 'HEARTBEAT', config });
    assert.equal(made.status, 201, made.text);
    const { id, config: answered } = made.body.data;
    const again = await api.ask('PUT', `/api/v1/monitors/${id}`, { config: answered });
    assert.deepEqual([again.status, again.body.data?.config], [200, answered], again.text);
  }
});

test('settings of a schedule are refused at their field', async () => {
  await using api = await testApi();
  for (const [config, says] of [
    [{}, /^config.expectedInterval must be there/],
    [{ cron: 'often' }, /^config.cron must be a cron expression/],
    [{ cron: '0 3 * * *', expectedInterval: 60 }, /^config.cron must be the only one of/],
    [{ onCalendar: 'Foo' }, /^config.onCalendar must be/],
    [{ expectedInterval: 60, timeZone: 'Europe/Berlin' }, /^config.timeZone must stand beside/],
    [{ cron: '0 3 * * *', timeZone: 'Mars/Base' }, /^config.timeZone must be an IANA time zone/],
  ] as const) {
    const answer = await api.ask('POST', '/api/v1/monitors', { ...NIGHTLY, config });
    assert.equal(answer.status, 400, JSON.stringify(config));
    assert.match(answer.body.message, says);
  }
});
