import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

interface Step {
  readonly type: string;
  readonly kind: string;
  readonly name: string;
  readonly changes: readonly { readonly path: string; readonly from?: unknown; readonly to?: unknown }[];
  readonly failure?: string | null;
}

const http = (name: string, more: object = {}) => ({
  ...{ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } },
  ...more,
});

function rig(api: TestApi) {
  const post = (what: 'plan' | 'apply', document: object, more: object = {}) =>
    api.ask('POST', `/api/v1/configuration/${what}`, { document, ...more });
  const plan = async (document: object, more: object = {}): Promise<readonly Step[]> => {
    const answer = await post('plan', document, more);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data.steps.filter(({ type }: Step) => type !== 'unchanged');
  };
  return {
    post,
    plan,
    /** All of it, after which there is nothing left to do. */
    apply: async (document: object, more: object = {}) => {
      const answer = await post('apply', document, more);
      assert.equal(answer.status, 200, answer.text);
      const steps = answer.body.data.steps as readonly Step[];
      assert.deepEqual(
        steps.flatMap(({ failure }) => failure ?? []),
        [],
      );
      assert.deepEqual(await plan(document, more), []);
      return steps.map(({ type, kind, name }) => `${type} ${kind} ${name}`);
    },
    get: async (path: string) => (await api.ask('GET', `/api/v1/${path}`)).body.data,
  };
}

const EVERYTHING = {
  environments: [
    { slug: 'prod', name: 'Production', isDefault: true, variables: { HOST: 'shop.example' } },
    { slug: 'test', name: 'Test', variables: { HOST: 'test.example' } },
  ],
  secrets: [
    { key: 'TOKEN', value: 'hush-1' },
    { key: 'token', value: 'hush-2' },
  ],
  monitors: [
    http('shop', {
      config: {
        url: 'https://{{variables.HOST}}/health',
        method: 'GET',
        customHeaders: { 'x-key': '{{secrets.TOKEN}}' },
      },
      auth: { type: 'bearer', secret: 'token' },
      assertions: [{ config: { type: 'body_contains', substring: 'v {{secrets.TOKEN}}' }, severity: 'fail' }],
    }),
    http('test', { environment: 'test', auth: { type: 'api_key', headerName: 'X-Key', secret: 'TOKEN' } }),
  ],
  resourceGroups: [{ name: 'all', monitors: ['shop', 'test'] }],
  statusPages: [
    {
      ...{ slug: 'shop', name: 'Shop', branding: { theme: 'dark' }, maintenanceMode: 'AUTOMATIC' },
      components: [
        { name: 'Website', monitor: 'shop' },
        { group: 'Inside', defaultOpen: false, components: [{ name: 'All', resourceGroup: 'all' }, { name: 'Desk' }] },
        { name: 'Phone', showUptime: false, excludeFromOverall: true, startDate: '2026-01-31' },
      ],
    },
  ],
  webhooks: [{ name: 'chat', url: 'https://hooks.example/x', subscribedEvents: ['incident.created'] }],
};

test('every section is made on an empty server in one go, and exported as it was declared', async () => {
  await using api = await testApi();
  const { apply, get } = rig(api);
  const steps = await apply(EVERYTHING);
  assert.deepEqual(
    [...new Set(steps.map((line) => line.split(' ')[1]))],
    [...['environment', 'secret', 'monitor', 'resourceGroup', 'statusPage', 'webhook']],
  );
  const { document, secrets } = await get('configuration');
  assert.deepEqual(document.environments, EVERYTHING.environments);
  assert.deepEqual(document.statusPages, EVERYTHING.statusPages);
  assert.deepEqual(
    document.monitors.map((one: { environment?: string; auth: object }) => [one.environment, one.auth]),
    [
      [undefined, { type: 'bearer', secret: 'token' }],
      ['test', { type: 'api_key', headerName: 'X-Key', secret: 'TOKEN' }],
    ],
  );
  assert.deepEqual(document.secrets, [
    { key: 'TOKEN', value: '${SECRET_SECRET_TOKEN_VALUE}' },
    { key: 'token', value: '${SECRET_SECRET_TOKEN_VALUE_2}' },
  ]);
  assert.equal(secrets.length, 2);
  const [shop] = await get('monitors?search=shop');
  assert.equal(shop.auth.type, 'bearer');
});

test('pruned, all of it goes, each before what it names', async () => {
  await using api = await testApi();
  const { apply, post, get } = rig(api);
  await apply(EVERYTHING);
  const answer = await post('apply', { monitors: [] }, { prune: true, allowMassDelete: true });
  const steps = answer.body.data.steps as readonly Step[];
  assert.deepEqual(
    steps.map(({ kind, failure }) => [kind, failure]),
    [
      'webhook',
      'statusPage',
      'resourceGroup',
      'monitor',
      'monitor',
      'secret',
      'secret',
      'environment',
      'environment',
    ].map((kind) => [kind, null]),
  );
  assert.deepEqual((await get('configuration')).document, {});
});

