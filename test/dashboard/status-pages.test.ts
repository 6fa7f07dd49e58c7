/** Status pages, as those who write them see them: by keyboard alone from nothing to an incident that is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { type Opened, opened } from './testing/opened.ts';

test('a page is made, filled, previewed and told on by keyboard', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const config = { url: target.url, method: 'GET' };
  for (const name of ['Checkout', 'Search']) await place.call('/monitors', { name, type: 'HTTP', config });

  const id = await makePage(page);
  await fill(page, place, id);
  await dress(page, place, id);
  await open(page, place, id);
  await tell(page, place, id);
  await review(page, place, id);
});

/** Goes to a control as a keyboard does, and presses a key on it. */
async function press(control: Locator, key = 'Enter'): Promise<void> {
  await control.focus();
  await control.press(key);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

const preview = (page: Page) => page.frameLocator('iframe:visible');

async function makePage(page: Page): Promise<string> {
  await page.getByRole('navigation').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.getByText('Nobody is told anything yet').waitFor();
  await press(page.getByRole('link', { name: 'New status page' }));
  await type(page, 'Name', 'Example Shop');
  await preview(page).getByRole('banner').getByText('Example Shop').waitFor();
  assert.equal(await page.getByLabel('Address').inputValue(), 'example-shop', 'the name suggests it');
  await type(page, 'Address', 'queue');
  await press(page.getByRole('button', { name: 'Make it' }));
  await page.getByText('which is taken by the server itself').first().waitFor();
  await type(page, 'Address', 'shop');
  await press(page.getByRole('button', { name: 'Make it' }));
  await page.getByText('Nothing is on the page yet').waitFor();
  return page.url().split('/').at(-1)!;
}

async function fill(page: Page, place: Opened, id: string): Promise<void> {
  await press(page.getByRole('button', { name: 'Add components' }));
  const dialog = page.getByRole('dialog');
  await press(dialog.getByRole('button', { name: 'Add Checkout' }));
  await press(dialog.getByRole('button', { name: 'Add Search' }));
  await dialog.getByLabel('Find a monitor or a resource group').focus();
  await page.keyboard.insertText('Mail');
  await press(dialog.getByRole('button', { name: 'Add Mail' }));
  await press(dialog.getByRole('button', { name: 'Close' }), 'Escape');
  await press(page.getByRole('button', { name: 'Add a group' }));
  await page.getByLabel('Name of the group').fill('Behind the counter');
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'Behind the counter' }).waitFor();

  // Down into the group, and the focus goes along.
  await press(page.getByRole('button', { name: 'Move Mail down' }));
  await press(page.getByRole('button', { name: 'Move Search up' }));
  await page.getByRole('status').getByText('Search: place 1 of 4').waitFor();
  const focused = await page.evaluate(`document.activeElement.getAttribute('aria-label')`);
  assert.equal(focused, 'Move Search up', 'the focus stays with what is moved');
  await until(async () => {
    const components = (await place.call(`/status-pages/${id}/components`)) as readonly {
      readonly name: string;
      readonly groupId: string | null;
    }[];
    const free = components.filter(({ groupId }) => groupId === null).map(({ name }) => name);
    return free.join() === 'Search,Checkout' && components.some(({ name, groupId }) => name === 'Mail' && groupId);
  });
  await press(page.getByRole('button', { name: 'Change Mail' }));
  await page.getByLabel('Name', { exact: true }).fill('Post');
  await page.keyboard.press('Enter');
  await preview(page).getByRole('heading', { name: 'Post' }).waitFor();
}

