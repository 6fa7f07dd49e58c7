import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, initialState } from '@upwatch/core';
import { recordLooks } from './testing/recorded-looks.ts';
import { observationOf } from './testing/quiet-engine.ts';
import { KEY, testApi, type TestApi } from './testing/test-api.ts';

const PAGES = '/api/v1/status-pages';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function newMonitor(api: TestApi, name = 'shop') {
  const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' }, frequencySeconds: 60 };
  return (await api.ask('POST', '/api/v1/monitors', body)).body.data.id as string;
}

async function newPage(api: TestApi, slug = 'shop') {
  return (await api.ask('POST', PAGES, { name: slug, slug })).body.data.id as string;
}

async function newComponent(api: TestApi, pageId: string, body: object) {
  const answer = await api.ask('POST', `${PAGES}/${pageId}/components`, { name: 'part', ...body });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.data.id as string;
}

async function tell(api: TestApi, pageId: string, body: object = {}) {
  const whole = { title: 'Orders fail', impact: 'MAJOR', body: 'We look into it.', ...body };
  return api.ask('POST', `${PAGES}/${pageId}/incidents`, whole);
}

async function faultOf(api: TestApi, method: string, path: string, body?: object) {
  const { status, body: refused } = await api.ask(method, `${PAGES}${path}`, body);
  return [status, refused?.errors?.[0]?.field ?? refused?.code];
}

test('a component shows what its monitor is, and the page the worst of those that count', async () => {
  await using api = await testApi();
  const monitorId = await newMonitor(api);
  const id = await newPage(api);
  const watched = await newComponent(api, id, { type: 'MONITOR', monitorId });
  await newComponent(api, id, { type: 'STATIC' });
  const shown = async () => {
    const page = (await api.ask('GET', `${PAGES}/${id}`)).body.data;
    const parts = (await api.ask('GET', `${PAGES}/${id}/components`)).body.data;
    const part = parts.find((one: { id: string }) => one.id === watched);
    return [page.overallStatus, page.isCurrent, part.currentStatus, part.isCurrent];
  };
  assert.deepEqual(await shown(), ['OPERATIONAL', false, 'OPERATIONAL', false], 'nothing has looked yet');
  const down = { ...initialState(1, 0), verdict: 'down' } as const;
  api.engine.states.set(monitorId, { ...down, scope: { type: 'regional', regions: ['eu'] } });
  assert.deepEqual(await shown(), ['PARTIAL_OUTAGE', true, 'PARTIAL_OUTAGE', true]);
  api.engine.states.set(monitorId, { ...down, scope: { type: 'global' } });
  api.engine.overdue.set(monitorId, 1000);
  assert.deepEqual(await shown(), ['MAJOR_OUTAGE', false, 'MAJOR_OUTAGE', false], 'old, and said to be');
  await api.ask('PUT', `${PAGES}/${id}/components/${watched}`, { excludeFromOverall: true });
  assert.equal((await shown())[0], 'OPERATIONAL');
  await api.ask('POST', '/api/v1/maintenance-windows', { durationSeconds: 60, monitorIds: [monitorId] });
  assert.deepEqual((await shown()).slice(2), ['UNDER_MAINTENANCE', true]);
});

