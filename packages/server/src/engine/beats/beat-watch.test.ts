import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inheritPolicy, type Observation } from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import { StoreRefusal } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newMonitor, OPERATOR, T0 } from '../../stores/testing/samples.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { BeatWatch } from './beat-watch.ts';

const MINUTE = 60_000;

async function rig() {
  const time = new ManualTime(T0);
  const opened = await temporaryStore({ clock: time });
  const policy = inheritPolicy({ regionCount: 1, frequencySeconds: 600 }, {}).policy;
  const config = { expectedInterval: 600, gracePeriod: 60, timeZone: 'UTC' };
  const given = { ...newMonitor(1), type: 'HEARTBEAT', config, frequencySeconds: 600, policy, assertions: [] };
  const monitor = await opened.store.monitors.create(given, [], OPERATOR);
  const batches: Batch[] = [];
  const troubles: Error[] = [];
  let tokens = 0;
  const watch = new BeatWatch({
    store: opened.store,
    region: 'local',
    clock: time,
    newToken: () => `token-${++tokens}`,
    onBatch: (batch) => batches.push(batch),
    onTrouble: (error) => troubles.push(error),
  });
  await watch.load([monitor]);
  const token = await watch.tokenOf(monitor);
  const looks = (): readonly Observation[] => batches.flatMap(({ observations }) => observations);
  /** Time passes second by second, and the watch sees it. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1000) {
      await time.advance(Math.min(1000, left));
      watch.tick();
      await time.settle();
    }
  };
  const success = async () => watch.receive(token, { signal: { kind: 'success', atMs: time.wall() } });
  return { ...opened, time, monitor, watch, token, batches, troubles, looks, pass, success };
}

test('a signal is on disk before it is acknowledged, and then a look', async () => {
  const r = await rig();
  assert.equal(await r.success(), true);
  const [signal] = await r.store.heartbeats.signals(r.monitor.id, { limit: 1 });
  assert.equal(signal?.kind, 'success');
  assert.equal(r.looks()[0]?.failure, undefined);
  assert.equal(r.batches[0]?.rows.length, 1);
  await r[Symbol.asyncDispose]();
});

test('by a token that nobody has, nothing is kept', async () => {
  const r = await rig();
  assert.equal(await r.watch.receive('token-404', { signal: { kind: 'success', atMs: T0 } }), false);
  assert.equal(await r.store.heartbeats.signalsTotal(r.monitor.id), 0);
  const rotated = await r.watch.setToken(r.monitor);
  assert.equal(await r.success(), false, 'the token before holds no more');
  assert.equal(await r.watch.receive(rotated, { signal: { kind: 'success', atMs: T0 } }), true);
  await r[Symbol.asyncDispose]();
});

test('what does not come is missing once the grace is over, and again each interval', async () => {
  const r = await rig();
  await r.success();
  await r.pass(11 * MINUTE);
  assert.deepEqual(
    r.looks().map(({ failure }) => failure?.code),
    [undefined, 'timeout.heartbeat'],
  );
  await r.pass(10 * MINUTE);
  assert.equal(r.looks().length, 3);
  await r.success();
  assert.equal(r.looks().at(-1)?.failure, undefined);
  await r[Symbol.asyncDispose]();
});

test('after a restart what was known still is, and what fell due meanwhile is expected anew', async () => {
  const r = await rig();
  await r.success();
  const again = new BeatWatch({
    store: r.store,
    region: 'local',
    clock: r.time,
    newToken: () => assert.fail('the token is known'),
    onBatch: (batch) => r.batches.push(batch),
    onTrouble: (error) => r.troubles.push(error),
  });
  await r.time.advance(60 * MINUTE);
  await again.load([r.monitor]);
  assert.equal(await again.tokenOf(r.monitor), r.token);
  again.tick();
  assert.equal(r.looks().length, 1, 'nobody listened: nothing is missing');
  await r[Symbol.asyncDispose]();
});

test('a standstill of our own makes nothing missing', async () => {
  const r = await rig();
  await r.success();
  r.watch.tick();
  await r.time.advance(60 * MINUTE);
  r.watch.tick();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(r.looks().length, 1);
  await r.pass(11 * MINUTE);
  assert.equal(r.looks().length, 2, 'from then on it is');
  await r[Symbol.asyncDispose]();
});

test('of a paused monitor signals are kept and say nothing; when it goes on, nothing of the pause is missing', async () => {
  const r = await rig();
  await r.success();
  r.watch.set({ ...r.monitor, isEnabled: false, generation: 2 }, false);
  await r.pass(30 * MINUTE);
  await r.success();
  assert.equal(r.looks().length, 1);
  assert.equal(await r.store.heartbeats.signalsTotal(r.monitor.id), 2);
  await r.pass(30 * MINUTE);
  r.watch.set({ ...r.monitor, generation: 3 }, true);
  await r.pass(5 * MINUTE);
  assert.equal(r.looks().length, 1);
  await r[Symbol.asyncDispose]();
});

test('a disk that takes nothing acknowledges nothing, and nothing is known of what was refused', async () => {
  const r = await rig();
  const { heartbeats } = r.store;
  const record = heartbeats.record.bind(heartbeats);
  Object.assign(heartbeats, { record: () => Promise.reject(new StoreRefusal('disk_full', 'full')) });
  await assert.rejects(r.success(), /full/);
  assert.equal(r.looks().length, 0);
  Object.assign(heartbeats, { record });
  assert.equal(await r.success(), true);
  assert.equal(r.looks().length, 1);
  await r[Symbol.asyncDispose]();
});

test('a flood is kept whole in few transactions, and each signal that was acknowledged is counted', async () => {
  const r = await rig();
  let writes = 0;
  const { heartbeats } = r.store;
  const record = heartbeats.record.bind(heartbeats);
  Object.assign(heartbeats, { record: (changes: Parameters<typeof record>[0]) => (writes++, record(changes)) });
  const taken = await Promise.all(Array.from({ length: 2000 }, () => r.success()));
  assert.ok(taken.every(Boolean));
  assert.equal(await heartbeats.signalsTotal(r.monitor.id), 2000);
  assert.ok(writes <= 3, `${writes} transactions`);
  assert.equal(r.batches.length, 2000, 'and each is a look');
  await r[Symbol.asyncDispose]();
});

test('a clock that is set back an hour makes nothing wait for it', async () => {
  const r = await rig();
  await r.success();
  r.time.jump(-60 * MINUTE);
  await r.pass(11 * MINUTE + 1000);
  assert.equal(r.looks().at(-1)?.failure?.code, 'timeout.heartbeat');
  await r[Symbol.asyncDispose]();
});

test('a clock that is set forwards makes nothing missing: an interval lasts as long as it really does', async () => {
  const r = await rig();
  await r.success();
  await r.pass(5 * MINUTE);
  r.time.jump(5 * MINUTE);
  await r.pass(5 * MINUTE);
  assert.equal(r.looks().length, 1);
  const [kept] = await r.store.heartbeats.all();
  assert.equal(kept!.beat.lastEndAtMs, T0 + 5 * MINUTE, 'the next run knows it under the same clock');
  await r.pass(MINUTE + 1000);
  assert.equal(r.looks().length, 2, 'and then it is missing');
  await r[Symbol.asyncDispose]();
});

test('of the hours of a calendar that a clock skips nothing is missing, also where it comes to stand within the grace', async () => {
  for (const jumpMs of [5 * MINUTE, 1.5 * MINUTE]) {
    const r = await rig();
    const config = { cron: '*/10 * * * *', gracePeriod: 60, timeZone: 'UTC' };
    r.watch.set({ ...r.monitor, config, generation: 2 }, true);
    await r.success();
    await r.pass(9 * MINUTE);
    r.time.jump(jumpMs);
    await r.pass(5 * MINUTE);
    assert.equal(r.looks().length, 1, `${jumpMs} ms`);
    await r.pass(7 * MINUTE);
    assert.equal(r.looks().length, 2, 'of the next it is');
    await r[Symbol.asyncDispose]();
  }
});

