import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingChanges } from './setting-changes.ts';

const BEFORE = {
  name: 'shop',
  config: { url: 'https://shop.example/', retry: { attemptsMax: 3 } },
  regions: ['eu-west'],
  assertions: [{ id: 'a', config: { type: 'status_code', expected: '2xx' } }],
  incidentPolicy: { id: 'p', updatedAt: '1', recovery: { cooldownMinutes: 5 } },
  generation: 1,
  updatedAt: '1',
  currentStatus: 'up',
};

test('each setting that is other is named by its path, with what it was and what it is', () => {
  const after = {
    ...BEFORE,
    config: { url: 'https://shop.example/health', timeoutMs: 5000 },
    regions: ['eu-west', 'us-east'],
    assertions: [{ id: 'b', config: { type: 'status_code', expected: '200' } }],
  };
  assert.deepEqual(settingChanges(BEFORE, after), [
    { path: 'assertions[0].config.expected', before: '2xx', after: '200' },
    { path: 'config.retry.attemptsMax', before: '3', after: undefined },
    { path: 'config.timeoutMs', before: undefined, after: '5000' },
    { path: 'config.url', before: 'https://shop.example/', after: 'https://shop.example/health' },
    { path: 'regions[1]', before: undefined, after: 'us-east' },
  ]);
});

test('what changes by itself is no change: times, ids, how it stands', () => {
  const after = {
    ...BEFORE,
    assertions: [{ id: 'z', config: { type: 'status_code', expected: '2xx' } }],
    incidentPolicy: { id: 'q', updatedAt: '2', recovery: { cooldownMinutes: 5 } },
    generation: 2,
    updatedAt: '2',
    currentStatus: 'down',
  };
  assert.deepEqual(settingChanges(BEFORE, after), []);
  assert.deepEqual(settingChanges(undefined, BEFORE), []);
});
