/** What somebody does who has just started Upwatch: in a real browser, on a real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { OWNER, opened } from './testing/opened.ts';

test('set up, look at an address, watch it, and see it fall and come back without reloading', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const page = await place.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto('/monitors');
  await page.getByLabel('Setup code').fill('WRONG-CODES-WRONG-CODES');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await page.getByRole('alert').filter({ hasText: 'That is not the code' }).waitFor();
  await page.getByLabel('Setup code').fill(place.setupCode);
  await page.getByRole('button', { name: 'Create the owner' }).click();

  // Back to where the visit began, and from there to the first look.
  await page.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/monitors');
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await page.getByRole('heading', { name: 'What shall Upwatch watch?' }).waitFor();
  await page.getByLabel('Address', { exact: true }).fill('not an address');
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('That is not an address').waitFor();
  await page.getByLabel('Address', { exact: true }).fill(target.url);
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByRole('heading', { name: 'It is up' }).waitFor();
  const phases = page.getByRole('region', { name: 'Where the time went' });
  for (const phase of ['TCP', 'First byte', 'Total']) await phases.getByText(phase, { exact: true }).waitFor();
  assert.deepEqual(await place.call('/monitors'), [], 'nothing is kept before somebody says so');

  await page.getByLabel('Name').fill('shop');
  await page.getByLabel('Look every').selectOption('30');
  await page.getByRole('button', { name: 'Watch it' }).click();
  await page.getByText('Watching shop.').waitFor();
  const row = page.getByRole('listitem').filter({ hasText: 'shop' });
  await row.getByRole('img', { name: 'Up', exact: true }).waitFor();
  const [monitor] = (await place.call('/monitors')) as readonly {
    readonly id: string;
    readonly assertions: readonly [];
  }[];
  assert.equal(monitor!.assertions.length, 2, 'status and time; there is no certificate');

  await place.call(`/monitors/${monitor!.id}`, { frequencySeconds: 1 }, 'PUT');
  target.statusCode = 503;
  await row.getByText('Down', { exact: false }).waitFor();
  await page.getByRole('link', { name: '1 down' }).waitFor();
  assert.match(await page.title(), /^\(1\) Monitors/);
  assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), '/favicon-down.svg');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByText('1 monitor is down').waitFor();
  await page.getByRole('button', { name: 'Take it on' }).click();
  await page.getByText(`${OWNER.name} has it`).waitFor();
  await page.getByRole('region', { name: 'Regions' }).getByText('1 Down').waitFor();
  target.statusCode = 200;
  await page.getByText('Everything is up').waitFor();
  assert.match(await page.title(), /^Overview/);
});
