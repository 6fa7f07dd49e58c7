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

const http = (name: string, dependsOn?: readonly string[]) => ({
  ...{ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } },
  ...(dependsOn && { dependsOn }),
});

test('a monitor depends on those that the file names, in whichever order, and a second start changes nothing', async () => {
  await using server = await rig();
  const file = { monitors: [http('shop', ['Switch', 'router']), http('switch', ['router']), http('router')] };
  assert.deepEqual(await server.apply(file), { created: 3, changed: 0, pruned: 0 });
  const dependencies = async () => {
    const monitors = await server.core.monitors.all();
    const nameOf = new Map(monitors.map(({ id, name }) => [id, name]));
    return Object.fromEntries(monitors.map((one) => [one.name, one.dependsOn?.map((id) => nameOf.get(id))]));
  };
  assert.deepEqual(await dependencies(), { shop: ['switch', 'router'], switch: ['router'], router: undefined });
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
  const turned = { monitors: [http('router', ['switch']), http('switch')] };
  assert.deepEqual(await server.apply(turned), { created: 0, changed: 2, pruned: 0 });
  assert.deepEqual(await dependencies(), { shop: ['switch', 'router'], switch: undefined, router: ['switch'] });
  await server.apply({ monitors: [http('cache', ['shop'])] });
  assert.deepEqual((await dependencies())['cache'], ['shop'], 'one that the file does not name is there all the same');
});

test('an unknown monitor and a circle are refused with their place before anything is written', async () => {
  await using server = await rig();
  const monitors = [http('a', ['b']), http('b', ['c', 'nobody']), http('c', ['A'])];
  await assert.rejects(server.apply({ monitors }), (error: unknown) => {
    assert.ok(error instanceof FileProblems);
    assert.match(error.message, /monitors\[1\]\.dependsOn\[1\] must be the name of a monitor, got "nobody"/);
    assert.match(
      error.message,
      /monitors\[0\]\.dependsOn must not lead back to the monitor itself, got "a" on "b" on "c" on "a"/,
    );
    return true;
  });
  assert.deepEqual(await server.core.monitors.all(), []);
});
