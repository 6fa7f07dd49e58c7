import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf } from '../acceptance.ts';
import { filesOf } from '../testing/files.ts';
import { importServer, type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importContract } from './import-contract.ts';
import { parse } from 'yaml';
import { revealed } from '@upwatch/server/foreign';

const FILE = `
version: "1"
defaults:
  monitors: { frequencySeconds: 86400, alertChannels: [ops] }
tags: [{ name: prod, color: "#059669" }]
secrets: [{ key: api, value: "tok-of-contract" }]
environments: [{ name: Production, slug: prod }]
alertChannels:
  - { name: ops, config: { channelType: slack, webhookUrl: "https://hooks.slack.example/hook-of-contract" } }
monitors:
  - name: shop
    type: HTTP
    config: { url: "http://127.0.0.1:9/", method: GET, customHeaders: { X-Api-Key: key-of-contract } }
    regions: [us-east]
    environment: prod
    tags: [prod]
    auth: { type: bearer, secret: api }
    assertions: [{ config: { type: status_code, expected: "2xx", operator: equals } }]
    incidentPolicy:
      triggerRules: [{ type: consecutive_failures, count: 3, scope: per_region, severity: down }]
      confirmation: { type: multi_region }
      recovery: { consecutiveSuccesses: 4 }
  - { name: job, type: HEARTBEAT, config: { expectedInterval: 3600, gracePeriod: 60 }, frequencySeconds: 3600 }
notificationPolicies:
  - name: on call
    matchRules: [{ type: monitor_id_in, monitorNames: [shop] }]
    escalation: { steps: [{ channels: [ops], delayMinutes: 5, requireAck: true }], onResolve: notify }
resourceGroups:
  - { name: edge, monitors: [shop], alertPolicy: on call, defaultAlertChannels: [ops], healthThresholdType: COUNT, healthThresholdValue: 1, services: [aws] }
statusPages: [{ name: Main, slug: main }]
moved: [{ from: monitors.old, to: monitors.shop }]
`;

test('the file of the contract is nearly ours: what it names otherwise is named so here', () => {
  const imported = importContract(parse(FILE) as Loose);
  const body = (section: Parameters<typeof thingIn>[1], name: string) => {
    const thing = thingIn(imported, section, name);
    assert.equal(problemOf(thing), undefined, name);
    return revealed(thing.body) as Loose;
  };
  const shop = body('monitors', 'shop');
  assert.deepEqual([shop['frequencySeconds'], shop['alertChannels'], shop['tags']], [86_400, ['ops'], ['prod']]);
  assert.deepEqual(shop['config'].auth, { type: 'bearer', token: 'tok-of-contract' });
  assert.deepEqual(shop['incidentPolicy'].confirmation, {
    type: 'multi_region',
    minRegionsFailing: 1,
    maxWaitSeconds: 86_400,
  });
  assert.deepEqual(shop['incidentPolicy'].recovery, {
    consecutiveSuccesses: 4,
    minRegionsPassing: 1,
    cooldownMinutes: 5,
  });
  const policy = body('notificationPolicies', 'on call');
  assert.deepEqual(policy['escalation'].steps, [{ delayMinutes: 5, requireAck: true, alertChannels: ['ops'] }]);
  assert.deepEqual(policy['matchRules'], [{ type: 'monitor_id_in', monitors: ['shop'] }]);
  const { monitors, alertPolicy, alertChannels } = body('resourceGroups', 'edge');
  assert.deepEqual([monitors, alertPolicy, alertChannels], [['shop'], 'on call', ['ops']]);
  assert.ok(!/of-contract/.test(JSON.stringify(imported)), 'no secret is shown');
  assert.deepEqual(remarkLines(imported), [
    'changed: monitor "shop": regions',
    'lost: monitor "shop": environment',
    'lost: group "edge": services',
    'left out: environments "Production": environments',
    'left out: statusPages "Main": statusPages',
    'note: moved: monitors.old',
  ]);
});

test('it is imported into a server with all that refers to one another; a second run changes nothing', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': FILE });
  const server = await importServer(t);
  await server.cli('import', 'contract', file, '--dry-run');
  assert.deepEqual(await server.list('monitors'), {});
  const first = await server.cli('import', 'contract', file);
  assert.deepEqual([first.code, /of-contract/.test(first.stdout)], [0, false], first.stderr);
  const shop = (await server.list('monitors'))['shop']!;
  const channel = (await server.list('alertChannels'))['ops']!;
  const policy = (await server.list('notificationPolicies'))['on call']!;
  const group = (await server.list('resourceGroups'))['edge']!;
  assert.deepEqual(shop['alertChannelIds'], [channel.id]);
  assert.deepEqual((policy['matchRules'] as Loose[])[0]!['monitorIds'], [shop.id]);
  assert.deepEqual([group['alertPolicyId'], (group['members'] as Loose[])[0]!['monitorId']], [policy.id, shop.id]);
  assert.match((await server.cli('import', 'contract', file)).stdout, /0 written, 6 left as they are/);
});