test('a published incident speaks for its components until it is resolved, and a draft for none', async () => {
  await using api = await testApi();
  const id = await newPage(api);
  const componentId = await newComponent(api, id, { type: 'STATIC' });
  const affectedComponents = [{ componentId, status: 'MAJOR_OUTAGE' }];
  const draft = (await tell(api, id, { affectedComponents, draft: true })).body.data;
  const overall = async () => (await api.ask('GET', `${PAGES}/${id}`)).body.data.overallStatus;
  const at = `/${id}/incidents/${draft.id}`;
  assert.deepEqual([draft.publishedAt, await overall()], [null, 'OPERATIONAL']);
  const published = (await api.ask('POST', `${PAGES}${at}/publish`, { impact: 'CRITICAL' })).body.data;
  assert.deepEqual([published.impact, published.updates.length, await overall()], ['CRITICAL', 1, 'MAJOR_OUTAGE']);
  assert.deepEqual(await faultOf(api, 'POST', `${at}/publish`), [409, 'CONFLICT']);
  assert.deepEqual(await faultOf(api, 'POST', `${at}/dismiss`), [409, 'CONFLICT']);
  const better = {
    status: 'MONITORING',
    body: 'Better.',
    affectedComponents: [{ componentId, status: 'DEGRADED_PERFORMANCE' }],
  };
  await api.ask('POST', `${PAGES}${at}/updates`, better);
  assert.equal(await overall(), 'DEGRADED_PERFORMANCE');
  const over = (await api.ask('POST', `${PAGES}${at}/updates`, { status: 'RESOLVED', body: 'Over.' })).body.data;
  assert.deepEqual([over.status, over.updates.length, await overall()], ['RESOLVED', 3, 'OPERATIONAL']);
  assert.equal(over.affectedComponents[0].componentStatus, 'DEGRADED_PERFORMANCE', 'what was said last stays');
  const again = (await api.ask('PUT', `${PAGES}${at}`, { status: 'INVESTIGATING' })).body.data;
  assert.deepEqual([again.resolvedAt, await overall()], [null, 'DEGRADED_PERFORMANCE']);
});

test('announced work counts from its beginning to its end', async () => {
  await using api = await testApi();
  const id = await newPage(api);
  const componentId = await newComponent(api, id, { type: 'STATIC' });
  const work = {
    scheduled: true,
    scheduledFor: new Date(api.nowMs() + HOUR).toISOString(),
    scheduledUntil: new Date(api.nowMs() + 2 * HOUR).toISOString(),
    affectedComponents: [{ componentId, status: 'UNDER_MAINTENANCE' }],
  };
  const made = (await tell(api, id, work)).body.data;
  assert.deepEqual([made.startedAt, made.autoResolve], [work.scheduledFor, true]);
  const overall = async () => (await api.ask('GET', `${PAGES}/${id}`)).body.data.overallStatus;
  const seen = [await overall()];
  for (const ms of [HOUR, HOUR]) {
    api.pass(ms);
    seen.push(await overall());
  }
  assert.deepEqual(seen, ['OPERATIONAL', 'UNDER_MAINTENANCE', 'OPERATIONAL']);
});

test('what makes no sense is refused with its field', async () => {
  await using api = await testApi();
  const id = await newPage(api);
  const monitorId = await newMonitor(api);
  const nobody = crypto.randomUUID();
  const component = (body: object) => faultOf(api, 'POST', `/${id}/components`, { name: 'x', ...body });
  const incident = async (body: object) => {
    const { status, body: refused } = await tell(api, id, body);
    return [status, refused.errors?.[0]?.field];
  };
  assert.deepEqual(await faultOf(api, 'POST', '', { name: 'x', slug: 'queue' }), [400, 'slug']);
  assert.deepEqual(await faultOf(api, 'POST', '', { name: 'x', slug: 'shop' }), [409, 'slug']);
  assert.deepEqual(await faultOf(api, 'PUT', `/${id}`, { branding: { brandColor: 'red' } }), [
    400,
    'branding.brandColor',
  ]);
  assert.deepEqual(await component({ type: 'MONITOR' }), [400, 'monitorId']);
  assert.deepEqual(await component({ type: 'STATIC', monitorId }), [400, 'monitorId']);
  assert.deepEqual(await component({ type: 'MONITOR', monitorId: nobody }), [400, 'monitorId']);
  assert.deepEqual(await component({ type: 'STATIC', groupId: nobody }), [400, 'groupId']);
  const at = 'affectedComponents[0].componentId';
  assert.deepEqual(await incident({ affectedComponents: [{ componentId: nobody, status: 'OPERATIONAL' }] }), [400, at]);
  assert.deepEqual(await incident({ scheduled: true }), [400, 'scheduledFor']);
  const now = new Date(api.nowMs()).toISOString();
  assert.deepEqual(await incident({ scheduledFor: now }), [400, 'scheduledFor']);
  const times = { scheduled: true, scheduledFor: now, scheduledUntil: now };
  assert.deepEqual(await incident(times), [400, 'scheduledUntil']);
  assert.deepEqual(await incident({ incidentId: nobody }), [400, 'incidentId']);
  const order = (body: object) => faultOf(api, 'PUT', `/${id}/layout/reorder`, body);
  assert.deepEqual(await order({ sections: [{ pageOrder: 1 }] }), [400, 'sections[0]']);
  assert.deepEqual(await order({ sections: [{ pageOrder: 1, groupId: nobody }] }), [400, 'sections[0].groupId']);
});

