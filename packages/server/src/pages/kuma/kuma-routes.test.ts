import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from '../../api/testing/test-api.ts';
import { recordDays, shopPage } from '../testing/shop-page.ts';

const PAGES = '/api/v1/status-pages';
/** How many badges there are of a monitor. */
const BADGES = ['status', 'uptime', 'uptime/30d', 'ping', 'ping/24', 'avg-response', 'response', 'cert-exp'];

async function get(api: TestApi, url: string, headers: Record<string, string> = {}) {
  const { statusCode: status, headers: said, payload: text } = await api.inject({ method: 'GET', url, headers });
  return { status, text, headers: said };
}

async function wordsOf(api: TestApi, path: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, text } = await get(api, `/api/badge/${path}`, headers);
  assert.equal(status, 200, path);
  return /<title>(.*)<\/title>/.exec(text)?.[1] ?? text;
}

/** As the importer remembers what it brought. */
async function remember(api: TestApi, entries: Readonly<Record<string, string>>): Promise<void> {
  const all = Object.entries(entries).map(([ref, id]) => ({ ref, section: 'monitors', id, given: {}, shown: {} }));
  assert.equal((await api.ask('PUT', '/api/v1/imports/uptime-kuma', { entries: all })).status, 200);
  api.pass(11_000);
}

test('a badge of Uptime Kuma goes on telling, by the number there, what a page shows to everybody', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 2);
  await remember(api, { 'monitor:12': shop.monitorId });
  const endMs = api.nowMs() + 40.5 * 86_400_000;
  const seen = { subject: 's', issuer: 'i', serialNumber: '1', notBeforeMs: 0, firstSeenAtMs: 0, region: 'local' };
  api.engine.certificates.set(shop.monitorId, { ...seen, fingerprint: 'f', notAfterMs: endMs });
  assert.deepEqual(await Promise.all(BADGES.map((one) => wordsOf(api, `12/${one}`))), [
    'Status: Up',
    'Uptime (24h): 100%',
    'Uptime (30d): 95.83%',
    'Avg. Ping (24h): 83ms',
    'Avg. Ping (24h): 83ms',
    'Avg. Response (24h): 83ms',
    'Response: 96ms',
    'Cert Exp.: 40 days',
  ]);
  const { headers } = await get(api, '/api/badge/12/status');
  assert.deepEqual(
    [headers['content-type'], headers['access-control-allow-origin'], headers['cache-control']],
    ['image/svg+xml; charset=utf-8', '*', 'public, max-age=5, must-revalidate'],
  );
  assert.equal(await wordsOf(api, '12/status?label=Shop&upLabel=fine'), 'Shop: fine');
  assert.equal(await wordsOf(api, '12/uptime/never'), 'Uptime (N/A): N/A');
  const group = (await api.ask('POST', '/api/v1/resource-groups', { name: 'EU' })).body.data;
  const member = { memberType: 'monitor', memberId: shop.monitorId };
  await api.ask('POST', `/api/v1/resource-groups/${group.id}/members`, member);
  const component = { name: 'EU', type: 'GROUP', resourceGroupId: group.id };
  await api.ask('POST', `${PAGES}/${shop.id}/components`, component);
  await remember(api, { 'group:13': group.id });
  assert.deepEqual(
    [await wordsOf(api, '13/status'), await wordsOf(api, '13/ping')],
    ['Status: Up', 'Avg. Ping (24h): N/A'],
  );
  assert.equal((await get(api, '/api/badge/12/nothing')).status, 404);
});

test('of what no page shows to everybody, a badge tells what it tells of a number that there is not (S32)', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 2);
  await remember(api, { 'monitor:12': shop.monitorId });
  const none = await Promise.all(BADGES.map((one) => get(api, `/api/badge/99/${one}`)));
  // What is hidden is hidden as soon as its page says so; what is shown may take longer.
  const told = async (afterMs = 3000) => {
    api.pass(afterMs);
    const all = await Promise.all(BADGES.map((one) => get(api, `/api/badge/12/${one}`)));
    return all.map(({ text }, place) => text !== none[place]!.text).filter(Boolean).length;
  };
  assert.equal(await told(), BADGES.length - 1, 'all but the certificate, of which nothing is known');
  const change = (body: object) => api.ask('PUT', `${PAGES}/${shop.id}`, body);
  for (const hidden of [{ visibility: 'SIGNED_IN' }, { visibility: 'PASSWORD' }, { visibility: 'IP_RESTRICTED' }]) {
    await change(hidden);
    assert.equal(await told(), 0, hidden.visibility);
    assert.equal((await get(api, '/api/status-page/shop')).status, 404, hidden.visibility);
  }
  await change({ visibility: 'PUBLIC', enabled: false });
  assert.equal(await told(), 0, 'a page that is switched off');
  await change({ enabled: true, showResponseTimes: false });
  assert.equal(await told(11_000), 3, 'times that the page does not show');
  const component = `${PAGES}/${shop.id}/components/${shop.components.checkout}`;
  await api.ask('PUT', component, { showUptime: false });
  assert.equal(await told(), 1, 'uptime that the page does not show');
  await api.ask('PUT', `/api/v1/monitors/${shop.monitorId}`, { enabled: false });
  assert.equal(await told(), 0, 'a monitor that is paused');
  await api.ask('PUT', `/api/v1/monitors/${shop.monitorId}`, { enabled: true });
  await api.ask('DELETE', component);
  assert.equal(await told(), 0, 'a monitor that is on no page');
  const one = await get(api, '/api/badge/12/status');
  assert.deepEqual(Object.keys(one.headers).toSorted(), Object.keys(none[0]!.headers).toSorted());
  const odd = ['0', '-1', '12abc', '1e1', 'constructor', '__proto__', '%00', '9'.repeat(100)];
  for (const number of odd) assert.equal((await get(api, `/api/badge/${number}/status`)).text, none[0]!.text, number);
});

