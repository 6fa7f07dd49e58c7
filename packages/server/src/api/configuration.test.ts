import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readYaml } from '../settings/yaml-file.ts';
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

const name = fc.string({
  unit: fc.constantFrom('a', 'B', 'ß', ' x', '-', '${HOME}', '$', '#', ': '),
  minLength: 1,
  maxLength: 4,
});
const named = fc.uniqueArray(name, {
  selector: (one) => one.normalize('NFKC').toLowerCase(),
  minLength: 0,
  maxLength: 4,
});
const somewhat = { frequencySeconds: fc.integer({ min: 30, max: 600 }), enabled: fc.boolean(), withTags: fc.boolean() };
const configuration = fc.record({
  tags: named,
  channels: named,
  monitors: fc.tuple(named, fc.array(fc.record(somewhat, { requiredKeys: [] }), { minLength: 4, maxLength: 4 })),
  groups: named,
  policies: named,
  windows: fc.array(fc.option(name, { nil: undefined }), { maxLength: 2 }),
  choice: fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }),
});

/** Makes it all through the API, and gives the secrets back, by what they are of. */
async function make(
  api: TestApi,
  drawn: typeof configuration extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await api.ask('POST', `/api/v1/${path}`, body);
    // A name of blanks alone, and the like, is refused: then there is one thing less.
    return answer.status === 201 ? answer.body.data.id : '';
  };
  const all = async (path: string, bodies: readonly object[]): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (const body of bodies) ids.push(await create(path, body));
    return ids.filter((id) => id !== '');
  };
  const some = (ids: readonly string[], n: number): readonly string[] => ids.slice(0, drawn.choice[n]);
  const tags = await all(
    'tags',
    drawn.tags.map((one, i) => ({ name: one, color: `#00000${i}` })),
  );
  const channels = await all(
    'alert-channels',
    drawn.channels.map((one) => hook(one, 'https://hooks.example/of-its-own')),
  );
  const [names, settings] = drawn.monitors;
  const monitors = await all(
    'monitors',
    names.map((one, i) => {
      const { withTags, ...rest } = settings[i]!;
      const config = {
        url: 'https://${HOST}.example/',
        method: 'GET',
        customHeaders: { authorization: 'Bearer x', 'x-a': '$${A}' },
      };
      return {
        ...{ name: one, type: 'HTTP', config, ...rest },
        ...(withTags && { tags: { tagIds: some(tags, 0) }, alertChannelIds: some(channels, 1) }),
      };
    }),
  );
  if (monitors.length > 1) await api.ask('PUT', `/api/v1/monitors/${monitors[0]}`, { dependsOn: [monitors[1]] });
  const groups = await all(
    'resource-groups',
    drawn.groups.map((one) => ({ name: one, defaultAlertChannels: some(channels, 2) })),
  );
  for (const group of groups)
    for (const memberId of some(monitors, 3))
      await create(`resource-groups/${group}/members`, { memberType: 'monitor', memberId });
  if (channels.length > 0) {
    const escalation = {
      steps: [{ delayMinutes: 0, channelIds: channels, repeatIntervalSeconds: 60 }],
      onResolve: 'silent',
    };
    const rules = some(monitors, 4).length > 0 ? [{ type: 'monitor_id_in', monitorIds: some(monitors, 4) }] : [];
    const ofGroups = some(groups, 5).length > 0 ? [{ type: 'resource_group_id_in', values: some(groups, 5) }] : [];
    const quietHours = { timeZone: 'Europe/Berlin', from: '22:00', to: '06:00' };
    const policies = await all(
      'notification-policies',
      drawn.policies.map((one, priority) => ({
        name: one,
        matchRules: [...rules, ...ofGroups],
        escalation,
        priority,
        quietHours,
      })),
    );
    const [policy] = policies;
    if (policy && drawn.groups[0])
      await api.ask('PUT', `/api/v1/resource-groups/${groups[0]}`, { name: drawn.groups[0], alertPolicyId: policy });
  }
  const times = { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-01T01:00:00Z', timeZone: 'Europe/Berlin' };
  await all(
    'maintenance-windows',
    drawn.windows.map((one) => ({
      ...times,
      ...(one !== undefined && { name: one }),
      monitorIds: some(monitors, 6),
      tagIds: some(tags, 7),
    })),
  );
}

test('what is exported, written as YAML and planned again changes nothing, and has no secret in it', async () => {
  const property = fc.asyncProperty(configuration, async (drawn) => {
    await using api = await testApi();
    await make(api, drawn);
    const exported = await api.ask('GET', '/api/v1/configuration');
    const { document, secrets } = exported.body.data;
    const text = stringify(document);
    assert.ok(!text.includes('of-its-own') && !text.includes('Bearer x'), text);
    const env = Object.fromEntries(
      secrets.map(({ variable, kind }: { variable: string; kind: string }) => [
        variable,
        kind === 'alertChannel' ? 'https://hooks.example/of-its-own' : 'Bearer x',
      ]),
    );
    const planned = await post(api, 'plan', readYaml(text, 'export.yml', env).value as object);
    assert.equal(planned.status, 200, planned.text + text);
    assert.deepEqual(
      planned.body.data.steps.filter((one: { type: string }) => one.type !== 'unchanged'),
      [],
    );
  });
  await fc.assert(property, { numRuns: 25, endOnFailure: false });
});
