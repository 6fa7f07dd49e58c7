import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems } from '../settings/yaml-file.ts';
import { startingStore } from './testing/starting-store.ts';

const hook = (name: string) => ({ name, config: { channelType: 'webhook', url: 'https://hooks.example/x' } });
const alertChannels = [hook('ops')];
const http = (name: string) => ({ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } });
const edge = {
  ...{ name: 'edge', monitors: ['Shop', 'blog'], alertChannels: ['OPS'] },
  ...{ healthThresholdType: 'COUNT', healthThresholdValue: 2, suppressMemberAlerts: true },
};

test('a group of the file has the members and channels that it names; a second start changes nothing', async () => {
  await using server = await startingStore();
  const file = { alertChannels, monitors: [http('shop'), http('blog')], resourceGroups: [edge] };
  assert.deepEqual(await server.apply(file), { created: 4, changed: 0, pruned: 0 });
  const [group] = await server.core.resourceGroups.all();
  assert.deepEqual(group?.defaultChannelIds, [(await server.core.channels.all())[0]!.id]);
  assert.deepEqual(group.threshold, { type: 'COUNT', value: 2 });
  assert.equal((await server.core.resourceGroups.members()).length, 2);
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
  const smaller = { ...file, resourceGroups: [{ ...edge, monitors: ['blog'] }] };
  assert.deepEqual(await server.apply(smaller), { created: 0, changed: 1, pruned: 0 });
  assert.equal((await server.core.resourceGroups.members()).length, 1);
  const without = { ...file, resourceGroups: [] };
  assert.deepEqual(await server.apply(without), { created: 0, changed: 0, pruned: 0 });
  assert.equal((await server.core.resourceGroups.all()).length, 1, 'it stays until pruning is asked for');
  assert.deepEqual(await server.apply(without, true), { created: 0, changed: 0, pruned: 1 });
  assert.deepEqual(await server.core.resourceGroups.all(), []);
});

test('a group that names what nobody knows is refused before anything is written', async () => {
  await using server = await startingStore();
  const wrong = { ...edge, monitors: ['nobody'], alertChannels: ['none'] };
  await assert.rejects(server.apply({ resourceGroups: [wrong] }), FileProblems);
  const noMonitor = { alertChannels, resourceGroups: [{ ...edge, monitors: ['nobody'] }] };
  await assert.rejects(
    server.apply(noMonitor),
    /resourceGroups\[0\]\.monitors\[0\] must be the name of a monitor, got "nobody"/,
  );
  assert.deepEqual(await server.core.resourceGroups.all(), []);
});

test('a group of the file goes by the notification policy that it names, and has its members look as it says', async () => {
  await using server = await startingStore();
  const steps = [{ alertChannels: ['ops'] }];
  const notificationPolicies = [{ name: 'On call', escalation: { steps } }];
  const defaultRetryStrategy = { type: 'fixed', maxRetries: 2, interval: 0 };
  const group = {
    ...edge,
    alertPolicy: 'on CALL',
    defaultFrequency: 30,
    defaultRegions: ['local'],
    defaultRetryStrategy,
  };
  const file = { alertChannels, notificationPolicies, monitors: [http('shop'), http('blog')], resourceGroups: [group] };
  await server.apply(file);
  const [kept] = await server.core.resourceGroups.all();
  const [policy] = await server.core.notificationPolicies.all();
  assert.equal(kept?.alertPolicyId, policy!.id);
  assert.deepEqual([kept.defaultFrequencySeconds, kept.defaultRetryStrategy], [30, defaultRetryStrategy]);
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
});

test('what the API would refuse of a group is refused of the file, before anything is written', async () => {
  await using server = await startingStore();
  const defaultRetryStrategy = { type: 'fixed', maxRetries: 2, interval: 30 };
  const group = { name: 'edge', alertPolicy: 'nobody', defaultRetryStrategy };
  await assert.rejects(server.apply({ alertChannels, resourceGroups: [group] }), (error: FileProblems) => {
    assert.match(
      error.message,
      /resourceGroups\[0\]\.alertPolicy must be the name of a notification policy, got "nobody"/,
    );
    assert.match(error.message, /resourceGroups\[0\]\.defaultRetryStrategy\.interval must be 0 /);
    return true;
  });
  assert.deepEqual(await server.core.channels.all(), []);
});
