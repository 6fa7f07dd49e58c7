/** What becomes of a list of targets, and of the targets when their monitors change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import type { CoreStore } from '../../stores/port.ts';
import { newMonitor } from '../../stores/testing/samples.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import { recordLooks } from '../testing/recorded-looks.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { ask } from './testing/ask.ts';

const targetsNamed = (count: number, prefix = 'target') =>
  Array.from({ length: count }, (_, index) => ({
    title: `${prefix} ${index}`,
    endpoint: `http://127.0.0.1:1/${index}`,
  }));

const titlesOf = async (api: TestApi): Promise<string[]> => {
  // A look at what was not looked at yet has no part in this.
  const { body } = await ask(api, 'GET', '/status');
  return body.data.targets.map(({ title }: { title: string }) => title);
};

async function recordDown(api: TestApi, id: string): Promise<void> {
  const { key } = (await api.core.monitors.get(id))!;
  const down = {
    monitorId: id,
    slotMs: api.nowMs(),
    failure: failure('status.unexpected'),
    facts: { statusCode: 503 },
  };
  recordLooks(api.history, key, [observationOf(down)]);
}

test('credentials in an endpoint become the login of its monitor and are shown nowhere', async () => {
  await using api = await testApi();
  const bare = { title: 't1', endpoint: 'http://127.0.0.1:1/other' };
  const secret = { title: 't1', endpoint: 'http://user:SECRET@127.0.0.1:1/x?key=K' };
  await ask(api, 'POST', '/status', { targets: [bare] });
  const made = await ask(api, 'POST', '/status', { targets: [secret] });
  assert.equal(made.status, 201, made.text);
  const shown = 'http://127.0.0.1:1/x?key=K';
  assert.equal(made.body.data.targets[0].endpoint, shown);
  const status = await ask(api, 'GET', '/status');
  assert.equal(status.body.data.endpoint, shown);
  const monitors = await api.core.monitors.all();
  assert.deepEqual(monitors.map(({ name }) => name).toSorted(), ['t1', 't1 (2)']);
  const { config } = monitors.find(({ name }) => name === 't1 (2)')!;
  assert.deepEqual(config['auth'], { type: 'basic', username: 'user', password: 'SECRET' });
  const note = JSON.stringify(await api.core.settings.get('simple.targets'));
  for (const text of [made.text, status.text, note, api.log.join('')]) assert.doesNotMatch(text, /SECRET|user:/);

  await ask(api, 'POST', '/status', { targets: [{ ...secret, endpoint: secret.endpoint.replace('SECRET', 'NEW') }] });
  const changed = await api.core.monitors.all();
  assert.equal(changed.length, 2, 'other credentials make no other target');
  assert.match(JSON.stringify(changed), /NEW/);
});

for (const endpoint of [
  'ftp://user:SECRET@h/',
  'http://user:SECRET@h:0/',
  `http://user:SECRET@h/${'x'.repeat(9000)}`,
]) {
  test(`${endpoint.slice(0, 40)} is refused without repeating its password`, async () => {
    await using api = await testApi();
    const { status, text } = await ask(api, 'POST', '/status', { targets: [{ title: 'x', endpoint }] });
    assert.equal(status, 400);
    assert.doesNotMatch(text + api.log.join(''), /SECRET/);
  });
}

test('an endpoint is shown as its client wrote it; another spelling of it is no other target', async () => {
  await using api = await testApi();
  await ask(api, 'POST', '/status', { targets: [{ title: 'a', endpoint: 'http://LOCALHOST:80' }] });
  assert.equal((await ask(api, 'GET', '/status')).body.data.endpoint, 'http://LOCALHOST:80');
  await ask(api, 'POST', '/status', { targets: [{ title: 'a', endpoint: 'http://localhost/' }] });
  const { data } = (await ask(api, 'GET', '/status')).body;
  assert.deepEqual([data.endpoint, data.targets.length], ['http://localhost/', 1]);
});

test('names are found for titles that the store does not tell apart, also ones taken meanwhile', async () => {
  await using api = await testApi();
  const [a, b, c] = ['1', '2', '3'].map((path) => `http://127.0.0.1:1/${path}`);
  const changeMany = api.core.monitors.changeMany.bind(api.core.monitors);
  let isFirst = true;
  const overtaken: CoreStore['monitors']['changeMany'] = async (...given) => {
    if (isFirst) {
      isFirst = false;
      await api.core.monitors.create(newMonitor(1, { name: 'ＣＡＦÉ' }), [], { name: 'test' });
    }
    return changeMany(...given);
  };
  Object.assign(api.core.monitors, { changeMany: overtaken });
  const titles = ['café', 'cafe\u0301', 'Café'];
  const targets = [a, b, c].map((endpoint, index) => ({ title: titles[index], endpoint }));
  const { status, text } = await ask(api, 'POST', '/status', { targets });
  assert.equal(status, 201, text);
  assert.deepEqual(await titlesOf(api), titles);
  assert.equal((await api.core.monitors.all()).length, 4);
});

test('a long list is taken over in lots, and other work goes on between them', async () => {
  await using api = await testApi();
  const changeMany = api.core.monitors.changeMany.bind(api.core.monitors);
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const lots: { readonly size: number; readonly turn: number }[] = [];
  Object.assign(api.core.monitors, {
    changeMany: async (...given: Parameters<typeof changeMany>) => {
      lots.push({ size: given[0].length, turn: turns });
      return changeMany(...given);
    },
  });
  try {
    assert.equal((await ask(api, 'POST', '/status', { targets: targetsNamed(170) })).status, 201);
  } finally {
    clearImmediate(next);
  }
  assert.deepEqual(
    lots.map(({ size }) => size),
    [50, 50, 50, 20],
  );
  assert.equal(new Set(lots.map(({ turn }) => turn)).size, lots.length);
});

test('what was taken over before a crash is listed, and the list sent again doubles nothing', async () => {
  await using api = await testApi();
  const targets = targetsNamed(120);
  const { monitors, settings } = api.core;
  const changeMany = monitors.changeMany.bind(monitors);
  const set = settings.set.bind(settings);
  let lots = 0;
  const fail = async () => {
    throw new Error('the process ended here');
  };
  Object.assign(settings, { set: fail });
  Object.assign(monitors, {
    changeMany: async (...given: Parameters<typeof changeMany>) => (++lots === 2 ? fail() : changeMany(...given)),
  });
  assert.equal((await ask(api, 'POST', '/status', { targets })).status, 500);
  Object.assign(settings, { set });
  Object.assign(monitors, { changeMany });
  const kept = (await monitors.all()).length;
  assert.ok(kept > 0 && kept < targets.length, `${kept} were kept`);
  assert.equal((await titlesOf(api)).length, kept);
  assert.equal((await ask(api, 'POST', '/status', { targets })).status, 201);
  assert.equal((await monitors.all()).length, targets.length);
  assert.deepEqual(
    await titlesOf(api),
    targets.map(({ title }) => title),
  );
});

test('of two lists that are sent at once, each target is there, and once', async () => {
  await using api = await testApi();
  const both = targetsNamed(60);
  const lists = ['first', 'second'].map((prefix) => [...both, ...targetsNamed(60, prefix)]);
  const answers = await Promise.all(lists.map(async (targets) => ask(api, 'POST', '/status', { targets })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  );
  const wanted = new Set(lists.flat().map(({ title }) => title));
  assert.equal((await api.core.monitors.all()).length, wanted.size);
  assert.deepEqual((await titlesOf(api)).toSorted(), [...wanted].toSorted());
});

test('a target is shown as its monitor is watched now', async () => {
  await using api = await testApi();
  const [first, second] = targetsNamed(2);
  const { targets } = (await ask(api, 'POST', '/status', { targets: [first, second] })).body.data;
  const { id } = targets[0];
  await recordDown(api, targets[1].id);
  const { body: monitor } = await api.ask('GET', `/api/v1/monitors/${id}`);
  const config = { ...monitor.data.config, url: 'http://127.0.0.1:2/new' };
  const assertions = [{ config: { type: 'status_code', expected: '418', operator: 'equals' }, severity: 'fail' }];
  const put = await api.ask('PUT', `/api/v1/monitors/${id}`, { config, assertions });
  assert.equal(put.status, 200, put.text);
  const state = (await ask(api, 'GET', '/status')).body.data.targets[0];
  assert.deepEqual(
    [state.title, state.endpoint, state.expected_response],
    [first!.title, 'http://127.0.0.1:2/new', 418],
  );
  assert.equal((await api.ask('DELETE', `/api/v1/monitors/${id}`)).status, 204);
  assert.deepEqual(await titlesOf(api), [second!.title]);
});

test('a paused target is neither up nor down, is not looked at, and is watched again when it is sent again', async () => {
  await using api = await testApi();
  const [target] = targetsNamed(1);
  const { id } = (await ask(api, 'POST', '/status', { targets: [target] })).body.data.targets[0];
  const pause = async () => api.core.monitors.update(id, (now) => ({ ...now, isEnabled: false }), [], { name: 'test' });
  await pause();
  const unseen = (await ask(api, 'GET', '/status')).body;
  assert.deepEqual([unseen.data.is_up, unseen.data.is_down, unseen.message], [false, false, 'target 0 is paused.']);
  assert.equal(api.engine.looks.length, 0);
  await recordDown(api, id);
  const { data } = (await ask(api, 'GET', '/status')).body;
  assert.deepEqual([data.is_up, data.is_down, data.actual_response], [false, false, 503]);
  await ask(api, 'POST', '/status', { targets: [target] });
  assert.equal((await ask(api, 'GET', '/status')).body.data.is_down, true);
});
