import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS } from '@upwatch/core';
import { CHECK_TYPES } from '@upwatch/probe';
import { type TestApi, testApi } from './testing/test-api.ts';
import { dispatchOf, openIncidentOf } from './testing/walk-operations.ts';

async function channelOf(api: TestApi, name: string): Promise<string> {
  const config = { channelType: 'webhook', url: 'https://hooks.example/x' };
  return (await api.ask('POST', '/api/v1/alert-channels', { name, config })).body.data.id;
}

async function monitorOf(api: TestApi, name: string, more: object = {}): Promise<string> {
  const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' }, ...more };
  return (await api.ask('POST', '/api/v1/monitors', body)).body.data.id;
}

const at = '/api/v1/notification-policies';

test('a policy is shown as it was made, and a change leaves what it does not name', async () => {
  await using api = await testApi();
  const ops = await channelOf(api, 'ops');
  const steps = [{ delayMinutes: 0, channelIds: [ops], repeatIntervalSeconds: 300 }];
  const quietHours = { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00', days: ['SAT'] };
  const body = { name: 'on call', escalation: { steps }, quietHours, fallbackChannelIds: [ops], priority: 3 };
  const made = await api.ask('POST', at, body);
  assert.equal(made.status, 201, made.text);
  const { data } = made.body;
  assert.deepEqual([data.enabled, data.priority, data.matchRules, data.fallbackChannelIds], [true, 3, [], [ops]]);
  assert.deepEqual(data.quietHours, { ...quietHours, severities: ['DEGRADED', 'MAINTENANCE'] });
  assert.deepEqual(data.escalation, { steps: [{ ...steps[0], requireAck: null }], onResolve: null, onReopen: null });
  const changed = await api.ask('PUT', `${at}/${data.id}`, { name: 'nights', quietHours: null, escalation: null });
  assert.deepEqual(
    { ...changed.body.data, updatedAt: '' },
    { ...data, name: 'nights', quietHours: null, updatedAt: '' },
  );
  assert.equal((await api.ask('DELETE', `${at}/${data.id}`)).status, 204);
  assert.equal((await api.ask('GET', `${at}/${data.id}`)).status, 404);
});

test('who would be told follows from the groups of a monitor, too', async () => {
  await using api = await testApi();
  const [ops, monitorId] = [await channelOf(api, 'ops'), await monitorOf(api, 'shop')];
  const { id } = (await api.ask('POST', '/api/v1/resource-groups', { name: 'Edge' })).body.data;
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [ops] }] };
  const matchRules = [{ type: 'resource_group_id_in', values: [id] }];
  const made = await api.ask('POST', at, { name: 'edge', escalation, matchRules });
  assert.equal(made.status, 201, made.text);
  const matching = async (): Promise<number> =>
    (await api.ask('POST', `${at}/preview`, { monitorId })).body.data.policies.length;
  assert.equal(await matching(), 0);
  await api.ask('POST', `/api/v1/resource-groups/${id}/members`, { memberType: 'monitor', memberId: monitorId });
  assert.equal(await matching(), 1);
});

