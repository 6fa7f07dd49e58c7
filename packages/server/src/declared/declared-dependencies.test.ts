import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems } from '../settings/yaml-file.ts';
import { startingStore } from './testing/starting-store.ts';

const http = (name: string, dependsOn?: readonly string[]) => ({
  ...{ name, type: 'HTTP', config: { url: `https://${name}.example/`, method: 'GET' } },
  ...(dependsOn && { dependsOn }),
});

test('a monitor depends on those that the file names, in whichever order, and a second start changes nothing', async () => {
  await using server = await startingStore();
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
  await using server = await startingStore();
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
