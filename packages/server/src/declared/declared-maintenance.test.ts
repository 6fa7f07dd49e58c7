import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems } from '../settings/yaml-file.ts';
import { OPERATOR } from '../stores/testing/samples.ts';
import { startingStore } from './testing/starting-store.ts';

const MONITOR = '{ name: shop, type: HTTP, config: { url: "http://shop.example/", method: GET } }';
const NIGHTLY = `
  - name: nightly backup
    startsAt: 2026-11-22T02:30:00+01:00
    durationSeconds: 1800
    repeatRule: FREQ=DAILY
    timeZone: Europe/Berlin
    monitors: [Shop]
    tags: [backup]
    pauseChecks: true`;

test('a declared window is on the monitors and tags that it names, and applied again changes nothing', async () => {
  await using server = await startingStore(Date.UTC(2026, 10, 21, 12));
  const yaml = `monitors: [${MONITOR}]\nmaintenance:${NIGHTLY}`;
  assert.deepEqual(await server.apply(yaml), { created: 2, changed: 0, pruned: 0 });
  const [window] = await server.core.maintenance.all();
  const [monitor] = await server.core.monitors.all();
  const [tag] = (await server.core.tags.list({ page: 0, size: 5 })).items;
  assert.equal(tag?.name, 'backup');
  const { id: _, createdAtMs: __, updatedAtMs: ___, ...content } = window!;
  assert.deepEqual(content, {
    name: 'nightly backup',
    startsAtMs: Date.UTC(2026, 10, 22, 1, 30),
    endsAtMs: Date.UTC(2026, 10, 22, 2, 0),
    repeatRule: 'FREQ=DAILY',
    timeZone: 'Europe/Berlin',
    monitorIds: [monitor!.id],
    tagIds: [tag.id],
    resourceGroupIds: [],
    suppressAlerts: true,
    pauseChecks: true,
    endedEarlyAtMs: [],
    managedBy: 'CLI',
  });
  const endedEarlyAtMs = [content.startsAtMs + 60_000];
  await server.core.maintenance.update(window!.id, (now) => ({ ...now, endedEarlyAtMs }), OPERATOR);
  assert.deepEqual(await server.apply(yaml), { created: 0, changed: 0, pruned: 0 });
  assert.deepEqual((await server.core.maintenance.all())[0]?.endedEarlyAtMs, endedEarlyAtMs, 'what was ended stays so');
});

test('a changed window is changed, one that is no longer declared is pruned when that is asked for', async () => {
  await using server = await startingStore(Date.UTC(2026, 10, 21, 12));
  await server.apply(`monitors: [${MONITOR}]\nmaintenance:${NIGHTLY}`);
  const byHand = { ...(await server.core.maintenance.all())[0]!, id: crypto.randomUUID(), name: 'by hand' };
  await server.core.maintenance.create(byHand, OPERATOR);
  const weekly = `monitors: [${MONITOR}]\nmaintenance:${NIGHTLY.replace('DAILY', 'WEEKLY')}`;
  assert.deepEqual(await server.apply(weekly), { created: 0, changed: 1, pruned: 0 });
  const none = `monitors: [${MONITOR}]`;
  assert.deepEqual(await server.apply(none), { created: 0, changed: 0, pruned: 0 });
  assert.match(server.log.join(), /"maintenance":"nightly backup".*no longer in the config file/);
  assert.deepEqual(await server.apply(none, true), { created: 0, changed: 0, pruned: 1 });
  assert.deepEqual(
    (await server.core.maintenance.all()).map(({ name }) => name),
    ['by hand'],
  );
});

test('what is wrong with a window is told with its place, all at once, before anything is written', async () => {
  await using server = await startingStore(Date.UTC(2026, 10, 21, 12));
  const yaml = `maintenance:
  - { startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60 }
  - { name: a, durationSeconds: 60 }
  - { name: b, startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60, repeatRule: daily }
  - { name: c, startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60, monitor: shop }
  - { name: B, startsAt: 2026-11-22T02:30:00Z, endsAt: 2026-11-22T02:30:00Z }
  - { name: d, startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60, tags: [] }
  - { name: e, startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60, tags: [db], allMonitors: true }`;
  await assert.rejects(server.apply(yaml), (error) => {
    assert.ok(error instanceof FileProblems);
    assert.deepEqual(
      error.problems.map(({ at, message }) => `${at} ${message}`),
      [
        'upwatch.yml:2:5 maintenance[0].name is required',
        'upwatch.yml:3:5 maintenance[1].startsAt is required',
        'upwatch.yml:4:81 maintenance[2].repeatRule must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part "daily"',
        'upwatch.yml:5:78 maintenance[3].monitor is not a known field',
        'upwatch.yml:6:56 maintenance[4].endsAt must be after startsAt 2026-11-22T02:30:00.000Z, got 2026-11-22T02:30:00.000Z',
        'upwatch.yml:7:75 maintenance[5].tags must name at least one; for every monitor say allMonitors: true, got []',
        'upwatch.yml:8:94 maintenance[6].allMonitors must be left out where targets are named, got true',
      ],
    );
    return true;
  });
  const unknown = `monitors: [${MONITOR}]\nmaintenance:\n  - { name: a, startsAt: 2026-11-22T02:30:00Z, durationSeconds: 60, monitors: [shop, blog] }`;
  await assert.rejects(
    server.apply(unknown),
    /maintenance\[0\]\.monitors\[1\] must be the name of a monitor, got "blog"/,
  );
  assert.deepEqual(await server.core.monitors.all(), []);
  const never = `maintenance:${NIGHTLY.replace('DAILY', 'YEARLY;BYMONTH=2;BYMONTHDAY=30').replace('[Shop]', '[]')}`;
  await assert.rejects(
    server.apply(never),
    /upwatch\.yml:5:17: maintenance\[0\]\.repeatRule must come again within 10 years/,
  );
  const twice = NIGHTLY + NIGHTLY;
  await assert.rejects(
    server.apply(`monitors: [${MONITOR}]\nmaintenance:${twice}`),
    /maintenance\[1\]\.name must differ from maintenance\[0\]\.name/,
  );
});
