import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRow, revealed } from '@upwatch/server/foreign';
import fc from 'fast-check';
import { parse } from 'yaml';
import { problemOf } from '../acceptance.ts';
import type { Section } from '../imported.ts';
import { CONTRACT_FILE } from '../testing/contract-file.ts';
import { type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importContract } from './import-contract.ts';

const imported = importContract(parse(CONTRACT_FILE) as Loose);

function body(section: Section, name: string): Loose {
  const thing = thingIn(imported, section, name);
  assert.equal(problemOf(thing), undefined, name);
  return revealed(thing.body) as Loose;
}

test('the file of the contract is nearly ours: what it names otherwise is named so here', () => {
  const shop = body('monitors', 'shop');
  assert.deepEqual([shop['frequencySeconds'], shop['alertChannels'], shop['tags']], [86_400, ['ops'], ['prod']]);
  assert.deepEqual([shop['environment'], body('monitors', 'desk')['environment']], ['staging', null]);
  assert.equal(body('resourceGroups', 'edge')['environment'], 'prod', 'its members that name none follow it');
  assert.equal(body('monitors', 'till')['environment'], null);
  assert.deepEqual(shop['incidentPolicy'], {
    triggerRules: [
      { type: 'consecutive_failures', count: 3, scope: 'per_region', severity: 'down' },
      {
        ...{ type: 'response_time', count: 3, scope: 'per_region', severity: 'degraded' },
        ...{ thresholdMs: 2000, aggregationType: 'average' },
      },
    ],
    confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 86_400 },
    recovery: { consecutiveSuccesses: 4, minRegionsPassing: 1, cooldownMinutes: 5 },
  });
  const policy = body('notificationPolicies', 'on call');
  assert.deepEqual(policy['escalation'].steps, [{ delayMinutes: 5, requireAck: true, alertChannels: ['ops'] }]);
  assert.deepEqual(policy['matchRules'], [
    { type: 'monitor_id_in', monitors: ['shop'] },
    { type: 'severity_gte', value: 'DOWN' },
  ]);
  const { monitors, alertPolicy, alertChannels } = body('resourceGroups', 'edge');
  assert.deepEqual([monitors, alertPolicy, alertChannels], [['shop', 'desk'], 'on call', ['ops']]);
});

test('a secret is one of the vault, and settings name it: its value stands nowhere else', () => {
  assert.deepEqual(body('secrets', 'login'), { key: 'login', value: 'ann:pass-of-contract' });
  assert.deepEqual(body('monitors', 'shop')['auth'], { type: 'bearer', secret: 'api' });
  assert.deepEqual(body('monitors', 'till')['auth'], { type: 'basic', secret: 'login' });
  assert.deepEqual(body('monitors', 'desk')['auth'], { type: 'api_key', secret: 'api', headerName: 'X-Desk' });
  const { config } = body('monitors', 'shop');
  assert.deepEqual(config.customHeaders, { 'X-Api-Key': 'key-of-contract', 'X-Auth-Token': '{{secrets.api}}' });
  assert.ok(!/of-contract/.test(JSON.stringify(imported)), 'no secret is shown');
  for (const { section, body: own } of imported.things)
    if (section === 'monitors') assert.ok(!/(tok|pass)-of-contract/.test(JSON.stringify(revealed(own))));
});

test('components stand in their groups, and a group where its first component does', () => {
  const { components, ...page } = body('statusPages', 'main');
  assert.deepEqual(page, {
    ...{ name: 'Main', slug: 'main', description: 'how we are', visibility: 'PUBLIC', enabled: true },
    ...{ incidentMode: 'REVIEW', branding: { brandColor: '#059669', theme: 'dark', hidePoweredBy: true } },
  });
  assert.deepEqual(components, [
    { name: 'Website', startDate: '2026-01-31', monitor: 'shop' },
    {
      ...{ group: 'Inside', defaultOpen: false },
      components: [
        { name: 'Desk', showUptime: false, monitor: 'desk' },
        { name: 'Edge', resourceGroup: 'edge' },
      ],
    },
    { name: 'Phone', description: 'call us', excludeFromOverall: true },
    { name: 'Cash', monitor: 'till' },
    { group: 'Later', description: 'to come', defaultOpen: true, components: [] },
  ]);
});