test('bad input is refused with its field, what is expected and what came', async () => {
  await using api = await testApi();
  const ops = await channelOf(api, 'ops');
  const good = { name: 'p', escalation: { steps: [{ delayMinutes: 0, channelIds: [ops] }] } };
  const nobody = '019b0000-0000-7000-8000-000000000000';
  const quiet = { timeZone: 'UTC', from: '22:00', to: '07:00' };
  const rows: readonly (readonly [change: object, field: string, says: RegExp])[] = [
    [{ escalation: { steps: [] } }, 'escalation.steps', /must not be empty/],
    [
      { escalation: { steps: [{ delayMinutes: -1, channelIds: [ops] }] } },
      'escalation.steps[0].delayMinutes',
      /at least 0/,
    ],
    [
      { escalation: { steps: [{ delayMinutes: 0, channelIds: [] }] } },
      'escalation.steps[0].channelIds',
      /must not be empty/,
    ],
    [{ escalation: { ...good.escalation, onResolve: 'shout' } }, 'escalation.onResolve', /notify_last_step/],
    [{ matchRules: [{ type: 'weather_is' }] }, 'matchRules[0].type', /severity_gte/],
    [{ matchRules: [{ type: 'region_in' }] }, 'matchRules[0].regions', /required for region_in/],
    [{ matchRules: [{ type: 'severity_gte', value: 'bad' }] }, 'matchRules[0].value', /MAINTENANCE, DEGRADED, DOWN/],
    [
      { matchRules: [{ type: 'monitor_type_in', values: ['http', 'FTP'] }] },
      'matchRules[0].values[1]',
      /must be one of HTTP, .*HEARTBEAT.*got "FTP"/,
    ],
    [{ matchRules: [{ type: 'monitor_type_in', value: 'HTTPS' }] }, 'matchRules[0].value', /must be one of HTTP, /],
    [{ matchRules: [{ type: 'incident_status', value: 'OPEN' }] }, 'matchRules[0].value', /TRIGGERED, CONFIRMED/],
    [
      { matchRules: [{ type: 'severity_gte', value: 'DOWN', regions: ['eu'] }] },
      'matchRules[0].regions',
      /must be left out for severity_gte: it is for region_in/,
    ],
    [{ matchRules: [{ type: 'incident_status', value: 'watching' }] }, 'matchRules[0].value', /status that is told/],
    [{ matchRules: [{ type: 'service_id_in', values: ['x'] }] }, 'matchRules[0].type', /it never holds/],
    [
      { matchRules: [{ type: 'monitor_id_in', monitorIds: [nobody] }] },
      'matchRules[0].monitorIds[0]',
      /monitors that exist/,
    ],
    [{ matchRules: [{ type: 'resource_group_id_in', value: nobody }] }, 'matchRules[0].value', /groups that exist/],
    [
      { matchRules: [{ type: 'monitor_tag_in', values: ['db', nobody] }] },
      'matchRules[0].values[1]',
      /tags that exist/,
    ],
    [{ quietHours: { ...quiet, timeZone: 'Mars/Olympus' } }, 'quietHours.timeZone', /Europe\/Berlin/],
    [{ quietHours: { ...quiet, to: '25:00' } }, 'quietHours.to', /22:00/],
    [{ quietHours: { ...quiet, to: '22:00' } }, 'quietHours.to', /every day is quiet/],
    [{ quietHours: { ...quiet, to: '22:00', days: WEEKDAYS } }, 'quietHours.to', /every day is quiet/],
  ];
  for (const [change, field, says] of rows) {
    const answer = await api.ask('POST', at, { ...good, ...change });
    assert.equal(answer.status, 400, `${field}: ${answer.text}`);
    assert.equal(answer.body.errors[0].field, field, answer.text);
    assert.match(answer.body.errors[0].message, says);
  }
  const unknown = await api.ask('POST', at, { ...good, fallbackChannelIds: [nobody] });
  assert.ok(unknown.status >= 400 && unknown.status < 500);
  assert.match(unknown.text, /fallbackChannelIds\[0\]/);
  assert.equal((await api.ask('POST', at, good)).status, 201);
  assert.equal((await api.ask('POST', at, { ...good, name: 'P' })).status, 409);
});

test('what a rule named may be gone by now, and the contract may say more than a rule needs', async () => {
  await using api = await testApi();
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [await channelOf(api, 'ops')] }] };
  const monitorId = await monitorOf(api, 'shop');
  const matchRules = [{ type: 'monitor_id_in', monitorIds: [monitorId] }];
  const { id } = (await api.ask('POST', at, { name: 'p', matchRules, escalation })).body.data;
  await api.ask('DELETE', `/api/v1/monitors/${monitorId}`);
  assert.equal((await api.ask('PUT', `${at}/${id}`, { matchRules, priority: 1 })).status, 200);
  const loose = [{ type: 'service_id_in', values: ['x'], regions: ['eu'], monitorIds: [monitorId] }];
  assert.equal((await api.ask('POST', `/compat${at}`, { name: 'q', matchRules: loose, escalation })).status, 201);
});

