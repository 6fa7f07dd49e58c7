/** The whole of it in a folder of a host, behind a proxy that takes the folder off, and behind one that leaves it on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Opened, opened, OWNER } from './testing/opened.ts';
import { openProxy } from './testing/proxy.ts';

const FOLDER = '/upwatch';

test('behind a proxy with a folder everything is found in it, whether or not the proxy takes the folder off', async (t) => {
  const proxy = await openProxy(t, FOLDER);
  const place = await opened(t, { UPWATCH_PUBLIC_URL: `${proxy.url}/` });
  if (!place) return;
  proxy.to = place.url;
  const { origin } = new URL(proxy.url);
  const page = await place.newPage({ baseURL: origin });
  const missed: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missed.push(`${response.status()} ${response.url()}`);
  });
  const at = (path: string) => page.waitForURL(`${proxy.url}${path}`);
  const look = { type: 'HTTP', config: { url: place.url, method: 'GET' }, frequencySeconds: 3600 };

  await page.goto(`${FOLDER}/monitors`);
  await page.getByLabel('Setup code').fill(place.setupCode);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await at('/monitors');
  await page.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor();
  const cookie = (await page.context().cookies()).find(({ name }) => name === '__Host-upwatch');
  assert.equal(cookie?.path, '/', 'browsers take a name with __Host- for the whole host alone');
  await place.call('/status-pages', { name: 'Open', slug: 'open' });
  await place.call('/status-pages', {
    name: 'Inner',
    slug: 'inner',
    visibility: 'PASSWORD',
    password: 'eight small boats',
  });

  const job = await ofUptimeKuma(place);

  const guest = await place.newPage();
  for (const isStripping of [true, false]) {
    proxy.isStripping = isStripping;
    await page.goto(FOLDER);
    await page.getByRole('link', { name: 'Monitors' }).first().click();
    await at('/monitors');
    await page.getByRole('status').getByText('Live').waitFor();
    await place.call('/monitors', { ...look, name: `shop ${isStripping}` });
    // Heard of by the stream of events; its page is then opened, and loaded anew there.
    await page.getByRole('link', { name: `shop ${isStripping}` }).click();
    await page.getByRole('heading', { name: `shop ${isStripping}` }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: `shop ${isStripping}` }).waitFor();

    await asOfUptimeKuma(proxy.url, job);

    await page.goto(`${FOLDER}/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('E-mail').fill(`ben${isStripping}@shop.test`);
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Link of the invitation').innerText();
    assert.ok(link.startsWith(`${proxy.url}/invite/`), link);
    await guest.goto(link);
    await guest.getByText(`ben${isStripping}@shop.test is invited`).waitFor();

    await page.goto(`${FOLDER}/status/open`);
    const addresses = await page
      .locator('[href^="/"], [src^="/"], form[action^="/"]')
      .evaluateAll((all) =>
        all.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? ''),
      );
    assert.ok(addresses.length > 2);
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith(`${FOLDER}/status/open`)),
      [],
    );
  }
  await page.goto(`${FOLDER}/docs`);
  await page.getByText('Monitors').first().waitFor();
  assert.deepEqual(missed, [], 'nothing is looked for where it is not');

  await page.goto(`${FOLDER}/status/inner`);
  await page.getByLabel('Password').fill('eight small boats');
  await page.getByRole('button').click();
  await page.getByText('All systems operational').first().waitFor();
  await at('/status/inner');
  assert.equal((await fetch(`${place.url}/api/v1/monitors`)).status, 401, 'the server itself is as it was');
});

interface Job {
  readonly id: string;
  readonly pingUrl: string;
  /** What it reports to at Uptime Kuma. */
  readonly token: string;
}

/** A job that came from there with its token, and that its page and a badge show. */
async function ofUptimeKuma(place: Opened): Promise<Job> {
  const token = 'from-uptime-kuma-0123456789abcdef';
  const config = { expectedInterval: 3600 };
  const body = { name: 'backup', type: 'HEARTBEAT', config, pingToken: token };
  const { id, pingUrl } = (await place.call('/monitors', body)) as Job;
  const pages = (await place.call('/status-pages')) as readonly { readonly id: string; readonly slug: string }[];
  const open = pages.find(({ slug }) => slug === 'open')!;
  const component = { name: 'Backup', type: 'MONITOR', monitorId: id };
  await place.call(`/status-pages/${open.id}/components`, component);
  const entry = { ref: 'monitor:12', section: 'monitors', id, given: {}, shown: {} };
  await place.call('/imports/uptime-kuma', { entries: [entry] }, 'PUT');
  return { id, pingUrl, token };
}

/** What is set up for Uptime Kuma asks the folder, and so does a job for its own address here. */
async function asOfUptimeKuma(url: string, { pingUrl, token }: Job): Promise<void> {
  assert.ok(pingUrl.startsWith(`${url}/`), pingUrl);
  assert.equal((await fetch(pingUrl)).status, 200, pingUrl);
  const json = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(`${url}${path}`);
    assert.equal(response.status, 200, path);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  };
  assert.deepEqual(await json(`/api/push/${token}?status=up&msg=OK&ping=`), { ok: true });
  const { config } = (await json('/api/status-page/open')) as { readonly config: { readonly slug: string } };
  assert.equal(config.slug, 'open');
  assert.ok('heartbeatList' in (await json('/api/status-page/heartbeat/open')));
  const badge = await fetch(`${url}/api/badge/12/status`);
  assert.deepEqual([badge.status, badge.headers.get('content-type')], [200, 'image/svg+xml; charset=utf-8']);
}
