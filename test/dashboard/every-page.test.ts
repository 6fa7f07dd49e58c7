/** Every page there is, opened by an owner and by somebody who may only look on. One server, one browser. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { goTo } from './testing/going.ts';
import { type Opened, opened } from './testing/opened.ts';
import { isFaultless, isForEverybody } from './testing/serious.ts';
import { somethingOfEach } from './testing/something-of-each.ts';

const BUILT = resolve(import.meta.dirname, '../../packages/dashboard/dist/pages.json');
/** For those who are not in: they have no frame around them. */
const ENTRANCES = ['/sign-in', '/invite/:token', '/reset/:token'];
/** Pages, and parts of pages that their address names, each with what stands on it once it is all there. */
const PAGES: readonly (readonly [path: string, shown: string | RegExp])[] = [
  ['/', '1 monitor is down'],
  ['/monitors', /^Down \d/],
  ['/monitors/new', 'Address'],
  ['/monitors/create', 'Begin with'],
  ['/monitors/create?template=website', 'Begin with'],
  ['/monitors/:monitorId', 'Latest looks'],
  ['/monitors/:monitorId?tab=looks', 'Only bad ones'],
  ['/monitors/:monitorId?tab=policy', 'What would this policy have done?'],
  ['/monitors/:monitorId?tab=history', 'Version 2'],
  ['/monitors/:monitorId/edit', 'What must hold'],
  ['/monitors/:jobId', '3 GB kept'],
  ['/monitors/:jobId/edit', 'Where its job reports to'],
  ['/incidents', 'payments are slow'],
  ['/incidents/:incidentId', 'a customer called'],
  ['/channels', 'on duty'],
  ['/incidents/:downId', 'Timeline'],
  ['/channels/:channelId', 'What was sent'],
  ['/channels/new', 'Webhook'],
  ['/channels/new?type=email', 'Recipients'],
  ['/policies', 'Who would be told?'],
  ['/policies/new', 'Who, in which order'],
  ['/policies/:policyId', 'Who, in which order'],
  ['/maintenance', 'All windows'],
  ['/status-pages', 'Shop'],
  ['/status-pages/new', 'Who may read it'],
  ['/status-pages/:statusPageId', 'Behind the counter'],
  ['/status-pages/:statusPageId?tab=incidents', 'orders fail'],
  ['/status-pages/:statusPageId?tab=look', 'Line 2: position: fixed'],
  ['/status-pages/:statusPageId?tab=access', '_upwatch.status.shop.test'],
  ['/status-pages/:statusPageId?tab=subscribers', 'ada@shop.test'],
  ['/status-pages/:statusPageId/incidents/new', 'Components that it is about'],
  ['/status-pages/:statusPageId/incidents/new?kind=work', 'Ends by itself'],
  ['/status-pages/:statusPageId/incidents/:pageIncidentId', 'Post-mortem'],
  ['/groups', 'edge'],
  ['/groups/new', 'Down when'],
  ['/groups/:groupId', 'Members'],
  ['/tags', 'production'],
  ['/environments', 'staging'],
  ['/environments/new', 'Short name'],
  ['/environments/:slug', 'Variables'],
  ['/secrets', 'TOKEN'],
  ['/regions', 'this server'],
  ['/settings', 'Audit log'],
  ['/settings/account', 'Where you are signed in'],
  ['/settings/keys', 'New key'],
  ['/settings/members', 'Invite somebody'],
  ['/settings/audit', 'channel.created'],
  ['/settings/health', 'Event loop delay, p99'],
];

/** What every role may do: to one's own account, and in thought. */
const FREE = new Set(['/settings/account', '/monitors/:monitorId?tab=policy']);

test('every page that is built is one of those that are opened here', () => {
  const bare = (path: string): string => path.replace(/\?.*/, '').replaceAll(/:\w+/g, ':');
  const built = (JSON.parse(readFileSync(BUILT, 'utf8')) as readonly string[]).map(bare);
  const here = new Set([...ENTRANCES, ...PAGES.map(([path]) => path)].map(bare));
  assert.deepEqual([...here].sort(), built.toSorted());
});