test('programs written for Uptime Kuma read a page for everybody, and nothing that it does not show', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { showTargets: true });
  await recordDays(api, shop.monitorId, 2);
  await remember(api, { 'monitor:12': shop.monitorId });
  const page = await get(api, '/api/status-page/Shop');
  const told = JSON.parse(page.text);
  assert.deepEqual(Object.keys(told), ['config', 'incident', 'incidents', 'publicGroupList', 'maintenanceList']);
  assert.deepEqual([told.config.slug, told.config.title, told.config.published], ['shop', 'Shop', true]);
  assert.deepEqual(told.publicGroupList, [
    {
      ...{ id: 1, name: 'Messages', weight: 1 },
      monitorList: [{ id: 1_000_000_000, name: 'Mail', sendUrl: 0 }],
    },
    {
      ...{ id: 2, name: 'Shop', weight: 2 },
      monitorList: [
        { id: 12, name: 'Checkout', sendUrl: 0 },
        { id: 1_000_000_002, name: 'Search', sendUrl: 0 },
      ],
    },
  ]);
  assert.deepEqual([told.incident.title, told.incident.style, told.incident.pin], ['Mails are late', 'danger', 1]);
  assert.deepEqual([told.maintenanceList.length, told.maintenanceList[0].status], [1, 'scheduled']);
  const beats = await get(api, '/api/status-page/heartbeat/shop');
  const { heartbeatList, uptimeList } = JSON.parse(beats.text);
  assert.deepEqual(uptimeList, { '12_24': 1 });
  assert.deepEqual(Object.keys(heartbeatList), ['12', '1000000000', '1000000002']);
  assert.equal(heartbeatList['12'].length, 48);
  for (const one of heartbeatList['12']) {
    assert.deepEqual(Object.keys(one), ['status', 'time', 'msg', 'ping']);
    assert.match(one.time, /^2026-01-0[12] \d\d:\d\d:\d\d\.\d{3}$/);
    assert.deepEqual([one.status, one.msg, one.ping > 0], [1, '', true]);
  }
  assert.deepEqual(
    heartbeatList['1000000000'].map(({ status }: { status: number }) => status),
    [0],
    'what people say',
  );
  for (const { text } of [page, beats]) {
    assert.doesNotMatch(text, /secret|internal/);
    assert.ok(!text.includes(shop.monitorId));
  }
  const missing = await get(api, '/api/status-page/nothing');
  assert.deepEqual([missing.status, missing.text], [404, '{"status":"fail","msg":"Status Page Not Found"}']);
});

test('under the name of a page is what that page shows, by the same addresses', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
  const [shop, other] = [await shopPage(api), await shopPage(api, {}, 'other')];
  await remember(api, { 'monitor:12': shop.monitorId, 'monitor:13': other.monitorId });
  const hostname = 'status.shop.example';
  const { id } = (await api.ask('POST', `${PAGES}/${shop.id}/domains`, { hostname })).body.data;
  await api.ask('POST', `${PAGES}/${shop.id}/domains/${id}/verify`);
  api.pass(3000);
  const host = { host: hostname };
  await get(api, '/', host);
  assert.equal(await wordsOf(api, '12/status', host), 'Status: Up');
  assert.equal(await wordsOf(api, '13/status', host), 'Status: N/A');
  assert.equal(await wordsOf(api, '13/status'), 'Status: Up');
  assert.equal((await get(api, '/api/status-page/shop', host)).status, 200);
  assert.equal((await get(api, '/api/status-page/other', host)).status, 404);
});
