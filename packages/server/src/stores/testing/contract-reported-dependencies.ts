/** What a store promises of what targets report of their dependencies. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownDependency } from '@upwatch/core';
import type { DependencyTotals } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const ONE = sampleId(1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = T0 - (T0 % DAY_MS);
const ALL = { fromMs: 0, toMs: START_MS + 10 * DAY_MS };

function knownOf(name: string, given: Partial<KnownDependency> = {}): KnownDependency {
  return { name, status: 'up', sinceMs: T0, firstSeenMs: T0, lastSeenMs: T0, latencyMs: 2.5, ...given };
}

function totalsOf(up: number, down = 0, ms?: number): DependencyTotals {
  const latency = ms === undefined ? undefined : { count: 1, sumMs: ms, maxMs: ms };
  return { looks: { up, degraded: 0, down }, ...(latency && { latency }) };
}

export function reportedDependencyPromises(open: OpenStore): void {
  describe('reported dependencies', () => {
    test('what is known is kept, replaces what was, and goes with its monitor', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const { reportedDependencies } = opened.store;
      await reportedDependencies.keep([{ monitorId: ONE, known: [knownOf('db'), knownOf('__proto__')], totals: [] }]);
      const known = [knownOf('db', { status: 'down', message: 'refused' }), knownOf('redis')];
      await reportedDependencies.keep([{ monitorId: ONE, known, totals: [] }]);
      const store = await opened.reopen();
      assert.deepEqual(await store.reportedDependencies.all(), new Map([[ONE, known]]));
      await store.monitors.delete(ONE, OPERATOR);
      assert.equal((await store.reportedDependencies.all()).size, 0);
      const totals = [{ name: 'db', hourMs: START_MS, totals: totalsOf(1) }];
      await store.reportedDependencies.keep([{ monitorId: ONE, known, totals }]);
      assert.equal((await store.reportedDependencies.all()).size, 0, 'nothing of a deleted monitor comes back');
      assert.equal((await store.reportedDependencies.history(ONE, ALL, HOUR_MS)).size, 0);
    });

    test('totals add up by hour and by day, each dependency by itself', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const { reportedDependencies } = opened.store;
      const keep = (name: string, hour: number, totals: DependencyTotals): Promise<void> =>
        reportedDependencies.keep([
          {
            monitorId: ONE,
            known: [knownOf('db'), knownOf('redis')],
            totals: [{ name, hourMs: START_MS + hour * HOUR_MS, totals }],
          },
        ]);
      await keep('db', 1, totalsOf(3, 0, 10));
      await keep('db', 1, totalsOf(1, 2, 4));
      await keep('db', 2, totalsOf(5));
      await keep('redis', 25, totalsOf(7));
      await keep('nobody', 1, totalsOf(9));
      const hours = await reportedDependencies.history(ONE, ALL, HOUR_MS);
      assert.deepEqual(hours.get('db'), [
        {
          bucketMs: START_MS + HOUR_MS,
          looks: { up: 4, degraded: 0, down: 2 },
          latency: { count: 2, sumMs: 14, maxMs: 10 },
        },
        { bucketMs: START_MS + 2 * HOUR_MS, looks: { up: 5, degraded: 0, down: 0 } },
      ]);
      const days = await reportedDependencies.history(ONE, ALL, DAY_MS, 'redis');
      assert.deepEqual(
        [...days],
        [['redis', [{ bucketMs: START_MS + DAY_MS, looks: { up: 7, degraded: 0, down: 0 } }]]],
      );
      const part = { fromMs: START_MS + 2 * HOUR_MS, toMs: START_MS + 3 * HOUR_MS };
      assert.equal((await reportedDependencies.history(ONE, part, HOUR_MS)).get('db')!.length, 1);
    });

    test('hours are dropped after a month, days after longer than a year', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const { store } = opened;
      const totals = [{ name: 'db', hourMs: START_MS, totals: totalsOf(1) }];
      await store.reportedDependencies.keep([{ monitorId: ONE, known: [knownOf('db')], totals }]);
      const left = async (widthMs: number): Promise<number> =>
        (await store.reportedDependencies.history(ONE, ALL, widthMs)).size;
      await store.tend?.(START_MS + 30 * DAY_MS);
      assert.deepEqual([await left(HOUR_MS), await left(DAY_MS)], [1, 1]);
      await store.tend?.(START_MS + 32 * DAY_MS);
      assert.deepEqual([await left(HOUR_MS), await left(DAY_MS)], [0, 1]);
      await store.tend?.(START_MS + 402 * DAY_MS);
      assert.deepEqual([await left(HOUR_MS), await left(DAY_MS)], [0, 0]);
    });
  });
}
