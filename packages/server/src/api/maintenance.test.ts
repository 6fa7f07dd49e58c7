import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const WINDOWS = '/api/v1/maintenance-windows';
const HOUR = 3_600_000;
const HTTP = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const iso = (ms: number): string => new Date(ms).toISOString();

async function monitorOf(api: TestApi, name = 'shop', tag?: string): Promise<{ id: string; tagIds: string[] }> {
  const tags = tag === undefined ? {} : { tags: { newTags: [{ name: tag }] } };
  const { body } = await api.ask('POST', '/api/v1/monitors', { ...HTTP, name, ...tags });
  return { id: body.data.id, tagIds: body.data.tags.map((one: { id: string }) => one.id) };
}

test('a window is made, listed by how it stands, changed, and deleted', async () => {
  await using api = await testApi();
  const { id: monitorId } = await monitorOf(api);
  const startsAt = iso(api.nowMs() + HOUR);
  const made = await api.ask('POST', WINDOWS, {
    startsAt,
    endsAt: iso(api.nowMs() + 2 * HOUR),
    monitorId,
    reason: 'Database upgrade',
    repeatRule: 'FREQ=WEEKLY',
    timeZone: 'Europe/Berlin',
  });
  assert.equal(made.status, 201, made.text);
  const { id, createdAt, updatedAt } = made.body.data;
  assert.deepEqual(made.body.data, {
    id,
    monitorId,
    organizationId: made.body.data.organizationId,
    startsAt,
    endsAt: iso(api.nowMs() + 2 * HOUR),
    repeatRule: 'FREQ=WEEKLY',
    reason: 'Database upgrade',
    suppressAlerts: true,
    createdAt,
    name: null,
    monitorIds: [monitorId],
    tagIds: [],
    resourceGroupIds: [],
    allMonitors: false,
    timeZone: 'Europe/Berlin',
    pauseChecks: false,
    managedBy: 'API',
    updatedAt,
    status: 'upcoming',
    nextStartsAt: startsAt,
    activeUntil: null,
    warnings: [],
    warningsSaid: [],
  });
  const listed = async (filter: string): Promise<string[]> =>
    (await api.ask('GET', `${WINDOWS}?filter=${filter}`)).body.data.map((one: { id: string }) => one.id);
  assert.deepEqual([await listed('upcoming'), await listed('active'), await listed('past')], [[id], [], []]);
  api.pass(1.5 * HOUR);
  assert.deepEqual([await listed('upcoming'), await listed('active'), await listed('past')], [[], [id], []]);
  const active = (await api.ask('GET', `${WINDOWS}/${id}`)).body.data;
  assert.deepEqual([active.status, active.activeUntil], ['active', active.endsAt]);
  const once = { startsAt, endsAt: active.endsAt, repeatRule: null };
  const changed = (await api.ask('PUT', `${WINDOWS}/${id}`, once)).body.data;
  assert.deepEqual(
    [changed.repeatRule, changed.reason, changed.monitorId, changed.nextStartsAt],
    [null, 'Database upgrade', monitorId, null],
    'what a change does not name stays',
  );
  api.pass(HOUR);
  assert.deepEqual(await listed('past'), [id]);
  assert.equal((await api.ask('DELETE', `${WINDOWS}/${id}`)).status, 204);
  assert.equal((await api.ask('GET', `${WINDOWS}/${id}`)).status, 404);
});

