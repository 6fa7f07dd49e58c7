/** Whether everybody gets through: by keyboard alone, with a screen reader, in either theme, on a phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';

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

  // Shown at once, and taken back when the server has refused it: what comes to it lacks what it asks for.
  await page.unroute('**/api/v1/monitors/bulk');
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/monitors/bulk', async (route) => {
    await held;
    await route.continue({ postData: '{}' });
  });
  await row.getByRole('button', { name: 'Aktionen für alpha' }).click();
  await page.getByRole('menuitem', { name: 'Pausieren' }).click();
  await row.getByRole('img', { name: 'Pausiert' }).waitFor();
  const refused = page.waitForResponse('**/api/v1/monitors/bulk');
  letGo();
  assert.equal((await refused).status(), 400);
  await row.getByRole('img', { name: 'Erreichbar', exact: true }).waitFor();
  assert.equal(((await place.call('/monitors')) as readonly { readonly enabled: boolean }[])[0]?.enabled, true);
  await page.goto('/nowhere/at/all');
  assert.equal(await page.getByText('Diese Seite gibt es nicht').count(), 0, 'it is no page of the dashboard');
});