test('all that is not to the letter has a line, and nothing else has', () => {
  assert.deepEqual(remarkLines(imported), [
    'note: environment "prod": isDefault',
    'changed: monitor "shop": regions',
    'lost: monitor "shop": incidentPolicy.triggerRules[0].windowMinutes',
    'lost: monitor "shop": incidentPolicy.triggerRules[0].thresholdMs',
    'lost: monitor "shop": incidentPolicy.triggerRules[0].aggregationType',
    'lost: policy "on call": matchRules[1].regions',
    'left out: policy "their groups": resource_group_id_in',
    'lost: group "edge": services',
    'lost: group "edge": defaultRegions',
    'lost: status page "main": components[4].group',
    'lost: webhook "https://hooks.example/events": service.status_changed',
    'left out: webhook "https://hooks.example/events": webhooks',
    'lost: webhook "https://hooks.example/services": service.incident_created',
    'left out: dependencies "aws": dependencies',
  ]);
});

const CHECKED = { type: 'HTTP', config: { url: 'http://127.0.0.1:9/', method: 'GET' } };
const RULE = { scope: 'per_region', severity: 'down', count: 2, windowMinutes: 10 };
/** What a file says, and the lines that it gets for it. */
const LINES: readonly (readonly [what: string, file: Loose, lines: readonly string[]])[] = [
  ['a section that there is not', { runbooks: [{}] }, ['lost: the file: runbooks']],
  [
    'fields that there are not',
    {
      tags: [{ name: 'a', icon: 'x' }],
      environments: [{ name: 'A', slug: 'a', region: 'x' }],
      secrets: [{ key: 'a', value: 'b', rotate: true }],
      alertChannels: [{ name: 'a', config: { channelType: 'teams', webhookUrl: 'https://x.example/' }, muted: true }],
      monitors: [
        {
          ...CHECKED,
          name: 'a',
          runbook: 'x',
          incidentPolicy: { triggerRules: [{ ...RULE, type: 'failures_in_window' }], mute: 1 },
        },
      ],
      webhooks: [{ url: 'https://x.example/', subscribedEvents: ['incident.created'], headers: {} }],
      statusPages: [
        {
          name: 'A',
          slug: 'aaa',
          domain: 'x',
          components: [{ name: 'c', type: 'STATIC', monitor: 'a' }],
          componentGroups: [{ name: 'g', icon: 'x' }],
        },
      ],
    },
    [
      ...[
        'lost: tag "a": icon',
        'lost: environment "a": region',
        'lost: secret "a": rotate',
        'lost: channel "a": muted',
      ],
      ...['lost: monitor "a": runbook', 'lost: monitor "a": incidentPolicy.mute'],
      ...['lost: status page "aaa": domain', 'lost: status page "aaa": componentGroups[0].icon'],
      ...['lost: status page "aaa": components[0].monitor', 'lost: webhook "https://x.example/": headers'],
    ],
  ],
  [
    'what says nothing of a number of failures in a time',
    {
      monitors: [
        {
          ...CHECKED,
          name: 'a',
          incidentPolicy: {
            triggerRules: [{ ...RULE, type: 'failures_in_window', thresholdMs: 5, aggregationType: null }],
          },
        },
      ],
    },
    ['lost: monitor "a": incidentPolicy.triggerRules[0].thresholdMs'],
  ],
  [
    'ways to sign in that there are not',
    {
      secrets: [{ key: 'word', value: 'no-colon' }],
      monitors: [
        { ...CHECKED, name: 'a', auth: { type: 'oauth', secret: 'word' } },
        { ...CHECKED, name: 'b', auth: { type: 'basic', secret: 'word' } },
        { ...CHECKED, name: 'c', auth: { type: 'bearer' } },
      ],
    },
    ['a', 'b', 'c'].flatMap((name) => [`lost: monitor "${name}": auth`, `changed: monitor "${name}": active`]),
  ],
  [
    'keys and slugs that stand there twice',
    {
      environments: [
        { name: 'A', slug: 'a' },
        { name: 'B', slug: 'a' },
      ],
      secrets: [
        { key: 'a', value: '1' },
        { key: 'A', value: '2' },
        { key: 'a', value: '3' },
      ],
    },
    ['left out: environment "a": environments', 'left out: secret "a": secrets'],
  ],
];

