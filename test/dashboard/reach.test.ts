/** Whether everybody gets through: by keyboard alone, with a screen reader, in either theme, on a phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';
import { isForEverybody, serious } from './testing/serious.ts';

test('every page is without a serious fault in both themes, and fits a phone', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const bad = await scriptedTarget(t);
  bad.statusCode = 503;
  const signedOut = await place.newPage({ colorScheme: 'dark' });
  await signedOut.goto('/');
  await signedOut.getByLabel('Setup code').waitFor();
  assert.deepEqual(await serious(signedOut), [], 'setup');

  const page = await place.signedIn({ viewport: { width: 390, height: 844 } });
  for (const [name, { url }] of Object.entries({ shop: target, ['a b'.repeat(60)]: bad }))
    await place.call('/monitors', { name, type: 'HTTP', config: { url, method: 'GET' }, frequencySeconds: 1 });
  await isForEverybody(page, '/', '1 monitor is down');
  await isForEverybody(page, '/monitors', /^Down \d/);
  await isForEverybody(page, '/monitors/new', 'Address');
  await signedOut.goto('/sign-in');
  await signedOut.getByLabel('Password').waitFor();
  assert.deepEqual(await serious(signedOut), [], 'sign-in');
});

test('by keyboard alone: go to the list, mark, select, pause, find in the palette, and sign out', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  for (const name of ['alpha', 'beta', 'gamma'])
    await place.call('/monitors', { name, type: 'HTTP', config: { url: target.url, method: 'GET' } });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.getByRole('navigation').first().waitFor();
  await press('g', 'm');
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await row('gamma').waitFor();
  assert.deepEqual(await serious(page), [], 'as wide as a screen');
  await press('j', 'j', 'x');
  assert.ok(await page.getByRole('checkbox', { name: 'Select beta' }).isChecked());
  await page.getByRole('button', { name: 'Pause', exact: true }).focus();
  await press('Enter');
  await row('beta').getByRole('img', { name: 'Paused' }).waitFor();
  await page.getByText('1 monitor paused').waitFor();

  await press('/');
  await page.keyboard.type('gam');
  await page.getByText('1 monitor', { exact: true }).waitFor();
  assert.match(page.url(), /search=gam/);
  assert.equal(await row('alpha').count(), 0);

  await press('Escape', '?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('Control+k');
  await page.getByRole('combobox', { name: 'Find a monitor' }).waitFor();
  await page.keyboard.type('sign out');
  await press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a page says so when the server does not answer, in the language that was chosen, and takes back what was refused', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  await place.call('/monitors', { name: 'alpha', type: 'HTTP', config: { url: target.url, method: 'GET' } });
  const page = await place.signedIn({ locale: 'de-AT' });
  await page.goto('/monitors');
  const row = page.getByRole('listitem').filter({ hasText: 'alpha' });
  await row.getByRole('img', { name: 'Erreichbar', exact: true }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.route('**/api/v1/monitors/bulk', async (route) => route.abort());
  await row.getByRole('button', { name: 'Aktionen für alpha' }).click();
  await page.getByRole('menuitem', { name: 'Pausieren' }).click();
  await page.getByRole('alert').getByText('Der Server antwortet nicht.').waitFor();
  await row.getByRole('img', { name: 'Erreichbar', exact: true }).waitFor();
  await page.goto('/nowhere/at/all');
  assert.equal(await page.getByText('Diese Seite gibt es nicht').count(), 0, 'it is no page of the dashboard');
});
