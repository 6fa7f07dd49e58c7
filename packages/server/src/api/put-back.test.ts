/** What GET gives, PUT takes, however the thing came to be: also one whose rules would be refused by now. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

const HTTP = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const IDLE_TRIGGER = {
  type: 'consecutive_failures',
  count: 2,
  scope: 'per_region',
  severity: 'down',
  windowMinutes: 5,
};
const IDLE_POLICY = {
  triggerRules: [IDLE_TRIGGER],
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 5 },
};
const IDLE_RULES = [
  { type: 'severity_gte', value: 'DOWN', regions: ['eu'] },
  { type: 'incident_status', value: 'TRIGGERED' },
  { type: 'service_id_in', values: ['github'] },
];

type Fields = Readonly<Record<string, unknown>>;

/** Of a monitor's policy what can be set. */
function settingsOf({ triggerRules, confirmation, recovery, flapping }: Fields): Fields {
  return { triggerRules, confirmation, recovery, flapping };
}

/** Asks for a thing, and for a change to what it is: of its fields those that the document has in a change. */
async function putBack(api: TestApi, template: string, path: string): Promise<{ before: Fields; answer: Fields }> {
  const { paths, components } = (await api.ask('GET', '/openapi.json', undefined, { authorization: '' })).body;
  const { schema } = paths[template].put.requestBody.content['application/json'];
  const body = schema.$ref ? components.schemas[schema.$ref.split('/').at(-1)] : schema;
  const got = await api.ask('GET', path);
  assert.equal(got.status, 200, `${path}: ${got.text}`);
  const before: Fields = got.body.data ?? got.body;
  const known = Object.entries(before)
    // The contract shows a monitor's tags as a list, and takes their ids and names apart.
    .filter(([name]) => Object.hasOwn(body.properties, name) && name !== 'tags')
    .map(([name, value]) => [name, name === 'incidentPolicy' ? settingsOf(value as Fields) : value]);
  assert.ok(known.length > 1, `${template} knows little of ${Object.keys(before).join()}`);
  const put = await api.ask('PUT', path, Object.fromEntries(known));
  assert.equal(put.status, 200, `${path} ${put.text} for ${JSON.stringify(Object.fromEntries(known))}`);
  return { before, answer: put.body.data ?? put.body };
}

const AT = '/api/v1';

async function made(api: TestApi, path: string, body: object): Promise<string> {
  const answer = await api.ask('POST', path, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.data.id;
}

/** Each kind of thing, made by the contract's clients where those may say more. */
const MADE: Readonly<Record<string, (api: TestApi) => Promise<string>>> = {
  '/monitors/{id}': (api) => made(api, `/compat${AT}/monitors`, { ...HTTP, name: 'shop', incidentPolicy: IDLE_POLICY }),
  '/notification-policies/{id}': async (api) => {
    const config = { channelType: 'webhook', url: 'https://h.example/x' };
    const channelIds = [await made(api, `${AT}/alert-channels`, { name: 'hook', config })];
    const escalation = { steps: [{ delayMinutes: 0, channelIds }] };
    return made(api, `/compat${AT}/notification-policies`, { name: 'idle', matchRules: IDLE_RULES, escalation });
  },
  '/maintenance-windows/{id}': (api) => {
    const times = { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-01T01:00:00Z' };
    return made(api, `/compat${AT}/maintenance-windows`, { ...times, monitorId: null, repeatRule: 'FREQ=WEEKLY' });
  },
  '/resource-groups/{id}': (api) => made(api, `${AT}/resource-groups`, { name: 'edge' }),
  '/tags/{id}': (api) => made(api, `${AT}/tags`, { name: 'red', color: '#ff0000' }),
  '/webhooks/{id}': (api) =>
    made(api, `${AT}/webhooks`, { url: 'https://h.example/', subscribedEvents: ['incident.created'] }),
  '/status-pages/{id}': (api) => made(api, `${AT}/status-pages`, { name: 'Status', slug: 'status' }),
};

for (const [template, make] of Object.entries(MADE)) {
  test(`${template}: what GET gives, PUT takes, and nothing is changed by it`, async () => {
    await using api = await testApi();
    const id = await make(api);
    const { before, answer } = await putBack(api, AT + template, AT + template.replace('{id}', id));
    const counted = { generation: 0, updatedAt: '' };
    assert.deepEqual({ ...answer, ...counted }, { ...before, ...counted });
  });
}

test("a monitor's policy goes back as it came, and another rule that says nothing is refused by its place", async () => {
  await using api = await testApi();
  const id = await MADE['/monitors/{id}']!(api);
  const path = `${AT}/monitors/${id}/policy`;
  const { answer } = await putBack(api, `${AT}/monitors/{monitorId}/policy`, path);
  assert.deepEqual((answer['triggerRules'] as Fields[])[0]!['windowMinutes'], 5);
  const triggerRules = [IDLE_TRIGGER, { ...IDLE_TRIGGER, count: 3 }];
  const refused = await api.ask('PUT', path, { ...IDLE_POLICY, triggerRules });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.errors[0].field, 'triggerRules[1].windowMinutes');
});

test('beside rules that say nothing and stood there before, another of them is refused by its place', async () => {
  await using api = await testApi();
  const path = `${AT}/notification-policies/${await MADE['/notification-policies/{id}']!(api)}`;
  const matchRules = [...IDLE_RULES, { type: 'severity_gte', value: 'DOWN', regions: ['us'] }];
  const refused = await api.ask('PUT', path, { matchRules });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.errors[0].field, 'matchRules[3].regions');
});