test('every page', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const signedOut = await place.newPage();
  await signedOut.goto('/');
  await signedOut.getByLabel('Setup code').waitFor();
  await isFaultless(signedOut, 'setup');
  const page = await place.signedIn({ viewport: { width: 390, height: 844 } });
  const target = await scriptedTarget(t);
  const bad = await scriptedTarget(t);
  bad.statusCode = 503;
  const ids = await somethingOfEach(place, { target, bad });
  const token = await invited(place, 'ben@shop.test');
  await page.getByText('1 monitor is down').waitFor();
  // From here on each looks seldom: pages hold still while they are judged.
  const monitors = (await place.call('/monitors')) as readonly { readonly id: string; readonly type: string }[];
  for (const { id, type } of monitors)
    if (type === 'HTTP') await place.call(`/monitors/${id}`, { frequencySeconds: 3600 }, 'PUT');
  const wrong = (await place.call('/incidents?status=CONFIRMED')) as readonly { readonly id: string }[];
  const known = { ...ids, token, downId: wrong.find(({ id }) => id !== ids['incidentId'])!.id };
  const filled = (path: string): string =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => (known as typeof ids)[name] ?? assert.fail(`no ${name} to open`));

  await t.test('is without a serious fault in both themes on a phone, a laptop and a wall, and fits each', async () => {
    for (const [path, shown] of PAGES) await isForEverybody(page, filled(path), shown);
    for (const path of ENTRANCES) {
      await signedOut.goto(filled(path));
      await signedOut.getByLabel('Password').waitFor();
      await isFaultless(signedOut, path);
    }
  });
  await page.close();
  await signedOut.close();

  await t.test('has no control that changes anything for somebody who may only look on', async () => {
    const viewing = await viewer(place);
    for (const [path] of PAGES) if (!FREE.has(path)) await offersNothing(viewing, filled(path));
    await reads(viewing);
  });
});

/** Words of controls that change something. What only folds, filters or leads elsewhere has none of them. */
const CHANGES =
  /^(new|add|create|delete|remove|save|pause|resume|test|look|watch|take it on|give it back|resolve|comment|open an|send|retry|cancel|edit|invite|select|actions|clone|generate|rotate|publish|replace|take|discard|move|change|announce|write|post|tell|make)\b/i;

async function offersNothing(page: Page, path: string): Promise<void> {
  await goTo(page, path);
  const found = page.locator('main').locator('button:enabled, a[href], input[type=checkbox]:enabled, [role=menuitem]');
  const names = await found.evaluateAll((all) =>
    all.map((one) => one.getAttribute('aria-label') ?? one.textContent?.trim() ?? ''),
  );
  assert.deepEqual(
    names.filter((name) => CHANGES.test(name)),
    [],
    path,
  );
  assert.equal(await page.getByRole('alert').count(), 0, `${path} complains`);
}

/** What is there to be read, is. */
async function reads(page: Page): Promise<void> {
  await goTo(page, '/maintenance');
  const calendar = page.getByRole('region', { name: 'Calendar' });
  await calendar.getByText('upgrade').first().waitFor();
  assert.equal(await calendar.getByRole('list').getByRole('button').count(), 0, 'what is planned can only be read');
  await goTo(page, '/monitors');
  await page.getByRole('link', { name: 'backup' }).waitFor();
  await page.keyboard.press('j');
  await page.locator('main li a:focus').waitFor();

  await goTo(page, '/monitors/new');
  await page.getByText('Your role looks on').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Overview' }).waitFor();
  assert.equal(await page.getByRole('option', { name: 'New monitor' }).count(), 0);
}

async function invited(place: Opened, email: string): Promise<string> {
  const { token } = (await place.call('/invites', { email, roleOffered: 'VIEWER' })) as { readonly token: string };
  return token;
}

/** A page of somebody who was invited to look on. */
async function viewer(place: Opened): Promise<Page> {
  const page = await place.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`/invite/${await invited(place, 'eve@shop.test')}`);
  await page.getByLabel('Your name').fill('Eve');
  await page.getByLabel('Password').fill('eight small boats at noon');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}