async function dress(page: Page, place: Opened, id: string): Promise<void> {
  await press(page.getByRole('link', { name: 'Appearance', exact: true }));
  await type(page, 'Style rules (CSS)optional', '.card { color: #123456 }\n.card { position: fixed }');
  await page.getByText('Line 2: position: fixed').waitFor();
  await type(page, 'Buttons and linesoptional', '#zz');
  await page.getByText('must be a colour such as #1f2937').first().waitFor();
  await type(page, 'Buttons and linesoptional', '#aa0000');
  await type(page, 'Below everythingoptional', '[Imprint](https://shop.example/imprint)');
  await preview(page).getByRole('link', { name: 'Imprint' }).waitFor();
  await page.getByLabel('Language of the page').selectOption('de');
  await preview(page).getByText('Frühere Vorfälle').waitFor();
  const before = (await place.call(`/status-pages/${id}`)) as { readonly language: string };
  assert.equal(before.language, 'en', 'a preview keeps nothing');
  await press(page.getByRole('button', { name: 'Narrow' }));
  assert.equal(await page.locator('iframe:visible').evaluate((frame) => frame.style.width), '390px');
  await press(page.getByRole('button', { name: 'Save' }));
  await page.getByText('Saved').first().waitFor();
  const after = (await place.call(`/status-pages/${id}`)) as {
    readonly language: string;
    readonly branding: { readonly brandColor: string };
  };
  assert.deepEqual([after.language, after.branding.brandColor], ['de', '#aa0000']);
}

async function open(page: Page, place: Opened, id: string): Promise<void> {
  await press(page.getByRole('link', { name: 'Access', exact: true }));
  await page.getByLabel('Who may read it').selectOption('PASSWORD');
  await page.getByLabel('Password for readers').fill('a word of eight');
  await press(page.getByRole('button', { name: 'Save' }));
  await page.getByPlaceholder('One is set. Type to replace it.').waitFor();
  const { hasPassword } = (await place.call(`/status-pages/${id}`)) as { readonly hasPassword: boolean };
  assert.equal(hasPassword, true);
  await page.getByLabel('Host name').fill('status.shop.example');
  await page.keyboard.press('Enter');
  await page.getByText('_upwatch.status.shop.example').waitFor();
}

async function tell(page: Page, place: Opened, id: string): Promise<void> {
  await press(page.getByRole('link', { name: 'Incidents', exact: true }).last());
  await press(page.getByRole('link', { name: 'Write an incident' }));
  await type(page, 'Title', 'Orders fail');
  await type(page, 'Message', 'We are **looking** into it. <b>Soon.</b>');
  await page.getByLabel('How Checkout stands').selectOption('MAJOR_OUTAGE');
  await preview(page).locator('strong', { hasText: 'looking' }).waitFor();
  await preview(page).getByText('<b>Soon.</b>').waitFor();
  await press(page.getByRole('checkbox', { name: 'Keep it as a draft' }), ' ');
  await press(page.getByRole('button', { name: 'Keep the draft' }));
  await press(page.getByRole('button', { name: 'Publish' }));
  await page.getByText('Readers see it now').waitFor();
  await type(page, 'Message', 'A card company was down.');
  await page.getByLabel('Status', { exact: true }).selectOption('RESOLVED');
  await press(page.getByRole('button', { name: 'Post the update' }));
  await page.getByRole('button', { name: 'Begin with a template' }).waitFor();
  await press(page.getByRole('button', { name: 'Begin with a template' }));
  await preview(page).getByRole('heading', { name: 'What we do about it' }).waitFor();
  await type(page, 'Title of the post-mortemoptional', 'A card too many');
  await preview(page).getByRole('heading', { name: 'A card too many' }).waitFor();
  await press(page.getByRole('region', { name: 'Post-mortem' }).getByRole('button', { name: 'Save' }));
  const [told] = (await place.call(`/status-pages/${id}/incidents`)) as readonly {
    readonly status: string;
    readonly publishedAt: string | null;
  }[];
  assert.equal(told?.status, 'RESOLVED');
  assert.notEqual(told.publishedAt, null);
}

/** A draft that nobody wants. */
async function review(page: Page, place: Opened, id: string): Promise<void> {
  await place.call(`/status-pages/${id}/incidents`, { title: 'A hiccup', impact: 'MINOR', body: 'Gone.', draft: true });
  await page.goto(`/status-pages/${id}?tab=incidents`);
  const drafts = page.getByRole('region', { name: 'Drafts to look through' });
  await press(drafts.getByRole('button', { name: 'Discard' }));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Discard' }));
  await drafts.waitFor({ state: 'detached' });
  await page.getByText('Orders fail').waitFor();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to that in a minute');
    await new Promise((done) => setTimeout(done, 50));
  }
}
