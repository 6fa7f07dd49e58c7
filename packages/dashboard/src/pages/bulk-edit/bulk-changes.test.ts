import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Monitor } from '@upwatch/sdk';
import { type BulkDraft, changeOf, type Setting, SETTINGS, settingsOf } from './bulk-changes.ts';

const POLICY = {
  triggerRules: [{ type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' }],
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 1, minRegionsPassing: 1, cooldownMinutes: 0 },
  flapping: null,
};
const SHOP = {
  id: 'm',
  type: 'HTTP',
  config: { url: 'https://shop.example/', method: 'GET', auth: { token: '••••' }, timeoutMs: 10_000 },
  frequencySeconds: 60,
  regions: ['eu-west', 'us-east'],
  environment: { id: 'e', name: 'production', slug: 'production' },
  incidentPolicy: { ...POLICY, monitorRegionCount: 1 },
  alertChannelIds: ['c', 'd'],
  inherits: [],
} as unknown as Monitor;
const JOB = { ...SHOP, id: 'j', type: 'HEARTBEAT', config: { expectedInterval: 60 } } as unknown as Monitor;
const NOBODY = new Map<string, ReadonlySet<string>>();

function wish(draft: BulkDraft, settings: readonly Setting[] = Object.keys(draft) as Setting[]) {
  return { draft, settings: new Set(settings) };
}

test('only what differs is sent, and settings of the check type are sent whole, masked secrets as they are shown', () => {
  const wanted = wish({ frequencySeconds: 60, timeoutMs: 5000, regions: ['us-east', 'eu-west'], environmentId: 'f' });
  assert.deepEqual(changeOf(SHOP, wanted, NOBODY), {
    changed: ['timeoutMs', 'environmentId'],
    unfit: [],
    request: { environmentId: 'f', config: { ...SHOP.config, timeoutMs: 5000 } },
    groupId: undefined,
  });
  assert.equal(changeOf(SHOP, wish({ frequencySeconds: 60 }), NOBODY).request, undefined);
});

test('what its type has not got is said, and not sent', () => {
  const wanted = wish({ frequencySeconds: 30, timeoutMs: 5000, regions: ['us-east'], alertChannelIds: ['c'] });
  const { changed, unfit, request } = changeOf(JOB, wanted, NOBODY);
  assert.deepEqual(
    { changed, unfit, request },
    {
      changed: ['alertChannelIds'],
      unfit: ['frequencySeconds', 'timeoutMs', 'regions'],
      request: { alertChannelIds: ['c'] },
    },
  );
});

test('none is a wish where there can be none: the environment goes, and every channel is told', () => {
  const wanted = wish({}, SETTINGS);
  assert.deepEqual(settingsOf(wanted), ['retry', 'environmentId', 'alertChannelIds']);
  assert.deepEqual(changeOf(SHOP, wanted, NOBODY).request, { clearEnvironmentId: true, clearAlertChannelIds: true });
  assert.equal(changeOf({ ...SHOP, environment: null, alertChannelIds: null }, wanted, NOBODY).request, undefined);
});

test('what a monitor has of its groups becomes its own when it is chosen, though it be the same', () => {
  const wanted = wish({
    frequencySeconds: 60,
    incidentPolicy: POLICY as unknown as NonNullable<BulkDraft['incidentPolicy']>,
  });
  assert.deepEqual(changeOf(SHOP, wanted, NOBODY).changed, []);
  assert.deepEqual(changeOf({ ...SHOP, inherits: ['frequencySeconds', 'incidentPolicy'] }, wanted, NOBODY).changed, [
    'frequencySeconds',
    'incidentPolicy',
  ]);
});

test('a monitor that is in the group is not put into it again', () => {
  const wanted = wish({ group: 'g' });
  assert.equal(changeOf(SHOP, wanted, NOBODY).groupId, 'g');
  assert.equal(changeOf(SHOP, wanted, new Map([['g', new Set(['m'])]])).groupId, undefined);
  assert.deepEqual(settingsOf(wish({ group: '' })), []);
});