test('bars come from history, without maintenance, and name what was told of that day', async () => {
  await using api = await testApi();
  const monitorId = await newMonitor(api);
  const id = await newPage(api);
  const componentId = await newComponent(api, id, { type: 'MONITOR', monitorId });
  const monitor = (await api.core.monitors.get(monitorId))!;
  // An hour of yesterday: a quarter of it down, half of that under maintenance.
  const startMs = Math.floor(api.nowMs() / HOUR) * HOUR - 24 * HOUR;
  const looks = Array.from({ length: 60 }, (_, minute) => {
    const slotMs = startMs + minute * MINUTE;
    const refused = failure('status.unexpected', 'expected 2xx, got 503');
    return observationOf({ monitorId, slotMs, startedAtMs: slotMs, ...(minute < 15 && { failure: refused }) });
  });
  recordLooks(api.history, monitor.key, looks);
  const bars = async () => (await api.ask('GET', `${PAGES}/${id}/components/${componentId}/uptime`)).body.data;
  const [day] = await bars();
  assert.deepEqual([day.majorOutageSeconds, day.partialOutageSeconds, day.uptimePercentage], [900, 0, 75]);
  const window = { startsAt: new Date(startMs).toISOString(), endsAt: new Date(startMs + 8 * MINUTE).toISOString() };
  await api.core.maintenance.create(
    {
      id: crypto.randomUUID(),
      startsAtMs: Date.parse(window.startsAt),
      endsAtMs: Date.parse(window.endsAt),
      timeZone: 'UTC',
      monitorIds: [monitorId],
      tagIds: [],
      resourceGroupIds: [],
      suppressAlerts: true,
      pauseChecks: false,
      endedEarlyAtMs: [],
      managedBy: 'API',
    },
    { name: 'test' },
  );
  const [without] = await bars();
  assert.equal(without.majorOutageSeconds, 7 * 60);
  assert.equal(without.date, `${new Date(startMs).toISOString().slice(0, 10)}T00:00:00.000Z`);
  await tell(api, id, { affectedComponents: [{ componentId, status: 'PARTIAL_OUTAGE' }] });
  const told = (await bars()).map((bar: { incidents: { title: string }[] }) => bar.incidents.length);
  assert.deepEqual(told, [0], 'told today, of which history knows nothing');
});

test('bars of a component without a monitor are what people said, midnight or not', async () => {
  await using api = await testApi();
  const id = await newPage(api);
  const componentId = await newComponent(api, id, { type: 'STATIC' });
  api.pass(HOUR);
  const affectedComponents = [{ componentId, status: 'MAJOR_OUTAGE' }];
  const made = (await tell(api, id, { affectedComponents })).body.data;
  api.pass(HOUR);
  await api.ask('POST', `${PAGES}/${id}/incidents/${made.id}/updates`, { status: 'RESOLVED', body: 'Over.' });
  api.pass(24 * HOUR);
  const bars = (await api.ask('GET', `${PAGES}/${id}/components/${componentId}/uptime`)).body.data;
  assert.deepEqual(
    bars.map((bar: { majorOutageSeconds: number; incidents: object[] }) => [
      bar.majorOutageSeconds,
      bar.incidents.length,
    ]),
    [
      [3600, 1],
      [0, 0],
    ],
  );
});