test('maintenance begins now for a while, shows on its monitors, and is ended early once', async () => {
  await using api = await testApi();
  const [shop, blog] = [await monitorOf(api, 'shop', 'web'), await monitorOf(api, 'blog')];
  const body = { durationSeconds: 1800, tagIds: shop.tagIds, reason: 'Deploy', pauseChecks: true };
  const { id } = (await api.ask('POST', WINDOWS, body)).body.data;
  const until = iso(api.nowMs() + 1_800_000);
  const maintenanceOf = async (monitorId: string) =>
    (await api.ask('GET', `/api/v1/monitors/${monitorId}`)).body.data.maintenance;
  assert.deepEqual(await maintenanceOf(shop.id), {
    id,
    reason: 'Deploy',
    until,
    pausesChecks: true,
    suppressesAlerts: true,
  });
  assert.equal(await maintenanceOf(blog.id), null);
  const on = async (monitorId: string): Promise<number> =>
    (await api.ask('GET', `${WINDOWS}?monitorId=${monitorId}`)).body.totalElements;
  assert.deepEqual([await on(shop.id), await on(blog.id)], [1, 0]);
  api.pass(60_000);
  const ended = await api.ask('POST', `${WINDOWS}/${id}/end`);
  assert.deepEqual([ended.body.data.endsAt, ended.body.data.status], [iso(api.nowMs()), 'past']);
  assert.equal(await maintenanceOf(shop.id), null);
  assert.equal((await api.ask('POST', `${WINDOWS}/${id}/end`)).status, 409);
  const { startsAt, endsAt } = ended.body.data;
  const resumed = (await api.ask('PUT', `${WINDOWS}/${id}`, { startsAt, endsAt: until })).body.data;
  assert.deepEqual([resumed.endsAt, resumed.status], [until, 'active']);
  await api.ask('POST', `${WINDOWS}/${id}/end`);
  const noted = (await api.ask('PUT', `${WINDOWS}/${id}`, { startsAt, endsAt, reason: 'Deployed' })).body.data;
  assert.deepEqual([noted.endsAt, noted.status], [endsAt, 'past']);
});

test('ending one that repeats ends this time alone', async () => {
  await using api = await testApi();
  const startsAt = iso(api.nowMs() - HOUR);
  const made = { startsAt, endsAt: iso(api.nowMs() + HOUR), repeatRule: 'FREQ=DAILY' };
  const { id, endsAt } = (await api.ask('POST', WINDOWS, made)).body.data;
  const ended = (await api.ask('POST', `${WINDOWS}/${id}/end`)).body.data;
  assert.deepEqual(
    [ended.status, ended.endsAt, ended.nextStartsAt],
    ['upcoming', endsAt, iso(api.nowMs() + 23 * HOUR)],
  );
  api.pass(23 * HOUR);
  assert.equal((await api.ask('GET', `${WINDOWS}/${id}`)).body.data.status, 'active');
  // Times that are set anew have not been ended early.
  const again = { startsAt: iso(api.nowMs() - HOUR), endsAt: iso(api.nowMs() + HOUR) };
  await api.ask('POST', `${WINDOWS}/${id}/end`);
  assert.equal((await api.ask('PUT', `${WINDOWS}/${id}`, again)).body.data.status, 'active');
});

test('what was meant must be plain: every fault names its field, what was expected and what came', async () => {
  await using api = await testApi();
  const [startsAt, endsAt] = [iso(api.nowMs()), iso(api.nowMs() + HOUR)];
  const nobody = '0190aaaa-0000-7000-8000-000000000000';
  const refused = [
    [{ startsAt }, 'endsAt must be given, or durationSeconds in its place, got neither'],
    [{ startsAt, endsAt, durationSeconds: 5 }, 'endsAt must be given, or durationSeconds in its place, got both'],
    [{ startsAt, endsAt: startsAt }, `endsAt must be after startsAt ${startsAt}, got ${startsAt}`],
    [
      { startsAt, endsAt: '2027-02-02T00:00:00Z' },
      'endsAt must be at most 366 days after startsAt, got 2027-02-02T00:00:00.000Z',
    ],
    [
      { startsAt: '1999-12-31T23:00:00Z', endsAt },
      'startsAt must lie in the years 2000 to 2199, got 1999-12-31T23:00:00.000Z',
    ],
    [
      { startsAt, endsAt, timeZone: 'Berlin' },
      'timeZone must be an IANA time zone such as Europe/Berlin, got "Berlin"',
    ],
    [
      { startsAt, endsAt, repeatRule: 'FREQ=SECONDLY' },
      'repeatRule must have FREQ as one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, got "SECONDLY"',
    ],
    [{ startsAt, endsAt, monitorId: nobody }, `monitorIds must be ids of monitors that exist, got "${nobody}"`],
    [
      { startsAt, endsAt, resourceGroupIds: [nobody] },
      `resourceGroupIds must be ids of resource groups that exist, got "${nobody}"`,
    ],
    [{ startsAt, endsAt, tagIds: [nobody] }, `tagIds must be ids of tags that exist, got "${nobody}"`],
    [
      { startsAt, endsAt, monitorId: nobody, monitorIds: [nobody] },
      'monitorId must be absent where monitorIds are given, got both',
    ],
  ] as const;
  for (const [body, message] of refused) {
    const answer = await api.ask('POST', WINDOWS, body);
    assert.deepEqual([answer.status, answer.body.message], [400, message]);
    assert.equal(answer.body.errors[0].field, message.split(' ')[0]);
  }
  const filtered = await api.ask('GET', `${WINDOWS}?filter=soon`);
  assert.equal(filtered.body.message, 'filter must be one of active, upcoming, past, got "soon"');
});