test('another secret is a change that shows neither the old value nor the new one', async () => {
  await using api = await testApi();
  const { apply, plan, post } = rig(api);
  await apply(EVERYTHING);
  const next = { ...EVERYTHING, secrets: [{ key: 'TOKEN', value: 'hush-3' }, EVERYTHING.secrets[1]!] };
  const planned = await plan(next);
  assert.deepEqual(
    planned.map(({ type, name, changes }) => [type, name, changes]),
    [['update', 'TOKEN', [{ path: 'value', from: '••••••••', to: '••••••••', isSecret: true }]]],
  );
  const made = await post('plan', { project: 'other', secrets: [{ key: 'NEW', value: 'hush-4' }] });
  assert.deepEqual(made.body.data.steps[0].changes, [{ path: 'value', to: '••••••••', isSecret: true }]);
  assert.ok(!/hush/.test(JSON.stringify(planned) + made.text));
  assert.deepEqual(await apply(next), ['update secret TOKEN']);
});

const REFUSED: readonly (readonly [what: string, change: object, field: string, message: RegExp])[] = [
  [
    'a secret that is not there',
    { monitors: [http('a', { auth: { type: 'bearer', secret: 'NONE' } })] },
    'monitors[0].auth.secret',
    /must be the name of a secret, got "NONE"/,
  ],
  [
    'a secret in settings that is not there',
    { monitors: [http('a', { config: { url: 'https://a/{{secrets.NONE}}', method: 'GET' } })] },
    'monitors[0].config.url',
    /must be the name of a secret, got "NONE"/,
  ],
  [
    'a secret in an assertion that is not there',
    { monitors: [http('a', { assertions: [{ config: { type: 'body_contains', substring: '{{secrets.NONE}}' } }] })] },
    'monitors[0].assertions[0].config.substring',
    /must be the name of a secret, got "NONE"/,
  ],
  [
    'an environment that is not there',
    { monitors: [http('a', { environment: 'moon' })] },
    'monitors[0].environment',
    /must be the name of an environment, got "moon"/,
  ],
  [
    'a variable that its environment does not have',
    {
      environments: [{ slug: 'prod', name: 'Production', variables: { B: 'x' } }],
      monitors: [http('a', { environment: 'prod', config: { url: 'https://{{variables.A}}/', method: 'GET' } })],
    },
    'monitors[0].config.url',
    /config\.url must name a variable of environment "Production" \(B\), got \{\{variables\.A\}\}/,
  ],
  [
    'a secret that its field does not take',
    {
      secrets: [{ key: 'URL', value: 'no hush address' }],
      monitors: [http('a', { config: { url: '{{secrets.URL}}', method: 'GET' } })],
    },
    'monitors[0].config.url',
    /config\.url must be something else than the value of \{\{secrets\.URL\}\}/,
  ],
  [
    'a secret that is no login',
    {
      secrets: [{ key: 'LOGIN', value: 'hush' }],
      monitors: [http('a', { auth: { type: 'basic', secret: 'LOGIN' } })],
    },
    'monitors[0].auth',
    /auth must name a secret of the form user:password/,
  ],
  [
    'the same secret twice',
    {
      secrets: [
        { key: 'A', value: 'hush' },
        { key: 'A', value: 'hush' },
      ],
    },
    'secrets[1].key',
    /secrets\[1\]\.key must differ from secrets\[0\]\.key, got "A" twice/,
  ],
  [
    'a component of two things',
    {
      monitors: [http('a')],
      statusPages: [
        {
          slug: 'shop',
          name: 'S',
          components: [{ group: 'G', components: [{ name: 'c', monitor: 'a', resourceGroup: 'g' }] }],
        },
      ],
    },
    'statusPages[0].components[0].components[0].resourceGroup',
    /must not stand beside monitor "a", got "g"/,
  ],
  [
    'a component of a monitor that is not there',
    {
      statusPages: [
        { slug: 'shop', name: 'S', components: [{ group: 'G', components: [{ name: 'c', monitor: 'b' }] }] },
      ],
    },
    'statusPages[0].components[0].components[0].monitor',
    /must be the name of a monitor, got "b"/,
  ],
];

for (const [what, document, field, message] of REFUSED) {
  test(`${what} is refused with its place, and no secret is repeated`, async () => {
    await using api = await testApi();
    const { status, body, text } = await rig(api).post('plan', document);
    assert.deepEqual([status, body.errors?.[0]?.field], [400, field], text);
    assert.match(body.errors[0].message, message);
    assert.ok(!/hush/.test(text), text);
  });
}

test('a monitor that the file does not speak of must go on fitting what it names', async () => {
  await using api = await testApi();
  const { apply, post } = rig(api);
  await apply({ secrets: [{ key: 'LOGIN', value: 'ann:hush' }] });
  await apply({ project: 'other', monitors: [http('theirs', { auth: { type: 'basic', secret: 'LOGIN' } })] });
  const { status, body } = await post('plan', { secrets: [{ key: 'LOGIN', value: 'hush' }] });
  assert.deepEqual([status, body.errors?.[0]?.field], [400, 'secrets[0]']);
  assert.match(body.errors[0].message, /must fit monitor "theirs": auth must name a secret of the form user:password/);
});

