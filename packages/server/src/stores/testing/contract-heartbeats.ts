/** What a store promises of jobs that report by themselves. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Beat, NEVER_HEARD } from '@upwatch/core/heartbeat';
import { StoreRefusal } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const ONE = sampleId(1);
const BEAT: Beat = { lastSuccessAtMs: T0, lastEndAtMs: T0, runs: [{ runId: 'a', startedAtMs: T0 - 5 }] };

export function heartbeatPromises(open: OpenStore): void {
  describe('heartbeats', () => {
    test('a job is known by its token after a restart; a new token takes the place of the old', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      await opened.store.heartbeats.setToken(ONE, 'first');
      assert.deepEqual(await opened.store.heartbeats.all(), [{ monitorId: ONE, token: 'first', beat: NEVER_HEARD }]);
      await opened.store.heartbeats.record([{ monitorId: ONE, beat: BEAT }]);
      await opened.store.heartbeats.setToken(ONE, 'second');
      const { heartbeats } = await opened.reopen();
      assert.deepEqual(await heartbeats.all(), [{ monitorId: ONE, token: 'second', beat: BEAT }]);
      assert.equal(await heartbeats.signalsTotal(ONE), 0, 'time that passes is no signal');
    });

    test('two monitors never report by one token, and one that is not there by none', async () => {
      await using opened = await open();
      const { heartbeats, monitors } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      await monitors.create(newMonitor(2), [], OPERATOR);
      await heartbeats.setToken(ONE, 'same');
      const isRefusal = (code: string) => (error: unknown) => error instanceof StoreRefusal && error.code === code;
      await assert.rejects(heartbeats.setToken(sampleId(2), 'same'), isRefusal('duplicate_name'));
      await assert.rejects(heartbeats.setToken(sampleId(404), 'other'), isRefusal('not_found'));
      assert.equal((await heartbeats.all()).length, 1);
    });

    test('signals are kept in their order with what they amount to, and read in pages', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      await opened.store.heartbeats.setToken(ONE, 'token');
      const signals = [
        { kind: 'start', atMs: T0, runId: 'a' },
        { kind: 'failure', atMs: T0 + 1, runId: 'a', exitCode: 3, payload: 'disk full' },
        { kind: 'success', atMs: T0 + 1 },
      ] as const;
      await opened.store.heartbeats.record(signals.map((signal) => ({ monitorId: ONE, beat: BEAT, signal })));
      await opened.store.heartbeats.record([{ monitorId: sampleId(404), beat: BEAT, signal: signals[0] }]);
      const { heartbeats } = await opened.reopen();
      const newest = await heartbeats.signals(ONE, { limit: 2 });
      assert.deepEqual(
        newest.map((signal) => ({ ...signal, id: 0 })),
        [
          { ...signals[2], id: 0 },
          { ...signals[1], id: 0 },
        ],
      );
      const [oldest, ...none] = await heartbeats.signals(ONE, { limit: 2, beforeId: newest[1]!.id });
      assert.deepEqual({ ...oldest, id: 0 }, { ...signals[0], id: 0 });
      assert.equal(none.length, 0);
      assert.equal(await heartbeats.signalsTotal(ONE), 3);
    });

    test('what a job said goes with its monitor, and the oldest of very many go by themselves', async () => {
      await using opened = await open();
      const { heartbeats, monitors } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      await heartbeats.setToken(ONE, 'token');
      const signals = Array.from({ length: 1203 }, (_, n) => ({ kind: 'success', atMs: T0 + n }) as const);
      await heartbeats.record(signals.map((signal) => ({ monitorId: ONE, beat: BEAT, signal })));
      await opened.store.tend?.(T0);
      const kept = await heartbeats.signals(ONE, { limit: 5000 });
      assert.equal(kept.length, 1000);
      assert.equal(kept[0]?.atMs, T0 + 1202);
      assert.equal(await heartbeats.signalsTotal(ONE), 1203);
      await monitors.delete(ONE, OPERATOR);
      assert.deepEqual(await heartbeats.all(), []);
      assert.deepEqual(await heartbeats.signals(ONE, { limit: 10 }), []);
    });
  });
}
