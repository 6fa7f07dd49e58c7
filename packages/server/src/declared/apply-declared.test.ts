import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startingStore } from './testing/starting-store.ts';

const ACTOR = { name: 'test' };

async function rig() {
  const store = await startingStore();
  const { core } = store;
  return {
    ...store,
    monitors: async () => (await core.monitors.all()).map(({ id, name }) => ({ id, name })),
    rename: async (from: string, to: string) => {
      const monitor = (await core.monitors.all()).find(({ name }) => name === from)!;
      const { key: _, generation: _g, createdAtMs: _c, updatedAtMs: _u, ...rest } = monitor;
      await core.monitors.update(monitor.id, () => ({ ...rest, name: to }), [], ACTOR);
      return monitor.id;
    },
  };
}

const monitor = (name: string) => ({ name, type: 'HTTP', config: { url: `http://${name}.example/`, method: 'GET' } });
const hook = (name: string, url = 'https://hooks.example/x') => ({ name, config: { channelType: 'webhook', url } });

test('a monitor that was renamed outside the file has its declared name again, and is not made twice', async () => {
  await using server = await rig();
  const file = { monitors: [monitor('shop')] };
  await server.apply(file);
  const id = await server.rename('shop', 'shop two');
  assert.deepEqual(await server.apply(file), { created: 0, changed: 1, pruned: 0 });
  assert.deepEqual(await server.monitors(), [{ id, name: 'shop' }]);
  assert.match(server.log.join(''), /"monitor":"shop","was":"shop two".*renamed outside the config file/);
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
});

test('a channel that was renamed outside the file is not made twice either', async () => {
  await using server = await rig();
  const file = { alertChannels: [hook('ops')], monitors: [{ ...monitor('shop'), alertChannels: ['ops'] }] };
  await server.apply(file);
  const [channel] = await server.core.channels.all();
  await server.core.channels.update(channel!.id, { ...channel!, name: 'night shift' }, ACTOR);
  await server.apply(file);
  assert.deepEqual(
    (await server.core.channels.all()).map(({ id, name }) => [id, name]),
    [[channel!.id, 'ops']],
  );
});

test('a name that the file gives to another monitor is that one, and what had it before is made anew', async () => {
  await using server = await rig();
  await server.apply({ monitors: [monitor('shop')] });
  const id = await server.rename('shop', 'web');
  assert.deepEqual(await server.apply({ monitors: [monitor('shop'), monitor('web')] }), {
    created: 1,
    changed: 1,
    pruned: 0,
  });
  const monitors = await server.monitors();
  assert.deepEqual(monitors.map(({ name }) => name).sort(), ['shop', 'web']);
  assert.equal(monitors.find(({ name }) => name === 'web')?.id, id);
});

test('pruning deletes what a file brought, renamed or not, and nothing that was made otherwise', async () => {
  await using server = await rig();
  await server.apply({ monitors: [monitor('shop'), monitor('api')] });
  await server.rename('shop', 'web');
  // As the command line makes them.
  const shop = (await server.core.monitors.all())[0]!;
  const { key: _, generation: _g, createdAtMs: _c, updatedAtMs: _u, ...rest } = shop;
  const made = { ...rest, id: '0190f5c2-0000-7000-8000-000000000001', name: 'by hand', managedBy: 'CLI' as const };
  await server.core.monitors.create(made, [], ACTOR);
  // Once without pruning: what is to be pruned is not forgotten by it.
  assert.deepEqual(await server.apply({ monitors: [] }), { created: 0, changed: 0, pruned: 0 });
  assert.deepEqual(await server.apply({ monitors: [] }, true), { created: 0, changed: 0, pruned: 2 });
  assert.deepEqual(
    (await server.monitors()).map(({ name }) => name),
    ['by hand'],
  );
});

test('a channel whose type changes is another channel under its name', async () => {
  await using server = await rig();
  await server.apply({ alertChannels: [hook('ops')] });
  const mail = { name: 'ops', config: { channelType: 'email', recipients: ['ops@shop.example'] } };
  const file = { alertChannels: [mail], monitors: [{ ...monitor('shop'), alertChannels: ['ops'] }] };
  assert.deepEqual(await server.apply(file), { created: 1, changed: 1, pruned: 0 });
  const [channel, ...more] = await server.core.channels.all();
  assert.deepEqual([channel?.type, more.length], ['email', 0]);
  assert.deepEqual((await server.core.monitors.all())[0]?.channelIds, [channel?.id]);
  assert.deepEqual(await server.apply(file), { created: 0, changed: 0, pruned: 0 });
});