test('a variable goes together with the monitors that named it, and the default moves, in one go', async () => {
  await using api = await testApi();
  const { apply } = rig(api);
  const naming = (text: string) => [http('shop', { config: { url: `https://${text}/`, method: 'GET' } })];
  await apply({
    environments: [{ slug: 'prod', name: 'Production', isDefault: true, variables: { OLD: 'old.example', B: 'b' } }],
    monitors: naming('{{variables.OLD}}'),
  });
  await apply({
    environments: [{ slug: 'prod', name: 'Production', isDefault: true, variables: { NEW: 'new.example' } }],
    monitors: naming('{{variables.NEW}}'),
  });
  await apply({
    environments: [
      { slug: 'prod', name: 'Production', variables: { NEW: 'new.example' } },
      { slug: 'live', name: 'Live', isDefault: true, variables: { NEW: 'live.example' } },
    ],
    monitors: naming('{{variables.NEW}}'),
  });
});

test('what stands on a page is put in order, and stays the component that it was', async () => {
  await using api = await testApi();
  const { apply, get } = rig(api);
  await apply(EVERYTHING);
  const [page] = await get('status-pages');
  const idsOf = async () => {
    const all = (await get(`status-pages/${page.id}/components`)) as readonly { id: string; name: string }[];
    return new Map(all.map(({ id, name }) => [name, id]));
  };
  const before = await idsOf();
  const [whole] = EVERYTHING.statusPages;
  const components = [
    { group: 'Inside', components: [{ name: 'Desk' }, { name: 'Site', monitor: 'shop' }] },
    { name: 'All', resourceGroup: 'all' },
    { name: 'New' },
  ];
  await apply({ ...EVERYTHING, statusPages: [{ ...whole, name: 'The shop', components }] });
  const after = await idsOf();
  assert.deepEqual([...after.keys()].sort(), ['All', 'Desk', 'New', 'Site']);
  assert.deepEqual(
    [after.get('Desk'), after.get('All'), after.get('Site')],
    [before.get('Desk'), before.get('All'), before.get('Website')],
  );
  assert.equal((await get('status-pages'))[0].id, page.id);
});

test('a webhook with a name keeps its record when its address changes; one that is switched off stays so', async () => {
  await using api = await testApi();
  const { apply, get } = rig(api);
  const chat = { name: 'chat', url: 'https://hooks.example/x', subscribedEvents: ['incident.created'] };
  await apply({ webhooks: [{ ...chat, description: 'all of it' }] });
  const [first] = await get('webhooks');
  await api.ask('PUT', `/api/v1/webhooks/${first.id}`, { enabled: false });
  const next = { ...chat, url: 'https://hooks.example/y' };
  assert.deepEqual(await apply({ webhooks: [next] }), ['update webhook chat']);
  const [second, ...others] = await get('webhooks');
  assert.deepEqual([second.id, second.url, second.enabled, others.length], [first.id, next.url, false, 0]);
  await apply({ webhooks: [{ ...next, enabled: true }] });
  assert.equal((await get('webhooks'))[0].enabled, true);
});

test('a webhook is its address: another name, or another project, makes no second one that is told the same', async () => {
  await using api = await testApi();
  const { apply, post, get } = rig(api);
  const url = 'https://hooks.example/x';
  const events = { subscribedEvents: ['incident.created'] };
  await api.ask('POST', '/api/v1/webhooks', { url, ...events });
  const [byHand] = await get('webhooks');
  // Made by hand before: it is taken over, as one of the same name is of any other kind.
  assert.deepEqual(await apply({ project: 'shop', webhooks: [{ name: 'chat', url, ...events }] }), []);
  for (const name of [undefined, 'chat', 'talk']) {
    const { status, body } = await post('plan', { project: 'office', webhooks: [{ name, url, ...events }] });
    assert.deepEqual([status, body.errors?.[0]?.field], [400, 'webhooks[0].url'], name ?? 'no name');
    assert.equal(
      body.errors[0].message,
      `webhooks[0].url must not be what another project brought: "${url}" is of project "shop"`,
    );
  }
  // Its own project calls it otherwise, and then moves it.
  assert.deepEqual(await apply({ project: 'shop', webhooks: [{ name: 'talk', url, ...events }] }, { prune: true }), []);
  const moved = { name: 'talk', url: 'https://hooks.example/y', ...events };
  assert.deepEqual(await apply({ project: 'shop', webhooks: [moved] }), ['update webhook talk']);
  assert.deepEqual(
    (await get('webhooks')).map((one: { id: string; url: string }) => [one.id, one.url]),
    [[byHand.id, moved.url]],
  );
  // The address that it has left is free.
  await apply({ project: 'office', webhooks: [{ url, ...events }] });
  // Two of one file may have the same address: whoever wrote both wants both.
  const twice = [moved, { ...moved, name: 'twin' }];
  assert.deepEqual(await apply({ project: 'shop', webhooks: twice }), ['create webhook twin']);
  assert.equal((await get('webhooks')).length, 3);
});
