import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECK_TYPES } from '@upwatch/probe';
import { pino } from 'pino';
import { CONFIG } from '../api/testing/test-api.ts';
import { CHANNELS } from '../channels/index.ts';
import { makeIds } from '../ids.ts';
import { FileProblems, readYaml } from '../settings/yaml-file.ts';
import { temporaryStore } from '../stores/sqlite/testing/temporary-store.ts';
import { applyDeclared } from './apply-declared.ts';
import { readDeclared } from './declared-file.ts';

async function rig() {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  const clock = { wall: () => now++, monotonic: () => now };
  const opened = await temporaryStore({ clock });
  const checkTypes = Object.values(CHECK_TYPES);
  const deps = { core: opened.store, config: CONFIG, newId: makeIds(clock), checkTypes };
  return {
    core: opened.store,
    apply: async (declared: object, isPruning = false) => {
      const file = readYaml(JSON.stringify(declared), 'upwatch.yml', {});
      const options = { isPruning, file, log: pino({ level: 'silent' }) };
      return applyDeclared(readDeclared(file, { checkTypes, channels: CHANNELS }), deps, options);
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const hook = (name: string) => ({ name, config: { channelType: 'webhook', url: 'https://hooks.example/x' } });
const alertChannels = [hook('ops'), hook('boss')];
const onCall = {
  name: 'on call',
  matchRules: [{ type: 'severity_gte', value: 'DOWN' }],
  escalation: { steps: [{ alertChannels: ['OPS'] }, { delayMinutes: 10, alertChannels: ['boss', 'ops'] }] },
  fallback: ['boss'],
};

test('a policy of the file tells the channels that it names, and a second start changes nothing', async () => {
  await using server = await rig();
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
  await using server = await rig();
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
  await using server = await rig();
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