test('a clock that is set while the disk takes its time is followed all the same', async () => {
  const r = await rig();
  const { heartbeats } = r.store;
  const record = heartbeats.record.bind(heartbeats);
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(heartbeats, {
    record: async (...args: Parameters<typeof record>) => promise.then(() => record(...args)),
  });
  const answered = r.success();
  await r.time.settle();
  r.time.jump(-60 * MINUTE);
  r.watch.tick();
  resolve();
  await answered;
  assert.equal(r.watch.lastSuccessMsOf(r.monitor.id), T0 - 60 * MINUTE);
  await r[Symbol.asyncDispose]();
});

/** Five minutes later another process goes on. @returns the looks that it takes up */
async function seenByTheNext(r: Awaited<ReturnType<typeof rig>>): Promise<readonly Observation[]> {
  const seen: Observation[] = [];
  const again = new BeatWatch({
    store: r.store,
    region: 'local',
    clock: r.time,
    newToken: () => assert.fail('the token is known'),
    onBatch: ({ observations }) => seen.push(...observations),
    onTrouble: (error) => r.troubles.push(error),
  });
  await r.time.advance(5 * MINUTE);
  await again.load([r.monitor]);
  again.tick();
  again.tick();
  return seen;
}

test('what a job failed at while it was paused is no look of the next run', async () => {
  const r = await rig();
  r.watch.set(r.monitor, false);
  await r.watch.receive(r.token, { signal: { kind: 'failure', atMs: T0 + 17, exitCode: 2 } });
  assert.deepEqual(await seenByTheNext(r), []);
  await r[Symbol.asyncDispose]();
});

test('a failure that was kept just before an end is a look of the next run, for the same slot', async () => {
  const r = await rig();
  await r.watch.receive(r.token, { signal: { kind: 'failure', atMs: T0 + 17, exitCode: 2 } });
  assert.deepEqual(
    (await seenByTheNext(r)).map(({ slotMs, startedAtMs, failure }) => [slotMs, startedAtMs, failure]),
    [[T0 + 17, T0 + 5 * MINUTE, r.looks()[0]!.failure]],
  );
  await r[Symbol.asyncDispose]();
});
