import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems } from '../settings/yaml-file.ts';
import { startingStore } from './testing/starting-store.ts';

const hook = (name: string) => ({ name, config: { channelType: 'webhook', url: 'https://hooks.example/x' } });
const alertChannels = [hook('ops'), hook('boss')];
const onCall = {
  name: 'on call',
  matchRules: [{ type: 'severity_gte', value: 'DOWN' }],
  escalation: { steps: [{ alertChannels: ['OPS'] }, { delayMinutes: 10, alertChannels: ['boss', 'ops'] }] },
  fallback: ['boss'],
};

test('a policy of the file tells the channels that it names, and a second start changes nothing', async () => {
  await using server = await startingStore();
  const file = { alertChannels, notificationPolicies: [onCall] };
  assert.deepEqual(await server.apply(file), { created: 3, changed: 0, pruned: 0 });
  const [ops, boss] = (await server.core.channels.all()).map(({ id }) => id);
  const [policy] = await server.core.notificationPolicies.all();
  assert.deepEqual(policy?.escalation.steps, [
    { delayMinutes: 0, channelIds: [ops] },
    { delayMinutes: 10, channelIds: [boss, ops] },
  ]);
  assert.deepEqual([policy.fallbackChannelIds, policy.managedBy], [[boss], 'CLI']);
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
  const changed = { ...file, notificationPolicies: [{ ...onCall, priority: 4 }] };
  assert.deepEqual(await server.apply(changed), { created: 0, changed: 1, pruned: 0 });
});

test('a policy that the file no longer has goes when pruning is asked for, and no other does', async () => {
  await using server = await startingStore();
  await server.apply({ alertChannels, notificationPolicies: [onCall] });
  const [mine] = await server.core.notificationPolicies.all();
  await server.core.notificationPolicies.create(
    { ...mine!, id: crypto.randomUUID(), name: 'by hand' },
    { name: 'test' },
  );
  assert.equal((await server.apply({ alertChannels })).pruned, 0);
  assert.equal((await server.apply({ alertChannels }, true)).pruned, 1);
  assert.deepEqual(
    (await server.core.notificationPolicies.all()).map(({ name }) => name),
    ['by hand'],
  );
});

test('a channel that nobody knows is named with its place, before anything is written', async () => {
  await using server = await startingStore();
  const steps = [{ alertChannels: ['ops', 'nobody'] }];
  const file = { alertChannels, notificationPolicies: [{ name: 'p', escalation: { steps }, fallback: ['none'] }] };
  await assert.rejects(server.apply(file), (error: unknown) => {
    assert.ok(error instanceof FileProblems);
    assert.match(
      error.message,
      /notificationPolicies\[0\]\.escalation\.steps\[0\]\.alertChannels\[1\] must be the name of an alert channel \(ops, boss\), got "nobody"/,
    );
    assert.match(error.message, /notificationPolicies\[0\]\.fallback\[0\]/);
    return true;
  });
  assert.deepEqual(await server.core.channels.all(), []);
});
