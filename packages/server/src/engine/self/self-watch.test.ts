import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { makeIds } from '../../ids.ts';
import type { CoreStore } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newChannel, OPERATOR, T0 } from '../../stores/testing/samples.ts';
import { SelfWatch } from './self-watch.ts';

async function rigOf(t: TestContext, given: { core?: (core: CoreStore) => Partial<CoreStore> } = {}) {
  const rig = { nowMs: 0, freeBytes: 1e9, woken: 0, troubles: [] as Error[] };
  let setMs = 0;
  const clock = { wall: () => T0 + rig.nowMs + setMs, monotonic: () => rig.nowMs };
  const opened = await temporaryStore({ clock });
  t.after(() => opened[Symbol.asyncDispose]());
  const { store } = opened;
  await store.channels.create(newChannel(1), OPERATOR);
  const watch = new SelfWatch({
    core: { ...store, ...given.core?.(store) },
    clock,
    region: 'local',
    newId: makeIds(clock),
    channels: () => [{ id: newChannel(1).id }],
    freeBytes: async () => rig.freeBytes,
    wakeDispatcher: () => void rig.woken++,
    onTrouble: (error) => rig.troubles.push(error),
  });
  const waiting = async () => (await store.outbox.open(99)).map(({ message }) => message.headline);
  const pass = (ms: number): Promise<void> => {
    rig.nowMs += ms;
    return watch.tick();
  };
  const setWall = (byMs: number): void => void (setMs += byMs);
  return Object.assign(rig, { setWall, watch, store, waiting, pass });
}

const DOUBT = { isInDoubt: true, reason: '7 hosts fell silent' };

test('a doubt that lasts is told once to each channel', async (t) => {
  const rig = await rigOf(t);
  const { watch, waiting, pass, store } = rig;
  watch.doubt(DOUBT);
  await pass(9_999);
  assert.deepEqual(await waiting(), []);
  await pass(1);
  await pass(60_000);
  assert.deepEqual(await waiting(), [
    'Upwatch: monitoring is impaired: its own network does not work (7 hosts fell silent)',
  ]);
  assert.equal((await store.outbox.open(1))[0]!.kind, 'NOTICE');
  assert.equal(rig.woken, 1);
  assert.equal(watch.view().problems[0]!.trouble, 'network');
});

test('a doubt that is over soon is told to nobody', async (t) => {
  const { watch, waiting, pass } = await rigOf(t);
  watch.doubt(DOUBT);
  await pass(9_000);
  watch.doubt({ isInDoubt: false });
  await pass(60_000);
  assert.deepEqual(await waiting(), []);
  assert.deepEqual(watch.view().problems, []);
});

test('where the begin could not be sent, one message tells of both', async (t) => {
  const { watch, waiting, pass } = await rigOf(t);
  watch.doubt(DOUBT);
  await pass(10_000);
  watch.doubt({ isInDoubt: false });
  await pass(1_000);
  const [story, ...others] = await waiting();
  assert.match(
    story!,
    /^Upwatch is sound again\. For 10 s, monitoring was impaired: .*unknown and counted as no downtime$/,
  );
  assert.deepEqual(others, []);
});

test('where the begin arrived, its end is told too', async (t) => {
  const { watch, waiting, pass, store } = await rigOf(t);
  watch.doubt(DOUBT);
  await pass(10_000);
  const [begin] = await store.outbox.open(1);
  await store.outbox.setStatus(begin!.id, 'DELIVERED');
  watch.doubt({ isInDoubt: false });
  await pass(1_000);
  await pass(1_000);
  const told = await waiting();
  assert.equal(told.length, 1);
  assert.match(told[0]!, /^Upwatch is sound again after 10 s/);
});

test('a disk without room is disk_full and is told, as soon as something can be written', async (t) => {
  let isWritable = false;
  const rig = await rigOf(t, { core: () => ({ health: async () => ({ isWritable, reason: 'full' }) }) });
  rig.freeBytes = 1000;
  await rig.pass(5_000);
  await rig.pass(20_000);
  assert.deepEqual(
    rig.watch.view().problems.map(({ trouble, detail }) => [trouble, detail]),
    [['disk_full', '1000 bytes are left']],
  );
  assert.deepEqual(await rig.waiting(), []);
  isWritable = true;
  await rig.pass(5_000);
  assert.equal((await rig.waiting()).length, 1);
  assert.deepEqual(rig.troubles, []);
});

test('an outbox that nobody empties, and want of file descriptors, are troubles; each ends by itself', async (t) => {
  const { watch, pass, store } = await rigOf(t);
  watch.scarce();
  watch.doubt(DOUBT);
  await pass(10_000);
  await pass(121_000);
  assert.deepEqual(
    watch.view().problems.map(({ trouble }) => trouble),
    ['network', 'outbox'],
  );
  for (const { id } of await store.outbox.open(9)) await store.outbox.setStatus(id, 'DELIVERED');
  await pass(5_000);
  assert.ok(!watch.view().problems.some(({ trouble }) => trouble === 'outbox'));
});

test('what cannot be written is tried again, and said', async (t) => {
  let isBroken = true;
  const rig = await rigOf(t, {
    core: ({ outbox }) => ({
      outbox: { ...outbox, add: async (all) => (isBroken ? Promise.reject(new Error('busy')) : outbox.add(all)) },
    }),
  });
  rig.watch.doubt(DOUBT);
  await rig.pass(10_000);
  assert.equal(rig.troubles.length, 1);
  isBroken = false;
  await rig.pass(1_000);
  assert.equal((await rig.waiting()).length, 1);
});

test('a clock that is set is counted', async (t) => {
  const rig = await rigOf(t);
  await rig.pass(1000);
  assert.deepEqual(rig.watch.view().clock, { jumps: 0 });
  rig.setWall(3_600_000);
  await rig.pass(1000);
  assert.deepEqual(rig.watch.view().clock, { jumps: 1, lastJumpAtMs: T0 + 3_602_000, lastJumpMs: 3_600_000 });
});
