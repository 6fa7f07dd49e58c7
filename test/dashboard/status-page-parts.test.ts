/** The editor of a status page: what is dragged, what the server refuses, and domains that DNS proves. One server, one browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startDnsStub } from '../../packages/probe/src/dns/testing/dns-stub.ts';
import { type Opened, opened } from './testing/opened.ts';

interface Made {
  readonly id: string;
}

interface Component extends Made {
  readonly name: string;
  readonly groupId: string | null;
}

const HOST = 'status.shop.test';
const PROOF = `_upwatch.${HOST}`;

test('the editor of a status page', async (t) => {
  const dns = await startDnsStub({});
  t.after(async () => dns[Symbol.asyncDispose]());
  const place = await opened(t, {}, { domainServers: [dns.server] });
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const { id } = (await place.call('/status-pages', { name: 'Shop', slug: 'shop' })) as Made;
  const at = `/status-pages/${id}`;
  for (const name of ['Checkout', 'Search', 'Mail']) await place.call(`${at}/components`, { name, type: 'STATIC' });
  const group = (await place.call(`${at}/groups`, { name: 'Behind the counter' })) as Made;

  await t.test('components are dragged to another place, and into a group', async () => {
    await page.goto(at);
    await row(page, 'Mail').dragTo(row(page, 'Checkout'), { targetPosition: { x: 200, y: 4 } });
    await ordered(page, ['Mail', 'Checkout', 'Search', 'Behind the counter']);
    const head = await row(page, 'Behind the counter').boundingBox();
    const targetPosition = { x: 200, y: head!.height - 4 };
    await row(page, 'Checkout').dragTo(row(page, 'Behind the counter'), { targetPosition });
    await ordered(page, ['Mail', 'Search', 'Behind the counter', 'Checkout']);
    await kept(place, at, ['Mail', 'Search']);
    const checkout = (await componentsOf(place, at)).find(({ name }) => name === 'Checkout');
    assert.equal(checkout?.groupId, group.id);
  });
  await t.test('an order that the server refuses is shown at once, and goes back to what it was', async () => {
    await refusedOrder(page);
    await kept(place, at, ['Mail', 'Search']);
  });
  await t.test('a domain answers once its DNS proves whose it is, and until then it says what is missing', async () => {
    await page.goto(`${at}?tab=access`);
    await page.getByLabel('Host name').fill(HOST);
    await page.keyboard.press('Enter');
    await page.getByText('Waits for its DNS record').waitFor();
    const token = await page.getByLabel('Value').first().innerText();
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByText('Its DNS does not prove it').waitFor();
    await page.getByText(`the TXT record ${PROOF} must be ${token}`).waitFor();
    dns.script[PROOF] = { records: [{ type: 'TXT', value: token, ttlSeconds: 1 }] };
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByText('It answers').waitFor();
    assert.equal(await page.getByText(PROOF).count(), 0, 'nothing is left to be done');
  });
  await t.test('on a phone the part that is open is in sight among the others', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${at}?tab=subscribers`);
    const part = page
      .getByRole('navigation', { name: 'Parts of this page' })
      .getByRole('link', { name: 'Subscribers' });
    await part.waitFor();
    const { x, width } = (await part.boundingBox())!;
    assert.ok(x >= 0 && x + width <= 390, `from ${x} to ${x + width}`);
  });
});

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

/** Waits until they stand in this order. */
async function ordered(page: Page, names: readonly string[]): Promise<void> {
  for (const [at, name] of names.entries())
    await page.locator('main li[draggable=true]').nth(at).filter({ hasText: name }).waitFor();
}

async function componentsOf(place: Opened, at: string): Promise<readonly Component[]> {
  return place.call(`${at}/components`);
}

/** What is in no group, in the order that the server has once the page has told it. */
async function kept(place: Opened, at: string, names: readonly string[]): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const free = (await componentsOf(place, at)).filter(({ groupId }) => groupId === null);
    const found = free.map(({ name }) => name);
    if (found.join() === names.join()) return;
    if (Date.now() > end) assert.deepEqual(found, names);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The request comes to the server without what it asks for. */
async function refusedOrder(page: Page): Promise<void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/layout/reorder', async (route) => {
    await held;
    await route.continue({ postData: '{}' });
  });
  await page.getByRole('button', { name: 'Move Search up' }).click();
  await ordered(page, ['Search', 'Mail', 'Behind the counter', 'Checkout']);
  const refused = page.waitForResponse('**/layout/reorder');
  letGo();
  assert.equal((await refused).status(), 400);
  await page.getByRole('alert').first().waitFor();
  await ordered(page, ['Mail', 'Search', 'Behind the counter', 'Checkout']);
  await page.unroute('**/layout/reorder');
}
