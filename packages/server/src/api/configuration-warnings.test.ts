/** What is allowed and may not be meant is said of a document as it is of what it makes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

const NOBODY = '019b0000-0000-7000-8000-000000000000';
const http = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const alertChannels = [{ name: 'ops', config: { channelType: 'webhook', url: 'https://hooks.example/x' } }];
const escalation = { steps: [{ alertChannels: ['ops'] }] };
const policy = (...matchRules: readonly object[]) => ({ name: 'p', matchRules, escalation });

async function plannedOf(api: TestApi, document: object) {
  const { status, body, text } = await api.ask('POST', '/api/v1/configuration/plan', { document });
  assert.equal(status, 200, text);
  return body.data.warnings as readonly { readonly field: string; readonly message: string }[];
}

test('a plan says of windows and of rules what may not be meant, with the field', async () => {
  await using api = await testApi();
  const past = { startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-01T01:00:00Z', repeatRule: 'FREQ=DAILY;COUNT=2' };
  const warnings = await plannedOf(api, {
    alertChannels,
    maintenance: [{ name: 'old', allMonitors: true, ...past }],
    notificationPolicies: [
      policy({ type: 'region_in', regions: ['local', 'mars'] }, { type: 'monitor_tag_in', values: ['prdo'] }),
    ],
  });
  assert.deepEqual(warnings.map(({ field }) => field).sort(), [
    'maintenance[0].repeatRule',
    'notificationPolicies[0].matchRules[0].regions[1]',
    'notificationPolicies[0].matchRules[1].values[0]',
  ]);
  assert.deepEqual(
    warnings.map(({ message }) => message).filter((message) => message.includes('matchRules')),
    [
      'notificationPolicies[0].matchRules[0].regions[1] names a region that is not there: "mars"',
      'notificationPolicies[0].matchRules[1].values[0] names a tag that is not there: "prdo"',
    ],
  );
});

test('a plan says from which regions nobody looks, of monitors, of groups, and not of what reports by itself', async () => {
  await using api = await testApi();
  const job = { name: 'job', type: 'HEARTBEAT', config: { expectedInterval: 60 }, regions: ['mars'] };
  const warnings = await plannedOf(api, {
    monitors: [{ ...http, regions: ['local', 'mars'] }, job],
    resourceGroups: [{ name: 'edge', monitors: [], defaultRegions: ['venus'] }],
  });
  assert.deepEqual(warnings.map(({ message }) => message).sort(), [
    'monitors[0].regions[1] names a region from which nobody looks: "mars"',
    'resourceGroups[0].defaultRegions[0] names a region from which nobody looks: "venus"',
  ]);
});

test('what the document brings itself is there: tags of its monitors, and its environments', async () => {
  await using api = await testApi();
  const rules = [
    { type: 'monitor_tag_in', values: ['EU'] },
    { type: 'environment_in', values: ['prod', 'Production'] },
  ];
  const document = {
    alertChannels,
    environments: [{ slug: 'prod', name: 'Production' }],
    monitors: [{ ...http, tags: ['eu'] }],
    notificationPolicies: [policy(...rules)],
  };
  assert.deepEqual(await plannedOf(api, document), []);
  const { environments: _, ...without } = document;
  const named = (await plannedOf(api, without)).map(({ field }) => field);
  assert.deepEqual(
    named,
    [0, 1].map((n) => `notificationPolicies[0].matchRules[1].values[${n}]`),
  );
});

test('a raw id in a rule is looked up, and what was there when it was named may be gone', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', http)).body.data;
  const document = { alertChannels, notificationPolicies: [policy({ type: 'monitor_id_in', monitorIds: [id] })] };
  const wrong = { alertChannels, notificationPolicies: [policy({ type: 'monitor_id_in', monitorIds: [NOBODY] })] };
  const refused = await api.ask('POST', '/api/v1/configuration/plan', { document: wrong });
  const field = 'notificationPolicies[0].matchRules[0].monitorIds[0]';
  assert.deepEqual(
    [refused.status, refused.body.errors[0].field, refused.body.errors[0].message],
    [400, field, `${field} must be ids of monitors that exist, got "${NOBODY}"`],
  );
  const applied = await api.ask('POST', '/api/v1/configuration/apply', { document });
  assert.equal(applied.status, 200, applied.text);
  await api.ask('DELETE', `/api/v1/monitors/${id}`);
  assert.deepEqual(
    (await plannedOf(api, document)).map(({ message }) => message),
    [`${field} names a monitor that is not there: "${id}"`],
  );
});

test('a policy of the API says the same of its rules', async () => {
  await using api = await testApi();
  const channel = await api.ask('POST', '/api/v1/alert-channels', alertChannels[0]);
  const steps = [{ delayMinutes: 0, channelIds: [channel.body.data.id] }];
  const made = await api.ask('POST', '/api/v1/notification-policies', {
    ...{ name: 'p', escalation: { steps } },
    matchRules: [{ type: 'environment_in', values: ['prdo'] }],
  });
  const expected = ['matchRules[0].values[0] names an environment that is not there: "prdo"'];
  assert.deepEqual([made.status, made.body.data?.warnings], [201, expected], made.text);
  await api.ask('POST', '/api/v1/environments', { name: 'Prdo', slug: 'prdo' });
  const [listed] = (await api.ask('GET', '/api/v1/notification-policies')).body.data;
  assert.deepEqual(listed.warnings, []);
});