test('who read another one does not write over it: If-Match is held against what is kept now', async () => {
  await using api = await testApi();
  const id = await newPage(api);
  const etagOf = async () => String((await api.ask('GET', `${PAGES}/${id}`)).headers['etag']);
  const first = await etagOf();
  const put = (name: string, tag: string) => api.ask('PUT', `${PAGES}/${id}`, { name }, { 'if-match': tag });
  const changed = await put('one', first);
  assert.equal(changed.status, 200);
  assert.equal(changed.headers['etag'], await etagOf());
  assert.notEqual(await etagOf(), first);
  const stale = await put('two', first);
  assert.deepEqual([stale.status, stale.body.code], [412, 'PRECONDITION_FAILED']);
  assert.equal((await put('three', `"x", ${await etagOf()}`)).status, 200);
  assert.equal((await api.ask('DELETE', `${PAGES}/${id}`, undefined, { 'if-match': first })).status, 412);
  assert.equal((await put('four', '*')).status, 200);
});

test('a domain is the primary one only once its DNS proved it, and not after it stopped to', async () => {
  const records: { txt: string[] } = { txt: [] };
  const domainRecords = { txt: async () => records.txt, cname: async () => [] };
  await using api = await testApi({ deps: { domainRecords } });
  const id = await newPage(api);
  const added = (await api.ask('POST', `${PAGES}/${id}/domains`, { hostname: 'status.shop.example' })).body.data;
  assert.deepEqual(
    [added.status, added.verificationMethod, added.verificationCnameTarget, added.verificationRecordName],
    ['PENDING_VERIFICATION', 'TXT', '', '_upwatch.status.shop.example'],
  );
  const at = `/${id}/domains/${added.id}`;
  const verified = async () => (await api.ask('POST', `${PAGES}${at}/verify`)).body.data;
  assert.deepEqual(await faultOf(api, 'POST', `${at}/primary`), [409, 'CONFLICT']);
  const failed = await verified();
  assert.equal(failed.status, 'VERIFICATION_FAILED');
  assert.match(failed.verificationError, /_upwatch\.status\.shop\.example must be upwatch-\w{40}, got none/);
  records.txt = [added.verificationToken];
  assert.equal((await verified()).status, 'VERIFIED');
  assert.equal((await api.ask('POST', `${PAGES}${at}/primary`)).body.data.primary, true);
  records.txt = [];
  const gone = await verified();
  assert.deepEqual([gone.status, gone.primary], ['VERIFICATION_FAILED', false]);
});

test('changes of a page are told live, and the token of a subscriber is never answered', async () => {
  await using api = await testApi();
  const told: string[] = [];
  const end = api.live.subscribe((event) => {
    if (event.type === 'change') told.push(event.data.action);
  });
  const id = await newPage(api);
  await newComponent(api, id, { type: 'STATIC' });
  await tell(api, id);
  const added = await api.ask('POST', `${PAGES}/${id}/subscribers`, { email: 'Ada@example.org' });
  const [kept] = (await api.core.statusPages.subscribers.list(id, { page: 0, size: 1 })).items;
  assert.match(kept!.confirmationToken, /^[0-9a-f]{40}$/);
  const listed = await api.ask('GET', `${PAGES}/${id}/subscribers`);
  for (const { text } of [added, listed]) assert.ok(!text.includes(kept!.confirmationToken) && !text.includes(KEY));
  assert.deepEqual(await faultOf(api, 'POST', `/${id}/subscribers`, { email: 'ada@EXAMPLE.org' }), [409, 'email']);
  await api.ask('DELETE', `${PAGES}/${id}`);
  end();
  assert.deepEqual(
    told,
    ['created', 'component_created', 'incident_created', 'subscriber_added', 'deleted'].map(
      (one) => `status_page.${one}`,
    ),
  );
});