test('on every monitor is what is said, not what an empty list comes to', async () => {
  await using api = await testApi();
  const { id: monitorId } = await monitorOf(api);
  const now = { durationSeconds: 60 };
  const refused = [
    [{ monitorIds: [] }, 'monitorIds must name at least one; for every monitor say allMonitors: true, got []'],
    [{ tagIds: [], monitorId: null }, 'tagIds must name at least one; for every monitor say allMonitors: true, got []'],
    [{ allMonitors: false }, 'allMonitors must be true where no monitor, tag or group is named, got false'],
    [{ allMonitors: true, monitorId }, 'allMonitors must be left out where targets are named, got true'],
  ] as const;
  for (const [targets, message] of refused) {
    const answer = await api.ask('POST', WINDOWS, { ...now, ...targets });
    assert.deepEqual([answer.status, answer.body.message], [400, message]);
  }
  const standing = (await api.ask('POST', WINDOWS, { ...now, monitorId })).body.data;
  const change = { startsAt: standing.startsAt, endsAt: standing.endsAt };
  assert.equal((await api.ask('PUT', `${WINDOWS}/${standing.id}`, { ...change, monitorIds: [] })).status, 400);
  const widened = await api.ask('PUT', `${WINDOWS}/${standing.id}`, { ...change, allMonitors: true });
  assert.deepEqual([widened.body.data.allMonitors, widened.body.data.monitorIds], [true, []]);
  // As the contract has it.
  for (const targets of [{}, { monitorId: null }, { allMonitors: true, monitorIds: [] }]) {
    assert.equal((await api.ask('POST', WINDOWS, { ...now, ...targets })).body.data.allMonitors, true);
  }
});

test('a rule that is over may say what was: it is taken with a warning', async () => {
  await using api = await testApi();
  const startsAt = '2024-01-01T02:00:00Z';
  const rule = 'FREQ=DAILY;UNTIL=20240201';
  const body = { startsAt, endsAt: '2024-01-01T03:00:00Z', repeatRule: rule };
  const { status, warnings } = (await api.ask('POST', WINDOWS, body)).body.data;
  assert.deepEqual([status, warnings], ['past', [`repeatRule has no time to come: "${rule}"`]]);
});

test('a monitor that is gone stays in its window, which may still be changed', async () => {
  await using api = await testApi();
  const { id: monitorId } = await monitorOf(api);
  const { id, startsAt, endsAt } = (await api.ask('POST', WINDOWS, { durationSeconds: 60, monitorId })).body.data;
  await api.ask('DELETE', `/api/v1/monitors/${monitorId}`);
  const changed = await api.ask('PUT', `${WINDOWS}/${id}`, { startsAt, endsAt, reason: 'x' });
  assert.deepEqual([changed.status, changed.body.data.monitorId], [200, monitorId]);
});

test('the contract alone cannot show a window on a tag, and so cannot make it one on everything', async () => {
  await using api = await testApi();
  const { tagIds } = await monitorOf(api, 'shop', 'web');
  const { id } = (await api.ask('POST', WINDOWS, { durationSeconds: 60, tagIds })).body.data;
  assert.equal((await api.ask('GET', '/compat/api/v1/maintenance-windows')).body.totalElements, 0);
  assert.equal((await api.ask('GET', `/compat/api/v1/maintenance-windows/${id}`)).status, 404);
  const adHoc = await api.ask('POST', '/compat/api/v1/maintenance-windows', { durationSeconds: 60 });
  assert.equal(adHoc.status, 400);
});