test('a rule may ask for any type that there is, and for any that the contract has', async () => {
  await using api = await testApi();
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [await channelOf(api, 'ops')] }] };
  const values = [...new Set([...Object.keys(CHECK_TYPES), 'DNS', 'MCP_SERVER', 'TCP', 'ICMP', 'HEARTBEAT'])];
  const made = await api.ask('POST', at, { name: 'p', matchRules: [{ type: 'monitor_type_in', values }], escalation });
  assert.equal(made.status, 201, made.text);
});

const environmentOf = async (api: TestApi, slug: string, more: object = {}): Promise<string> =>
  (await api.ask('POST', '/api/v1/environments', { slug, name: `The ${slug} one`, ...more })).body.data.id;

test('a rule asks for the environment of a monitor by slug, name or id, and for the default one where it has none', async () => {
  await using api = await testApi();
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [await channelOf(api, 'ops')] }] };
  const live = await environmentOf(api, 'live');
  await environmentOf(api, 'test', { isDefault: true });
  const inLive = await monitorOf(api, 'shop', { environmentId: live });
  const inNone = await monitorOf(api, 'blog', { tags: { newTags: [{ name: 'env:live' }] } });
  const asked: unknown[] = [];
  for (const value of ['live', 'The LIVE one', live, 'test', 'moon']) {
    const matchRules = [{ type: 'environment_in', values: [value] }];
    const { id } = (await api.ask('POST', at, { name: value, matchRules, escalation })).body.data;
    const matches = async (monitorId: string) =>
      (await api.ask('POST', `${at}/${id}/test`, { monitorId })).body.data.matched;
    asked.push([await matches(inLive), await matches(inNone)]);
  }
  assert.deepEqual(asked, [
    [true, false],
    [true, false],
    [true, false],
    [false, true],
    [false, false],
  ]);
});

test('a test says which rules match a monitor, and tells nobody', async () => {
  await using api = await testApi();
  const ops = await channelOf(api, 'ops');
  const monitorId = await monitorOf(api, 'Shop checkout', {
    tags: { newTags: [{ name: 'money' }] },
    environmentId: await environmentOf(api, 'live'),
  });
  const matchRules = [
    { type: 'monitor_tag_in', values: ['Money'] },
    { type: 'environment_in', values: ['live'] },
    { type: 'monitor_name_matches', value: 'shop*' },
    { type: 'monitor_type_in', values: ['HTTP'] },
    { type: 'severity_gte', value: 'DOWN' },
  ];
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [ops] }] };
  const { id } = (await api.ask('POST', at, { name: 'p', matchRules, escalation })).body.data;
  const mild = await api.ask('POST', `${at}/${id}/test`, { monitorId, severity: 'DEGRADED' });
  assert.equal(mild.status, 200, mild.text);
  assert.equal(mild.body.data.matched, false);
  assert.equal(mild.body.data.matchedRules.length, 4);
  assert.deepEqual(mild.body.data.unmatchedRules, ['severity_gte DOWN']);
  assert.equal((await api.ask('POST', `${at}/${id}/test`, { monitorId, severity: 'DOWN' })).body.data.matched, true);
  assert.equal((await api.ask('POST', `${at}/${id}/test`)).body.data.unmatchedRules.length, 5, 'nothing is known');
  assert.equal((await api.core.outbox.counts()).PENDING, 0);
  assert.equal((await api.ask('GET', `/compat${at}/${id}`)).status, 404, 'the contract cannot say it');
  assert.deepEqual((await api.ask('GET', `/compat${at}`)).body.data, []);
});

