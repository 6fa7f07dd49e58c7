import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptWindow, WindowContent } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { MaintenanceWatch } from './maintenance-watch.ts';
import { RecorderRig } from '../testing/recorder-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHOP = { id: sampleId(1), tagIds: ['web'] };
const BLOG = { id: sampleId(2), tagIds: [] };

function windowAt(startsAtMs: number, change: Partial<WindowContent> = {}): WindowContent {
  return {
    id: crypto.randomUUID(),
    startsAtMs,
    endsAtMs: startsAtMs + HOUR,
    timeZone: 'UTC',
    monitorIds: [],
    tagIds: [],
    resourceGroupIds: [],
    suppressAlerts: true,
    pauseChecks: false,
    endedEarlyAtMs: [],
    managedBy: 'API',
    ...change,
  };
}

/** A watch over a real store, whose clock a test sets. */
async function watching(...windows: readonly WindowContent[]) {
  const opened = await temporaryStore();
  const time = { nowMs: T0 };
  const clock = { wall: () => time.nowMs, monotonic: () => time.nowMs };
  const pauses: number[] = [];
  const troubles: string[] = [];
  const watch = new MaintenanceWatch({
    store: opened.store.maintenance,
    clock,
    groupsOf: (id) => (id === BLOG.id ? ['eu'] : []),
    onPauses: () => void pauses.push(time.nowMs),
    onTrouble: (error) => void troubles.push(error.message),
  });
  for (const window of windows) await opened.store.maintenance.create(window, OPERATOR);
  await watch.load();
  return { watch, time, pauses, troubles, opened, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

test('a window holds what is told of its monitors from its start to its end, and says until when and why', async () => {
  const window = windowAt(T0 + MINUTE, { tagIds: ['web'], reason: 'Database\n upgrade' });
  await using rig = await watching(window);
  const { watch } = rig;
  assert.equal(watch.holdOf(SHOP, T0), undefined);
  assert.deepEqual(watch.holdOf(SHOP, T0 + MINUTE), {
    because: 'maintenance',
    what: 'maintenance until 13:01 UTC (Database upgrade)',
    untilMs: T0 + MINUTE + HOUR,
  });
  assert.equal(watch.holdOf(BLOG, T0 + MINUTE), undefined, 'it has no such tag');
  assert.equal(watch.holdOf(SHOP, T0 + MINUTE + HOUR), undefined);
});

test('what holds is worded once for all monitors, and anew when a day begins, or the window is another', async () => {
  await using rig = await watching();
  const { watch } = rig;
  const made = await watch.store.create(windowAt(T0, { endsAtMs: T0 + DAY + HOUR, reason: 'move' }), OPERATOR);
  const first = watch.holdOf(SHOP, T0);
  assert.equal(first?.what, 'maintenance until 2026-01-06 13:00 UTC (move)');
  assert.equal(watch.holdOf(BLOG, T0 + HOUR), first, 'the very same');
  const next = watch.holdOf(SHOP, T0 + DAY);
  assert.equal(next?.what, 'maintenance until 13:00 UTC (move)');
  assert.equal(watch.holdOf(SHOP, T0 + DAY + MINUTE), next);
  await watch.store.update(made.id, (now) => ({ ...now, reason: 'moved' }), OPERATOR);
  assert.equal(watch.holdOf(SHOP, T0 + DAY)?.what, 'maintenance until 13:00 UTC (moved)');
});

test('of several windows the last to end is named; one without suppressing holds nothing', async () => {
  await using rig = await watching(
    windowAt(T0, { reason: 'short' }),
    windowAt(T0, { endsAtMs: T0 + DAY, reason: 'long' }),
    windowAt(T0, { endsAtMs: T0 + 2 * DAY, reason: 'announced alone', suppressAlerts: false }),
  );
  assert.equal(rig.watch.holdOf(SHOP, T0)?.what, 'maintenance until 2026-01-06 12:00 UTC (long)');
  assert.deepEqual(
    rig.watch.activeOn(SHOP, T0).map(({ window }) => window.reason),
    ['announced alone', 'long', 'short'],
  );
});

test('a window of a resource group is on its members', async () => {
  await using rig = await watching(windowAt(T0, { resourceGroupIds: ['eu'] }));
  assert.ok(rig.watch.holdOf(BLOG, T0));
  assert.equal(rig.watch.holdOf(SHOP, T0), undefined);
});

test('a window that repeats comes again each time, and again when the clock is set back into it', async () => {
  await using rig = await watching(windowAt(T0, { repeatRule: 'FREQ=DAILY' }));
  const isHeld = (atMs: number): boolean => rig.watch.holdOf(SHOP, atMs) !== undefined;
  const asked = [T0, T0 + HOUR, T0 + DAY, T0 + DAY + HOUR, T0 + 9 * DAY + MINUTE, T0 + MINUTE, T0 - MINUTE];
  assert.deepEqual(asked.map(isHeld), [true, false, true, false, true, true, false]);
});

test('checks are paused by windows that say so, and each change of that is told once', async () => {
  await using rig = await watching(
    windowAt(T0 + MINUTE, { monitorIds: [SHOP.id], pauseChecks: true }),
    windowAt(T0 + 2 * MINUTE),
  );
  const { watch, time, pauses } = rig;
  for (let minute = 0; minute <= 62; minute++) {
    time.nowMs = T0 + minute * MINUTE;
    watch.tick();
    assert.equal(watch.isPaused(SHOP, time.nowMs), minute >= 1 && minute < 61);
    assert.equal(watch.isPaused(BLOG, time.nowMs), false);
  }
  assert.deepEqual(pauses, [T0 + MINUTE, T0 + 61 * MINUTE]);
});

test('what is made, changed and deleted through its store holds at once', async () => {
  await using rig = await watching();
  const { watch } = rig;
  const made: KeptWindow = await watch.store.create(windowAt(T0), OPERATOR);
  assert.ok(watch.holdOf(SHOP, T0));
  await watch.store.update(made.id, (now) => ({ ...now, monitorIds: [BLOG.id] }), OPERATOR);
  assert.equal(watch.holdOf(SHOP, T0), undefined);
  assert.ok(watch.holdOf(BLOG, T0));
  await watch.store.delete(made.id, OPERATOR);
  assert.equal(watch.holdOf(BLOG, T0), undefined);
});

test('a window made while the store cannot be read is kept, told of as trouble, and followed by the next tick that can', async () => {
  await using rig = await watching();
  const { watch, opened, troubles } = rig;
  const read = opened.store.maintenance.all.bind(opened.store.maintenance);
  const refuse = () => Promise.reject(new Error('database is locked'));
  Object.assign(opened.store.maintenance, { all: refuse });
  const made = await watch.store.create(windowAt(T0), OPERATOR);
  assert.ok(made.id, 'it is on disk, and the answer says so');
  assert.equal(watch.holdOf(SHOP, T0), undefined);
  watch.tick();
  await watch.idle();
  assert.equal(watch.holdOf(SHOP, T0), undefined);
  assert.deepEqual(troubles, Array(2).fill('changed maintenance could not be followed'));
  Object.assign(opened.store.maintenance, { all: read });
  watch.tick();
  await watch.idle();
  assert.ok(watch.holdOf(SHOP, T0));
  let reads = 0;
  Object.assign(opened.store.maintenance, { all: () => (reads++, read()) });
  watch.tick();
  await watch.idle();
  assert.equal(reads, 0, 'what is known is not read again');
});

test('what was maintenance stays so when its window is deleted, up to then', async () => {
  await using rig = await watching(
    windowAt(T0 - 2 * DAY, { repeatRule: 'FREQ=DAILY', monitorIds: [SHOP.id] }),
    windowAt(T0 - 2 * DAY + 30 * MINUTE),
  );
  const span = { fromMs: T0 - 3 * DAY, toMs: T0 + 3 * DAY };
  const [daily] = await rig.opened.store.maintenance.all();
  await rig.watch.store.delete(daily!.id, OPERATOR);
  const spans = rig.watch.spansOn(SHOP, span);
  assert.deepEqual(spans.slice(0, 2), [
    { startMs: T0 - 2 * DAY, endMs: T0 - 2 * DAY + 90 * MINUTE },
    { startMs: T0 - DAY, endMs: T0 - DAY + HOUR },
  ]);
  // It was deleted some milliseconds into its third time.
  assert.equal(spans.length, 3);
  assert.ok(spans[2]!.endMs < T0 + MINUTE);
  assert.equal(rig.watch.spansOn(BLOG, span).length, 1);
});

test('a window that cannot be followed is told of, and the others hold', async () => {
  await using rig = await watching(windowAt(T0, { repeatRule: 'FREQ=DAILY', timeZone: 'Mars/Olympus' }), windowAt(T0));
  assert.ok(rig.watch.holdOf(SHOP, T0));
  assert.equal(rig.troubles.length, 1);
  assert.match(rig.troubles[0]!, /^the maintenance window [0-9a-f-]+ cannot be followed$/);
});

test('what goes down in a window is told to nobody, and once at its end if it is still down', async () => {
  await using recording = await RecorderRig.start();
  const [monitor] = recording.monitors.values();
  await using rig = await watching(windowAt(T0 + MINUTE, { endsAtMs: T0 + 6 * MINUTE, reason: 'patches' }));
  Object.defineProperty(recording, 'hold', { get: () => rig.watch.holdOf(monitor!, recording.nowMs) });
  await recording.minutes('up', 'up', 'down', 'down', 'down');
  const during = await recording.kept();
  assert.equal(during.incidents[0]?.status, 'CONFIRMED');
  assert.deepEqual(during.deliveries, []);
  const lines = await recording.store.incidents.updates(during.incidents[0].id);
  assert.ok(lines.some(({ body }) => body === 'Nobody is told for now: maintenance until 12:06 UTC (patches).'));
  await recording.minutes('down', 'down', 'down');
  const after = await recording.kept();
  assert.deepEqual(
    after.deliveries.map(({ kind, createdAtMs }) => [kind, Math.floor((createdAtMs - T0) / MINUTE)]),
    [['INCIDENT_CREATED', 6]],
  );
});

test('what goes down and comes back in a window is told to nobody at all', async () => {
  await using recording = await RecorderRig.start();
  const [monitor] = recording.monitors.values();
  await using rig = await watching(windowAt(T0));
  Object.defineProperty(recording, 'hold', { get: () => rig.watch.holdOf(monitor!, recording.nowMs) });
  await recording.minutes('up', 'up', 'down', 'down', 'up', 'up');
  recording.nowMs += 2 * HOUR;
  await recording.minutes('up', 'up');
  const { incidents, deliveries } = await recording.kept();
  assert.equal(incidents[0]?.status, 'RESOLVED');
  assert.deepEqual(deliveries, []);
});