test('looks in maintenance count neither for nor against a monitor, and every look is in one count', async () => {
  await using api = await testApi();
  const { id } = await monitorOf(api);
  const monitor = (await api.core.monitors.get(id))!;
  const fromMs = api.nowMs() - 2 * HOUR;
  // One look each minute: down for 20 minutes, which were announced, for 10 that were not, and unknown once.
  const looks = Array.from({ length: 120 }, (_, minute) => {
    const isDown = (minute >= 30 && minute < 50) || (minute >= 80 && minute < 90);
    const blame = minute === 100 ? failure('probe.overloaded') : isDown ? failure('connect.refused') : undefined;
    return observationOf({
      monitorId: id,
      slotMs: fromMs + minute * 60_000,
      kind: 'scheduled',
      ...(blame && { failure: blame }),
    });
  });
  recordLooks(api.history, monitor.key, looks);
  const uptime = async () => (await api.ask('GET', `/api/v1/monitors/${id}/uptime?window=24h`)).body;
  assert.equal((await uptime()).uptimePercentage, (100 * 89) / 119);
  // The looks of the test are 5 s into their minutes.
  const minute = Math.floor(fromMs / 60_000) * 60_000;
  const window = { startsAt: iso(minute + 30 * 60_000), endsAt: iso(minute + 50 * 60_000), monitorId: id };
  const made = (await api.ask('POST', WINDOWS, window)).body.data;
  await api.ask('POST', WINDOWS, { ...window, suppressAlerts: false });
  const known = await uptime();
  assert.equal(known.uptimePercentage, (100 * 89) / 99);
  assert.deepEqual([known.totalChecks, known.unknownChecks, known.maintenanceChecks], [99, 1, 20]);
  assert.equal(known.maintenanceSeconds, 1200);
  const summary = (await api.ask('GET', `/api/v1/monitors/${id}/results/summary`)).body;
  assert.deepEqual([summary.uptime24h, summary.uptimeWindow], [known.uptimePercentage, known.uptimePercentage]);
  const chart = summary.chartData as { uptimePercent: number | null; maintenanceChecks: number }[];
  assert.equal(
    chart.reduce((sum, bucket) => sum + bucket.maintenanceChecks, 0),
    20,
  );
  const during = chart.filter(({ maintenanceChecks }) => maintenanceChecks > 0);
  assert.ok(during.length > 1);
  assert.ok(during.every(({ uptimePercent }) => uptimePercent === 100));
  await api.ask('DELETE', `${WINDOWS}/${made.id}`);
  assert.equal((await uptime()).maintenanceChecks, 20, 'the other one is still there');
  // Twice within one minute, which is as fine as it goes.
  for (const second of [0, 30]) {
    const startMs = minute + 110 * 60_000 + second * 1000;
    await api.ask('POST', WINDOWS, { startsAt: iso(startMs), endsAt: iso(startMs + 10_000) });
  }
  const { totalChecks, unknownChecks, maintenanceChecks, maintenanceSeconds } = await uptime();
  assert.deepEqual([totalChecks, unknownChecks, maintenanceChecks, maintenanceSeconds], [98, 1, 21, 1220]);
});

test('a calendar shows each time of a window that repeats, and refuses a span that nobody could read', async () => {
  await using api = await testApi();
  const startMs = api.nowMs() + HOUR;
  const weekly = { startsAt: iso(startMs), endsAt: iso(startMs + HOUR), repeatRule: 'FREQ=WEEKLY', allMonitors: true };
  const { id } = (await api.ask('POST', WINDOWS, weekly)).body.data;
  const span = (days: number): string =>
    `${WINDOWS}/occurrences?from=${iso(api.nowMs())}&to=${iso(api.nowMs() + days * 24 * HOUR)}`;
  const { body } = await api.ask('GET', span(15));
  assert.deepEqual(
    body.data,
    [0, 7, 14].map((day) => ({
      windowId: id,
      startsAt: iso(startMs + day * 24 * HOUR),
      endsAt: iso(startMs + (day * 24 + 1) * HOUR),
    })),
  );
  const [{ id: shop }, { id: monitorId }] = [await monitorOf(api), await monitorOf(api, 'other')];
  const only = { startsAt: weekly.startsAt, endsAt: weekly.endsAt, monitorId };
  const other = (await api.ask('POST', WINDOWS, only)).body.data.id;
  const timesOn = async (query: string) =>
    (await api.ask('GET', `${span(1)}${query}`)).body.data.map(({ windowId }: { windowId: string }) => windowId);
  assert.deepEqual(await timesOn(`&monitorId=${shop}`), [id], 'of a monitor, only what is on it');
  assert.deepEqual(new Set(await timesOn(`&monitorId=${monitorId}`)), new Set([id, other]));
  assert.equal((await api.ask('GET', span(63))).status, 400);
  assert.equal((await api.ask('GET', span(0))).status, 400);
});