test('a preview says who would be told of a monitor, and when', async () => {
  await using api = await testApi();
  const [ops, boss] = [await channelOf(api, 'ops'), await channelOf(api, 'boss')];
  const monitorId = await monitorOf(api, 'shop');
  const ask = async (more: object) => (await api.ask('POST', `${at}/preview`, { monitorId, ...more })).body.data;
  assert.deepEqual(
    (await ask({})).directChannels.map(({ name }: { name: string }) => name),
    ['ops', 'boss'],
    'without a policy, all',
  );
  const steps = [
    { delayMinutes: 0, channelIds: [ops] },
    { delayMinutes: 15, channelIds: [boss], repeatIntervalSeconds: 60 },
  ];
  const quietHours = { timeZone: 'UTC', from: '22:00', to: '07:00' };
  await api.ask('POST', at, { name: 'on call', escalation: { steps }, quietHours });
  const told = await ask({ severity: 'DEGRADED', at: '2026-01-02T23:30:00Z' });
  assert.deepEqual([told.severity, told.at, told.directChannels], ['DEGRADED', '2026-01-02T23:30:00.000Z', []]);
  const [first, second] = told.policies[0].steps;
  assert.deepEqual(
    [first.at, first.waitsForQuietHours, first.channels[0].name],
    ['2026-01-03T07:00:00.000Z', true, 'ops'],
  );
  assert.deepEqual([second.at, second.repeatIntervalSeconds], ['2026-01-03T07:15:00.000Z', 60]);
  const down = await ask({ severity: 'DOWN', at: '2026-01-02T23:30:00Z' });
  assert.equal(down.policies[0].steps[0].at, '2026-01-02T23:30:00.000Z');
  assert.equal((await api.ask('POST', `/compat${at}/preview`, { monitorId })).status, 405);
});

test('what a policy has done is shown with its alerts, and acknowledged for the whole incident', async () => {
  await using api = await testApi();
  const { incident, channelId } = await openIncidentOf(api);
  const body = { name: 'p', escalation: { steps: [{ delayMinutes: 0, channelIds: [channelId] }] } };
  const { id: policyId } = (await api.ask('POST', at, body)).body.data;
  const { id } = await dispatchOf(api, policyId, incident.id);
  const shown = (await api.ask('GET', `/api/v1/notification-dispatches/${id}`)).body.data;
  assert.deepEqual([shown.status, shown.policyName, shown.currentStep], ['ESCALATING', 'p', 1]);
  assert.deepEqual(
    shown.deliveries.map(({ dispatchId, stepNumber }: Record<string, unknown>) => [dispatchId, stepNumber]),
    [[id, 1]],
    'those of others are not its own',
  );
  const done = await api.ask('POST', `/api/v1/notification-dispatches/${id}/acknowledge`);
  assert.equal(done.status, 200, done.text);
  assert.deepEqual([done.body.data.status, done.body.data.acknowledgedBy], ['ACKNOWLEDGED', 'test']);
  const { updates } = (await api.ask('GET', `/api/v1/incidents/${incident.id}`)).body.data;
  assert.equal(updates.at(-1).body, 'Acknowledged by test.');
  assert.equal((await api.ask('GET', '/api/v1/notification-dispatches')).status, 400, 'incident_id is required');
});

test('deleting a channel says how many policies it leaves', async () => {
  await using api = await testApi();
  const ops = await channelOf(api, 'ops');
  const { id } = (
    await api.ask('POST', at, { name: 'p', escalation: { steps: [{ delayMinutes: 0, channelIds: [ops] }] } })
  ).body.data;
  const gone = await api.ask('DELETE', `/api/v1/alert-channels/${ops}`);
  assert.deepEqual(gone.body, { affectedPolicies: 1, disabledPolicies: 1 });
  assert.equal((await api.ask('GET', `${at}/${id}`)).body.data.enabled, false);
});
