import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceGroup } from '@upwatch/sdk';
import { createRequest, draftOf, groupFields, retriesOf, updateRequest } from './group-draft.ts';

const GROUP = {
  id: 'g',
  name: 'edge',
  description: null,
  defaultRegions: null,
  defaultAlertChannels: ['c'],
  healthThresholdType: 'COUNT',
  healthThresholdValue: 2,
  suppressMemberAlerts: false,
  managedBy: 'CLI',
  members: [],
} as unknown as ResourceGroup;

test('a form holds what is set of a group, and nothing that is none of its settings', () => {
  assert.deepEqual(draftOf(GROUP), {
    name: 'edge',
    defaultAlertChannels: ['c'],
    healthThresholdType: 'COUNT',
    healthThresholdValue: 2,
    suppressMemberAlerts: false,
  });
  assert.deepEqual(
    groupFields('name', 'noSuchThing').map(({ name }) => name),
    ['name'],
  );
});

test('a change says what was changed, and none for what was taken away', () => {
  const before = draftOf(GROUP);
  assert.deepEqual(updateRequest(before, before), { name: 'edge' });
  const { healthThresholdType: _, healthThresholdValue: __, ...without } = before;
  assert.deepEqual(updateRequest({ ...without, name: 'rim', defaultFrequency: 60 }, before), {
    name: 'rim',
    defaultFrequency: 60,
    healthThresholdType: null,
    healthThresholdValue: null,
  });
});

test('a group that is made says who made it; retries are what the server takes', () => {
  assert.deepEqual(createRequest({ name: 'edge', defaultRetryStrategy: retriesOf(2)! }), {
    name: 'edge',
    defaultRetryStrategy: { type: 'fixed', maxRetries: 2, interval: 0 },
    managedBy: 'DASHBOARD',
  });
  assert.equal(retriesOf(NaN), undefined);
});
