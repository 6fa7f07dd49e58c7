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
const alertChannels = [hook('ops')];
const http = (name: string) => ({ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } });
const edge = {
  ...{ name: 'edge', monitors: ['Shop', 'blog'], alertChannels: ['OPS'] },
  ...{ healthThresholdType: 'COUNT', healthThresholdValue: 2, suppressMemberAlerts: true },
};

test('a group of the file has the members and channels that it names; a second start changes nothing', async () => {
  await using server = await rig();
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
  await using server = await rig();
  const wrong = { ...edge, monitors: ['nobody'], alertChannels: ['none'] };
  await assert.rejects(server.apply({ resourceGroups: [wrong] }), FileProblems);
  const noMonitor = { alertChannels, resourceGroups: [{ ...edge, monitors: ['nobody'] }] };
  await assert.rejects(
    server.apply(noMonitor),
    /resourceGroups\[0\]\.monitors\[0\] must be the name of a monitor, got "nobody"/,
  );
  assert.deepEqual(await server.core.resourceGroups.all(), []);
});
