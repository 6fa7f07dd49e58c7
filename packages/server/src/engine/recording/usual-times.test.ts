import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { LookRows, type Monitor } from '@upwatch/core';
import { pino } from 'pino';
import { openHistoryStore } from '../../stores/sqlite/history/history-store.ts';
import { temporaryDirectory } from '../../stores/sqlite/testing/temporary-store.ts';
import { newMonitor, T0 } from '../../stores/testing/samples.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { UsualTimes } from './usual-times.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

function monitorOf(number: number, isRelative: boolean): Monitor {
  const { policy, ...rest } = newMonitor(number);
  const baseline = { factor: 3 };
  const rule = { type: 'response_time', scope: 'per_region', severity: 'degraded', baseline } as const;
  const counters = { key: number, generation: 1, createdAtMs: T0, updatedAtMs: T0 };
  return { ...rest, ...counters, policy: isRelative ? { ...policy, triggerRules: [rule] } : policy };
}

function opened() {
  const time = new ManualTime(T0);
  const directory = temporaryDirectory();
  const history = openHistoryStore({
    file: join(directory.path, 'history.db'),
    clock: time,
    log: pino({ level: 'silent' }),
    retention: { rawDays: 7, rollupDays: 400 },
  });
  const monitors: Monitor[] = [];
  const usual = new UsualTimes({
    history,
    clock: time,
    monitors: () => monitors,
    onTrouble: (error) => assert.fail(error),
  });
  /** So many hours before now with looks of so many milliseconds. */
  const lived = (key: number, hours: readonly number[]): void => {
    const rows = new LookRows(hours.length * 10);
    for (const [i, totalMs] of hours.entries()) {
      const hourMs = Math.floor(T0 / HOUR) * HOUR - (hours.length - i) * HOUR;
      for (let n = 0; n < 10; n++) {
        const slotMs = hourMs + n * MINUTE;
        const seen = { kind: 'scheduled', outcome: 'up', attempts: 1, statusCode: 200, bodyBytes: 2 } as const;
        rows.push({ monitorKey: key, slotMs, latenessMs: 0, phases: { totalMs }, ...seen });
      }
    }
    history.append('local', rows, []);
  };
  return {
    time,
    usual,
    monitors,
    lived,
    [Symbol.asyncDispose]: async () => {
      await usual.close();
      await history.close();
      directory[Symbol.dispose]();
    },
  };
}

test('what is usual comes out of the hours of history, for those that ask', async () => {
  await using rig = opened();
  rig.monitors.push(monitorOf(1, true), monitorOf(2, false));
  for (const key of [1, 2]) rig.lived(key, [100, 100, 5000, 100, 110, 100, 100]);
  rig.usual.tick();
  await rig.usual.close();
  const [asking, other] = rig.monitors.map(({ id }) => rig.usual.of(id));
  assert.ok(Math.abs(asking!['local']! - 100) < 3, `${asking!['local']} ms`);
  assert.equal(other, undefined);
});

test('a few hours are no habit, and it is read again when an hour has passed', async () => {
  await using rig = opened();
  const monitor = monitorOf(1, true);
  rig.monitors.push(monitor);
  rig.lived(1, [100, 100, 100]);
  rig.usual.tick();
  await rig.usual.close();
  assert.deepEqual(rig.usual.of(monitor.id), {});
  rig.lived(
    1,
    Array.from({ length: 24 }, () => 200),
  );
  await rig.time.advance(HOUR - 1);
  rig.usual.tick();
  await rig.usual.close();
  assert.deepEqual(rig.usual.of(monitor.id), {}, 'once an hour is enough');
  await rig.time.advance(1);
  rig.usual.tick();
  await rig.usual.close();
  assert.ok(rig.usual.of(monitor.id)!['local']! > 150);
});

test('a monitor that has begun to ask need not wait for the hour', async () => {
  await using rig = opened();
  rig.lived(
    1,
    Array.from({ length: 24 }, () => 100),
  );
  rig.usual.tick();
  await rig.usual.close();
  const monitor = monitorOf(1, true);
  rig.monitors.push(monitor);
  rig.usual.changed(monitor);
  rig.usual.tick();
  await rig.usual.close();
  assert.ok(rig.usual.of(monitor.id)!['local']! > 90);
});
