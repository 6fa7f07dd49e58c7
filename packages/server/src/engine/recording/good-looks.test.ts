import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { LookRows } from '@upwatch/core';
import { pino } from 'pino';
import { openHistoryStore } from '../../stores/sqlite/history/history-store.ts';
import { temporaryDirectory, temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { failedLook, goesDown, newMonitor, OPERATOR, passedLook, sampleId, T0 } from '../../stores/testing/samples.ts';
import { GoodLooks } from './good-looks.ts';
import { ManualTime } from '../testing/manual-time.ts';

const ONE = sampleId(1);
const INCIDENT = sampleId(0x1_0000_0001);
const MINUTE = 60_000;

async function opened() {
  const time = new ManualTime(T0);
  const stores = await temporaryStore();
  const monitor = await stores.store.monitors.create(newMonitor(1), [], OPERATOR);
  const directory = temporaryDirectory();
  const history = openHistoryStore({
    file: join(directory.path, 'history.db'),
    clock: time,
    log: pino({ level: 'silent' }),
    retention: { rawDays: 7, rollupDays: 400 },
  });
  /** One whole look, then rows alone that borrow its facts, and a failure at T0. */
  const facts = { statusCode: 200, remoteAddress: '192.0.2.1', headers: { server: 'sample' } };
  for (const [ago, isWhole] of [
    [10, true],
    [3, false],
    [2, false],
    [0, true],
  ] as const) {
    const slotMs = T0 - ago * MINUTE;
    const look = ago === 0 ? failedLook(ONE, slotMs) : { ...passedLook(ONE, slotMs), facts };
    const rows = new LookRows(1);
    rows.push({
      monitorKey: monitor.key,
      slotMs,
      latenessMs: 2,
      kind: 'scheduled',
      outcome: ago === 0 ? 'down' : 'up',
      attempts: 1,
      phases: { totalMs: 10 + ago },
      statusCode: ago === 0 ? 503 : 200,
      bodyBytes: 7,
      ...(look.failure && { failureCode: look.failure.code }),
    });
    history.append('local', rows, isWhole ? [{ monitorKey: monitor.key, observation: look }] : []);
  }
  const troubles: Error[] = [];
  const looks = () =>
    new GoodLooks({
      incidents: stores.store.incidents,
      history,
      monitorOf: (id) => (id === ONE ? monitor : undefined),
      onTrouble: (error) => troubles.push(error),
      after: time.after,
    });
  return {
    store: stores.store,
    time,
    looks,
    troubles,
    [Symbol.asyncDispose]: async () => {
      await history.close();
      directory[Symbol.dispose]();
      await stores[Symbol.asyncDispose]();
    },
  };
}

test('the last good look before an incident is kept with it, with the facts that held then', async () => {
  await using rig = await opened();
  const commit = goesDown(1, ONE, []);
  await rig.store.commit([commit]);
  const looks = rig.looks();
  looks.want({ ...commit.incident!, trigger: { region: 'local', slotMs: T0 } });
  assert.equal(await rig.store.incidents.goodLook(INCIDENT), undefined, 'alerts come first');
  await rig.time.advance(1000);
  const kept = await rig.store.incidents.goodLook(INCIDENT);
  assert.equal(kept?.slotMs, T0 - 2 * MINUTE);
  assert.equal(kept.phases.totalMs, 12);
  assert.deepEqual(kept.facts, {
    statusCode: 200,
    remoteAddress: '192.0.2.1',
    headers: { server: 'sample' },
    bodyBytes: 7,
  });
  assert.deepEqual(rig.troubles, []);
  await looks.close();
});

test('what an earlier run did not come to is found at the next start', async () => {
  await using rig = await opened();
  const commit = goesDown(1, ONE, []);
  await rig.store.commit([{ ...commit, incident: { ...commit.incident!, trigger: { region: 'local', slotMs: T0 } } }]);
  const first = rig.looks();
  await first.start();
  await first.close();
  assert.equal(await rig.store.incidents.goodLook(INCIDENT), undefined);
  const second = rig.looks();
  await second.start();
  await rig.time.advance(1000);
  assert.equal((await rig.store.incidents.goodLook(INCIDENT))?.slotMs, T0 - 2 * MINUTE);
  await second.close();
});