for (const [what, file, lines] of LINES) {
  test(`${what}: a line each, and what is left can be made`, () => {
    const some = importContract(file);
    assert.deepEqual(remarkLines(some).toSorted(), lines.toSorted());
    for (const thing of some.things) assert.equal(problemOf(thing), undefined, thing.name);
  });
}

/** Told apart from all else that is drawn. */
const HUSH = 'hush-hush-hush';
const LABELS = {
  ...{ tags: 'tag', monitors: 'monitor', environments: 'environment' },
  ...{ secrets: 'secret', webhooks: 'webhook', statusPages: 'status page' },
} as const;
const word = fc.constantFrom('a', 'b', 'prod', 'ops');
const anything = fc.oneof(fc.jsonValue({ maxDepth: 1 }), word);
const rowOf = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({ ...fields, unheardOf: fc.constantFrom('said', null, 0) }, { requiredKeys: [] });
const secretRow = fc.record({ key: word, value: fc.constant(HUSH) });
const config = rowOf({ url: fc.constantFrom('http://127.0.0.1:9/', 'nowhere'), method: fc.constant('GET') });
const auth = rowOf({ type: fc.constantFrom('bearer', 'basic', 'api_key', 'x'), secret: word, headerName: word });
const policy = rowOf({ triggerRules: fc.array(rowOf({ type: word, count: fc.nat() })), recovery: anything });
const list = (row: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.array(row, { maxLength: 3 }) },
    {
      weight: 1,
      arbitrary: fc.jsonValue({ maxDepth: 1 }),
    },
  );
const anyFile = fc.record(
  {
    tags: list(rowOf({ name: word, color: anything })),
    environments: list(rowOf({ slug: word, name: word, variables: anything, isDefault: fc.boolean() })),
    secrets: list(secretRow),
    alertChannels: list(rowOf({ name: word, config: fc.record({ channelType: word, webhookUrl: fc.constant(HUSH) }) })),
    monitors: list(
      rowOf({ name: word, type: fc.constant('HTTP'), config, auth, environment: anything, incidentPolicy: policy }),
    ),
    notificationPolicies: list(
      rowOf({ name: word, matchRules: list(rowOf({ type: word, values: anything })), escalation: anything }),
    ),
    resourceGroups: list(rowOf({ name: word, monitors: anything, defaultEnvironment: word })),
    webhooks: list(rowOf({ url: word, subscribedEvents: anything })),
    statusPages: list(
      rowOf({ slug: word, name: word, components: list(rowOf({ name: word, group: word, monitor: word })) }),
    ),
  },
  { requiredKeys: [] },
);

test('whatever stands in a file, each of its things is made or has a line, each odd field has one, no secret is shown', () => {
  const property = fc.property(anyFile, (file: Loose) => {
    const { things, remarks } = importContract(file);
    for (const section of ['tags', 'monitors', 'environments', 'secrets', 'webhooks', 'statusPages'] as const) {
      const rows = Array.isArray(file[section]) ? (file[section] as readonly unknown[]).filter(isRow) : [];
      const made = things.filter((thing) => thing.section === section).length;
      const leftOut = remarks.filter(({ level, what }) => level === 'left out' && what === section).length;
      assert.ok(made <= rows.length && (made === rows.length || leftOut > 0), section);
      const isOdd = rows.some(({ unheardOf }) => unheardOf !== undefined && unheardOf !== null);
      const isSaid = remarks.some(({ what, where }) => what === 'unheardOf' && where.startsWith(LABELS[section]));
      assert.ok(!isOdd || isSaid || leftOut > 0, `${section}: unheardOf`);
    }
    const settings = things.filter(({ section }) => section === 'monitors').map(({ body: own }) => revealed(own));
    assert.ok(!JSON.stringify([things, remarks, settings]).includes(HUSH), 'a secret is shown');
    for (const thing of things) assert.ok(!problemOf(thing)?.includes(HUSH));
  });
  fc.assert(property, { numRuns: 300, endOnFailure: false });
});
