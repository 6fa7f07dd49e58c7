import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

const http = (name: string, more: object = {}) => ({
  ...{ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } },
  ...more,
});
const hook = (name: string, url = 'https://hooks.example/secret') => ({
  name,
  config: { channelType: 'webhook', url },
});

const post = (api: TestApi, what: 'plan' | 'apply', document: object, more: object = {}) =>
  api.ask('POST', `/api/v1/configuration/${what}`, { document, ...more });
// oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
const lines = (steps: readonly any[]): readonly string[] =>
  steps.map(({ type, kind, name }) => `${type} ${kind} ${name}`);

test('a plan says what would change and changes nothing; applied, it is done, and the engine hears of it', async () => {
  await using api = await testApi();
  const document = { alertChannels: [hook('ops')], monitors: [http('shop', { alertChannels: ['ops'], tags: ['eu'] })] };
  const planned = (await post(api, 'plan', document)).body.data;
  assert.deepEqual(lines(planned.steps), ['create alertChannel ops', 'create monitor shop']);
  assert.ok(!JSON.stringify(planned).includes('hooks.example'), 'a secret was shown');
  assert.deepEqual((await api.ask('GET', '/api/v1/monitors')).body.data, []);
  const applied = await post(api, 'apply', document, { fingerprint: planned.fingerprint });
  assert.equal(applied.status, 200, applied.text);
  assert.deepEqual(
    applied.body.data.steps.map((one: { failure: unknown }) => one.failure),
    [null, null],
  );
  const [monitor] = (await api.ask('GET', '/api/v1/monitors')).body.data;
  assert.deepEqual([monitor.name, monitor.managedBy, monitor.tags[0].name], ['shop', 'CLI', 'eu']);
  assert.equal((await post(api, 'plan', document)).body.data.changes, 0);
  const managed = (await api.ask('GET', '/api/v1/configuration/managed')).body.data;
  assert.deepEqual(lines(managed.map((one: object) => ({ type: 'has', ...one }))), [
    'has alertChannel ops',
    'has monitor shop',
  ]);
});

test('a plan that is no longer the one that was agreed to is not carried out', async () => {
  await using api = await testApi();
  const { fingerprint } = (await post(api, 'plan', { monitors: [http('shop')] })).body.data;
  const other = await post(api, 'apply', { monitors: [http('shop'), http('blog')] }, { fingerprint });
  assert.deepEqual([other.status, other.body.code], [409, 'CONFLICT']);
  assert.deepEqual((await api.ask('GET', '/api/v1/monitors')).body.data, []);
});

test('what is wrong with a document is said with its field, all at once', async () => {
  await using api = await testApi();
  const document = { monitors: [http('a', { dependsOn: ['nobody'], alertChannels: ['none'] })] };
  const { status, body } = await post(api, 'plan', document);
  assert.equal(status, 400);
  assert.deepEqual(
    body.errors.map(({ field }: { field: string }) => field),
    ['monitors[0].alertChannels[0]', 'monitors[0].dependsOn[0]'],
  );
});

test('what is refused of one resource is said of it, what needs it is left, and the rest is done', async () => {
  await using api = await testApi();
  const token = 'a-token-of-its-own';
  const job = (name: string) => ({
    name,
    type: 'HEARTBEAT',
    config: { expectedInterval: 60, gracePeriod: 60 },
    pingToken: token,
  });
  const document = { monitors: [job('one'), job('two'), http('after', { dependsOn: ['two'] }), http('shop')] };
  const { steps, remaining } = (await post(api, 'apply', document)).body.data;
  const failures = steps.filter(({ failure }: { failure: unknown }) => failure !== null);
  assert.equal(failures.length, 2, JSON.stringify(steps));
  assert.match(failures[0].failure, /token/);
  assert.match(failures[1].failure, /needs monitor "two"/);
  assert.equal(remaining, 0);
  const names = (await api.ask('GET', '/api/v1/monitors')).body.data.map(({ name }: { name: string }) => name);
  assert.deepEqual(names.sort(), ['one', 'shop', 'two']);
});

test('so many steps at a time come to the same', async () => {
  await using api = await testApi();
  const monitors = ['a', 'b', 'c', 'd', 'e'].map((name) => http(name));
  const left: number[] = [];
  for (let remaining = 1; remaining > 0; left.push(remaining))
    remaining = (await post(api, 'apply', { monitors }, { stepsMax: 2 })).body.data.remaining;
  assert.deepEqual(left, [3, 1, 0]);
  assert.equal((await post(api, 'plan', { monitors })).body.data.changes, 0);
});

test('most of what a file brought is deleted only where that is said; another project prunes its own alone', async () => {
  await using api = await testApi();
  const monitors = ['a', 'b', 'c', 'd', 'e'].map((name) => http(name));
  await post(api, 'apply', { monitors });
  const other = { project: 'other', monitors: [http('x')] };
  await post(api, 'apply', other, { prune: true });
  assert.equal((await api.ask('GET', '/api/v1/monitors')).body.totalElements, 6);
  const refused = await post(api, 'apply', { monitors: [] }, { prune: true });
  assert.deepEqual([refused.status, refused.body.code], [409, 'CONFLICT']);
  assert.match(refused.body.message, /5 of 5 of kind monitor would be deleted/);
  await post(api, 'apply', { monitors: [] }, { prune: true, allowMassDelete: true });
  assert.equal((await api.ask('GET', '/api/v1/monitors')).body.totalElements, 1);
  const taken = await post(api, 'plan', { monitors: [http('x')] });
  assert.match(taken.body.message, /must not be what another project brought: "x" is of project "other"/);
});
