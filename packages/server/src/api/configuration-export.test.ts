import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readYaml } from '../settings/yaml-file.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const post = (api: TestApi, what: 'plan' | 'apply', document: object, more: object = {}) =>
  api.ask('POST', `/api/v1/configuration/${what}`, { document, ...more });
const hook = (name: string, url = 'https://hooks.example/secret') => ({
  name,
  config: { channelType: 'webhook', url },
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
/** By their slugs. */
const slugs = fc.uniqueArray(fc.constantFrom('eu-1', 'us-1', 'test', 'staging'), { maxLength: 3 });
/** Upper and lower case differ. */
const keys = fc.uniqueArray(fc.constantFrom('TOKEN', 'token', 'a b', '${K}', 'ß'), { maxLength: 4 });
const configuration = fc.record({
  environments: slugs,
  secrets: keys,
  pages: slugs,
  webhooks: fc.array(fc.constantFrom('https://a.example/x', 'https://a.example/X', 'https://b.example/${HOME}'), {
    maxLength: 4,
  }),
  tags: named,
  channels: named,
  monitors: fc.tuple(named, fc.array(fc.record(somewhat, { requiredKeys: [] }), { minLength: 4, maxLength: 4 })),
  groups: named,
  policies: named,
  windows: fc.array(fc.option(name, { nil: undefined }), { maxLength: 2 }),
  choice: fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 }),
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
  const environments = await all(
    'environments',
    drawn.environments.map((slug, i) => ({
      ...{ slug, name: 'the same name', isDefault: i === drawn.choice[10] },
      variables: { HOST: `${slug}.example`, $: '${HOME}' },
    })),
  );
  const secrets = await all(
    'secrets',
    drawn.secrets.map((key) => ({ key, value: `secret-of-${encodeURIComponent(key)}` })),
  );
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
      const [environmentId, vaultSecretId] = [some(environments, 8)[i], some(secrets, 9)[i]];
      const isNaming = environmentId !== undefined && drawn.secrets.includes('TOKEN');
      const config = {
        url: isNaming ? 'https://{{variables.HOST}}/{{secrets.TOKEN}}' : 'https://${HOST}.example/',
        method: 'GET',
        customHeaders: {
          'x-a': '$${A}',
          'x-b': isNaming ? '{{secrets.TOKEN}}' : 'b',
          ...(vaultSecretId === undefined && { authorization: 'Bearer x' }),
        },
      };
      return {
        ...{ name: one, type: 'HTTP', config, ...rest, environmentId: environmentId ?? null },
        ...(vaultSecretId !== undefined && { auth: authBy(i, vaultSecretId) }),
        ...(withTags && { tags: { tagIds: some(tags, 0) }, alertChannelIds: some(channels, 1) }),
      };
    }),
  );
  if (monitors.length > 1) await api.ask('PUT', `/api/v1/monitors/${monitors[0]}`, { dependsOn: [monitors[1]] });
  const groups = await all(
    'resource-groups',
    drawn.groups.map((one, i) => ({
      name: one,
      defaultAlertChannels: some(channels, 2),
      defaultEnvironmentId: environments[(drawn.choice[2] ?? 0) + i] ?? null,
    })),
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
  await makePages(create, drawn.pages, { monitors: some(monitors, 11), groups });
  const events = { subscribedEvents: ['incident.resolved', 'incident.created'] };
  const webhooks = await all(
    'webhooks',
    drawn.webhooks.map((url) => ({ url, ...events, description: 'of ${HOME}' })),
  );
  for (const id of some(webhooks, 11)) await api.ask('PUT', `/api/v1/webhooks/${id}`, { enabled: false });
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

function authBy(i: number, vaultSecretId: string): object {
  const type = ['bearer', 'header', 'api_key'][i % 3]!;
  return { type, vaultSecretId, ...(type !== 'bearer' && { headerName: 'X-Key' }) };
}

/** Components in a group, before it and behind it, in an order of their own. */
async function makePages(
  create: (path: string, body: object) => Promise<string>,
  slugs: readonly string[],
  { monitors, groups }: { readonly monitors: readonly string[]; readonly groups: readonly string[] },
): Promise<void> {
  for (const [i, slug] of slugs.entries()) {
    const branding = { theme: 'dark', hidePoweredBy: i > 0 };
    const page = await create('status-pages', { slug, name: 'Shop ${HOME}', branding, enabled: i !== 1 });
    const put = (body: object) => create(`status-pages/${page}/components`, body);
    await put({ name: 'first', type: 'STATIC', startDate: '2026-01-31' });
    const groupId = await create(`status-pages/${page}/groups`, { name: 'Europe', defaultOpen: i > 0 });
    for (const monitorId of monitors)
      await put({ name: 'shop', type: 'MONITOR', monitorId, groupId, displayOrder: 9 - i });
    await put({ name: 'before', type: 'STATIC', groupId, displayOrder: 0, showUptime: false });
    for (const resourceGroupId of groups)
      await put({ name: 'shop', type: 'GROUP', resourceGroupId, excludeFromOverall: true, description: 'all of it' });
    await create(`status-pages/${page}/groups`, { name: 'Europe', description: 'empty' });
  }
}

test('what is exported, written as YAML and planned again changes nothing, and has no secret in it', async () => {
  const property = fc.asyncProperty(configuration, async (drawn) => {
    await using api = await testApi();
    await make(api, drawn);
    const exported = await api.ask('GET', '/api/v1/configuration');
    const { document, secrets } = exported.body.data;
    const text = stringify(document);
    assert.ok(!text.includes('of-its-own') && !text.includes('Bearer x') && !text.includes('secret-of-'), text);
    const valueOf = ({ kind, name: of }: { readonly kind: string; readonly name: string }): string => {
      if (kind === 'secret') return `secret-of-${encodeURIComponent(of)}`;
      return kind === 'alertChannel' ? 'https://hooks.example/of-its-own' : 'Bearer x';
    };
    const env = Object.fromEntries(
      secrets.map((one: { variable: string; kind: string; name: string }) => [one.variable, valueOf(one)]),
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

test('what files of one project brought is exported as that project, and can be planned again', async () => {
  await using api = await testApi();
  const config = { url: 'https://shop.example/', method: 'GET' };
  await post(api, 'apply', { project: 'shop', monitors: [{ name: 'shop', type: 'HTTP', config }] });
  const { document } = (await api.ask('GET', '/api/v1/configuration')).body.data;
  assert.equal(document.project, 'shop');
  assert.equal((await post(api, 'plan', document)).body.data?.changes, 0);
  await post(api, 'apply', { project: 'other', tags: [{ name: 'live' }] });
  assert.ok(!('project' in (await api.ask('GET', '/api/v1/configuration')).body.data.document), 'of several, none');
});

test('of several projects each is exported by its name, alone, and changes nothing when it is planned again', async () => {
  await using api = await testApi();
  const http = (name: string, more: object = {}) => ({
    ...{ name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } },
    ...more,
  });
  const projects = {
    default: { tags: [{ name: 'live', color: '#059669' }], alertChannels: [hook('ops')] },
    shop: {
      environments: [{ slug: 'prod', name: 'Production', variables: { HOST: 'shop.example' } }],
      secrets: [{ key: 'TOKEN', value: 'secret-of-TOKEN' }],
      monitors: [
        http('shop', { tags: ['live'], alertChannels: ['ops'], environment: 'prod' }),
        http('till', { auth: { type: 'bearer', secret: 'TOKEN' }, dependsOn: ['shop'] }),
      ],
      webhooks: [{ name: 'chat', url: 'https://hooks.example/chat', subscribedEvents: ['incident.created'] }],
    },
    office: {
      monitors: [http('mail')],
      resourceGroups: [{ name: 'all', monitors: ['mail', 'shop'] }],
      statusPages: [{ slug: 'all', name: 'All', components: [{ name: 'All', resourceGroup: 'all' }] }],
      webhooks: [{ url: 'https://hooks.example/mail', subscribedEvents: ['incident.created'] }],
    },
  };
  for (const [project, document] of Object.entries(projects)) {
    const answer = await post(api, 'apply', { project, ...document });
    assert.equal(answer.status, 200, answer.text);
  }
  await api.ask('POST', '/api/v1/monitors', http('by hand'));
  for (const [project, declared] of Object.entries(projects)) {
    const { status, text, body } = await api.ask('GET', `/api/v1/configuration?project=${project}`);
    assert.equal(status, 200, text);
    const { project: named = 'default', ...sections } = body.data.document;
    assert.equal(named, project);
    const counts = (document: object) =>
      Object.entries(document)
        .map(([key, list]) => `${key} ${list.length}`)
        .sort();
    assert.deepEqual(counts(sections), counts(declared), text);
    const env = Object.fromEntries(
      body.data.secrets.map((one: { variable: string; kind: string }) => [
        one.variable,
        one.kind === 'secret' ? 'secret-of-TOKEN' : 'https://hooks.example/secret',
      ]),
    );
    const again = readYaml(stringify(body.data.document), 'export.yml', env).value as object;
    const planned = await post(api, 'plan', again, { prune: true });
    assert.deepEqual([planned.status, planned.body.data?.changes], [200, 0], planned.text);
  }
  const unknown = await api.ask('GET', '/api/v1/configuration?project=shoe');
  assert.equal(unknown.status, 400);
  assert.match(unknown.body.message, /^project must be one whose files .*\(.*default.*shop.*\), got "shoe"$/);
});
