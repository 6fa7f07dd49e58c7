/** What a page offers to whom: nothing that the server would then refuse. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { RIGHTS } from '../../packages/dashboard/src/api/rights.ts';
import { ruleOf } from '../../packages/server/src/accounts/permissions.ts';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { type Opened, opened } from './testing/opened.ts';

const PAGES = resolve(import.meta.dirname, '../../packages/dashboard/dist/pages.json');
/** Words of controls that change something. What only folds, filters or leads elsewhere has none of them. */
const CHANGES =
  /^(new|add|create|delete|remove|save|pause|resume|test|look|watch|take it on|give it back|resolve|comment|open an|send|retry|cancel|edit|invite|select|actions|clone|generate|rotate|publish|replace|take|discard|move|change|announce|write|post|tell|make)\b/i;

/** Parts of pages that their address names. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/status-pages/:statusPageId': ['incidents', 'look', 'access', 'subscribers'],
};

test('what a page demands is what the server demands', () => {
  const asked = (tag: string, method: string, operationId = '') =>
    ruleOf({ tags: [tag], method, operationId })?.role ?? assert.fail(tag);
  assert.deepEqual(RIGHTS, {
    see: asked('Secrets', 'GET'),
    work: asked('Monitors', 'POST'),
    seeAll: asked('Audit log', 'GET'),
    administer: asked('Members', 'PUT'),
    own: asked('Auth', 'PUT', 'setSignInRules'),
  });
});

test('somebody who may only look on finds everything, and no control that changes anything', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const ids = await somethingOfEach(place, await scriptedTarget(t));
  const page = await viewer(place);
  const paths = (JSON.parse(readFileSync(PAGES, 'utf8')) as readonly string[])
    // What one does to one's own account, every role may.
    .filter((path) => !/^\/(sign-in|invite|reset|settings\/account)/.test(path))
    .flatMap((path) => [path, ...(PARTS[path] ?? []).map((part) => `${path}?tab=${part}`)])
    .map((path) => path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? assert.fail(`no ${name} to open`)));
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
    assert.deepEqual(await controls(page), [], path);
    assert.equal(await page.getByRole('alert').count(), 0, `${path} complains`);
  }
  await page.goto('/maintenance');
  const calendar = page.getByRole('region', { name: 'Calendar' });
  await calendar.getByText('upgrade').first().waitFor();
  assert.equal(await calendar.getByRole('list').getByRole('button').count(), 0, 'what is planned can only be read');
  await page.goto('/monitors');
  await page.getByRole('link', { name: 'shop' }).waitFor();
  await page.keyboard.press('j');
  await page.locator('main li a:focus').filter({ hasText: 'shop' }).waitFor();

  await page.goto('/monitors/new');
  await page.getByText('Your role looks on').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Overview' }).waitFor();
  assert.equal(await page.getByRole('option', { name: 'New monitor' }).count(), 0);
});

/** Names of what can be pressed and would change something. */
async function controls(page: Page): Promise<readonly string[]> {
  const found = page.locator('main').locator('button:enabled, a[href], input[type=checkbox]:enabled, [role=menuitem]');
  const names = await found.evaluateAll((all) =>
    all.map((one) => one.getAttribute('aria-label') ?? one.textContent?.trim() ?? ''),
  );
  return names.filter((name) => CHANGES.test(name));
}

/** One of everything that a page is of, by the name of its parameter. */
async function somethingOfEach(
  place: Opened,
  target: Awaited<ReturnType<typeof scriptedTarget>>,
): Promise<Readonly<Record<string, string>>> {
  const made = async (path: string, body: object): Promise<string> =>
    ((await place.call(path, body)) as { readonly id: string }).id;
  const channelId = await made('/alert-channels', {
    name: 'pager',
    config: { channelType: 'webhook', url: target.url },
  });
  const monitorId = await made('/monitors', {
    name: 'shop',
    type: 'HTTP',
    config: { url: target.url, method: 'GET' },
    managedBy: 'API',
  });
  const policyId = await made('/notification-policies', {
    name: 'everybody',
    escalation: { steps: [{ delayMinutes: 0, channelIds: [channelId] }] },
  });
  await place.call('/maintenance-windows', { durationSeconds: 3600, reason: 'upgrade', monitorId });
  const groupId = await made('/resource-groups', { name: 'edge' });
  await place.call(`/resource-groups/${groupId}/members`, { memberType: 'monitor', memberId: monitorId });
  const slug = 'staging';
  await made('/environments', { name: slug, slug });
  await made('/tags', { name: 'production' });
  const { incident } = (await place.call('/incidents', { title: 'slow', severity: 'DOWN', monitorId })) as {
    readonly incident: { readonly id: string };
  };
  const statusPageId = await made('/status-pages', { name: 'Shop', slug: 'shop' });
  await made(`/status-pages/${statusPageId}/components`, { name: 'Shop', type: 'MONITOR', monitorId });
  await made(`/status-pages/${statusPageId}/domains`, { hostname: 'status.shop.test' });
  const told = { title: 'slow', impact: 'MINOR', body: 'We look into it.' };
  const pageIncidentId = await made(`/status-pages/${statusPageId}/incidents`, { ...told, draft: true });
  const ids = { channelId, monitorId, policyId, groupId, slug, incidentId: incident.id };
  return { ...ids, statusPageId, pageIncidentId };
}

/** A page of somebody who was invited to look on. */
async function viewer(place: Opened): Promise<Page> {
  const owner = await place.signedIn();
  await owner.close();
  const { token } = (await place.call('/invites', { email: 'eve@shop.test', roleOffered: 'VIEWER' })) as {
    readonly token: string;
  };
  const page = await place.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`/invite/${token}`);
  await page.getByLabel('Your name').fill('Eve');
  await page.getByLabel('Password').fill('eight small boats at noon');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}
