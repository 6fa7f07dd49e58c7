import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthFacts, ReportedDependency } from '@upwatch/core';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newMonitor, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { ReportedDependencies } from './reported-dependencies.ts';

const ONE = sampleId(1);
const MINUTE = 60_000;
const HOUR_MS = 60 * MINUTE;
const HOUR_BEGINS_MS = T0 - (T0 % HOUR_MS) + HOUR_MS;
const ALL = { fromMs: 0, toMs: T0 + 100 * HOUR_MS };

async function rigged() {
  const opened = await temporaryStore();
  await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
  const time = { nowMs: 0 };
  const troubles: Error[] = [];
  let isBroken = false;
  const { reportedDependencies: store } = opened.store;
  const make = (): ReportedDependencies =>
    new ReportedDependencies({
      store: {
        all: () => store.all(),
        keep: async (changes) => {
          if (isBroken) throw new Error('disk full');
          return store.keep(changes);
        },
      },
      isKnown: (id) => id === ONE,
      monotonic: () => time.nowMs,
      onTrouble: (error) => troubles.push(error),
    });
  return {
    store,
    time,
    troubles,
    make,
    breakStore: (broken: boolean) => void (isBroken = broken),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

function reading(slotMs: number, ...dependencies: readonly ReportedDependency[]) {
  const health: HealthFacts = { dialect: 'simple', verdict: 'up', dependencies };
  return { region: 'local', readings: [{ monitorId: ONE, slotMs, health }] };
}

const db = (more: Partial<ReportedDependency> = {}): ReportedDependency => ({
  name: 'db',
  status: 'up',
  latencyMs: 4,
  ...more,
});

test('a change is written with the next second, what is none after half a minute, and a restart knows it', async () => {
  await using rig = await rigged();
  const reports = rig.make();
  reports.take(reading(HOUR_BEGINS_MS, db()));
  reports.tick();
  await reports.written();
  assert.equal((await rig.store.all()).get(ONE)?.[0]?.latencyMs, 4);
  reports.take(reading(HOUR_BEGINS_MS + MINUTE, db({ latencyMs: 8 })));
  rig.time.nowMs = 29_000;
  reports.tick();
  await reports.written();
  assert.equal((await rig.store.all()).get(ONE)?.[0]?.latencyMs, 4);
  rig.time.nowMs = 30_000;
  reports.tick();
  await reports.written();
  const again = rig.make();
  await again.load();
  assert.deepEqual(again.of(ONE), [
    {
      name: 'db',
      status: 'up',
      latencyMs: 8,
      sinceMs: HOUR_BEGINS_MS,
      firstSeenMs: HOUR_BEGINS_MS,
      lastSeenMs: HOUR_BEGINS_MS + MINUTE,
    },
  ]);
});

test('an hour adds up, and the same look again counts once', async () => {
  await using rig = await rigged();
  const reports = rig.make();
  reports.take(reading(HOUR_BEGINS_MS, db()));
  reports.take(reading(HOUR_BEGINS_MS, db()));
  reports.take({ ...reading(HOUR_BEGINS_MS, db({ latencyMs: 10 })), region: 'eu' });
  reports.take(reading(HOUR_BEGINS_MS + HOUR_MS, db({ status: 'down' })));
  await reports.close();
  const hours = (await rig.store.history(ONE, ALL, HOUR_MS)).get('db')!;
  assert.deepEqual(hours, [
    { bucketMs: HOUR_BEGINS_MS, looks: { up: 2, degraded: 0, down: 0 }, latency: { count: 2, sumMs: 14, maxMs: 10 } },
    {
      bucketMs: HOUR_BEGINS_MS + HOUR_MS,
      looks: { up: 0, degraded: 0, down: 1 },
      latency: { count: 1, sumMs: 4, maxMs: 4 },
    },
  ]);
});

test('what a full disk refuses is written when it takes it again, and said once', async () => {
  await using rig = await rigged();
  const reports = rig.make();
  rig.breakStore(true);
  for (let n = 0; n < 3; n++) {
    reports.take(reading(HOUR_BEGINS_MS + n * MINUTE, db()));
    rig.time.nowMs += 30_000;
    reports.tick();
    await reports.written();
  }
  assert.equal(rig.troubles.length, 1);
  rig.breakStore(false);
  rig.time.nowMs += 30_000;
  reports.tick();
  await reports.written();
  assert.equal((await rig.store.history(ONE, ALL, HOUR_MS)).get('db')?.[0]?.looks.up, 3);
});

test('a look of a region that is behind counts, and does not set back what is known', async () => {
  await using rig = await rigged();
  const reports = rig.make();
  reports.take(reading(HOUR_BEGINS_MS + MINUTE, db({ status: 'down' })));
  reports.take({ ...reading(HOUR_BEGINS_MS, db()), region: 'eu' });
  assert.equal(reports.of(ONE)[0]?.status, 'down');
});

test('nothing is known of a monitor that is gone, or that nobody knows', async () => {
  await using rig = await rigged();
  const reports = rig.make();
  reports.take(reading(HOUR_BEGINS_MS, db()));
  reports.forgotten(ONE);
  const { readings } = reading(HOUR_BEGINS_MS, db());
  reports.take({ region: 'local', readings: [{ ...readings[0]!, monitorId: sampleId(9) }] });
  await reports.close();
  assert.deepEqual([...reports.all()], []);
  assert.equal((await rig.store.all()).size, 0);
});
