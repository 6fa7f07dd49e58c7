import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASSERTION_TYPES } from '../../forms/generated/monitor-schemas.ts';
import {
  CHECK_TYPES,
  configFields,
  copyOf,
  draftOf,
  isOfType,
  type MonitorDraft,
  newDraft,
  updateRequest,
  withType,
} from './monitor-draft.ts';
import { TEMPLATES } from './templates.ts';

const MONITOR = {
  type: 'HTTP',
  name: 'shop',
  config: { url: 'https://shop.example/', method: 'GET', auth: { type: 'bearer', token: '••••••••' } },
  frequencySeconds: 60,
  regions: ['eu-west'],
  assertions: [{ id: 'a', monitorId: 'm', assertionType: 'x', config: { type: 'status_code' }, severity: 'warn' }],
  alertChannelIds: ['c'],
  tags: [{ id: 't', name: 'production' }],
  environment: { id: 'e', name: 'production' },
  dependsOn: [],
  inherits: ['regions', 'environmentId'],
} as unknown as Parameters<typeof draftOf>[0];

test('a new monitor of each type begins with what its type cannot do without', () => {
  for (const type of CHECK_TYPES) {
    const { config } = newDraft(type);
    const required = configFields(type).filter(({ isRequired }) => isRequired);
    assert.deepEqual(Object.keys(config).sort(), required.map(({ name }) => name).sort(), type);
  }
  assert.deepEqual(newDraft('HTTP').config, { url: '', method: 'GET' });
});

test('a change says what was changed, and nothing that the monitor has of its groups', () => {
  const before = draftOf(MONITOR);
  assert.equal('regions' in before, false);
  assert.deepEqual(updateRequest(before, before), {});
  assert.deepEqual(updateRequest({ ...before, name: 'till', regions: ['us-east'] }, before), {
    name: 'till',
    regions: ['us-east'],
  });
  const config = { ...before.config, timeoutMs: 5000 };
  assert.deepEqual(updateRequest({ ...before, config }, before), { config }, 'settings are replaced whole');
});

test('what is taken away is said: an environment, a sign-in and own channels are cleared, a list is emptied', () => {
  const auth = { type: 'bearer', vaultSecretId: 's' } as const;
  const before: MonitorDraft = { ...draftOf({ ...MONITOR, auth }), dependsOn: ['d'], environmentId: 'e' };
  assert.deepEqual([before.alertChannelIds, before['auth']], [['c'], auth]);
  const names = new Set(['dependsOn', 'environmentId', 'auth', 'alertChannelIds', 'tags']);
  const draft = Object.fromEntries(Object.entries(before).filter(([name]) => !names.has(name)));
  assert.deepEqual(updateRequest(draft as MonitorDraft, before), {
    dependsOn: [],
    clearEnvironmentId: true,
    clearAuth: true,
    clearAlertChannelIds: true,
    tags: { tagIds: [] },
  });
});

test('a copy has no secret of the other, which is only a mask there', () => {
  const { name, config } = copyOf(MONITOR, 'copy');
  assert.deepEqual([name, config], ['copy', { url: 'https://shop.example/', method: 'GET', auth: { type: 'bearer' } }]);
});

test('another type keeps what both have', () => {
  const tcp = { ...newDraft('TCP'), config: { host: 'db.example', port: 5432, steps: [] }, name: 'db' };
  const { type, name, config } = withType(tcp, 'ICMP');
  assert.deepEqual([type, name, config], ['ICMP', 'db', { host: 'db.example' }]);
});

test('every check type but a bare ping has a starting point', () => {
  const begun = new Set(TEMPLATES.map(({ draft }) => draft.type));
  assert.deepEqual(
    CHECK_TYPES.filter((type) => !begun.has(type)),
    ['ICMP'],
  );
});

test('every starting point is of a type that there is, and asks of it only what may be asked', () => {
  for (const { id, draft } of TEMPLATES) {
    const names = new Set(configFields(draft.type).map((field) => field.name));
    assert.ok(CHECK_TYPES.includes(draft.type), id);
    for (const name of Object.keys(draft.config)) assert.ok(names.has(name), `${id}: ${name}`);
    for (const { config } of draft.assertions ?? [])
      assert.ok(ASSERTION_TYPES[draft.type]!.includes(config.type), `${id}: ${config.type}`);
  }
});

test('what reports by itself is looked at from no region and at no pace, by its schema, and takes none along', () => {
  const named = CHECK_TYPES.filter((type) => !isOfType('regions', type));
  assert.deepEqual(named, ['HEARTBEAT']);
  assert.deepEqual([isOfType('frequencySeconds', 'HEARTBEAT'), isOfType('dependsOn', 'HEARTBEAT')], [false, true]);
  assert.deepEqual([isOfType('pingToken', 'HEARTBEAT'), isOfType('pingToken', 'HTTP')], [true, false]);
  const before = { ...newDraft('HTTP'), regions: ['eu-west'] };
  assert.equal(withType(before, 'HEARTBEAT')['regions'], undefined);
  assert.deepEqual(withType(before, 'TCP')['regions'], ['eu-west']);
});
