/** An outage, as the people who are called see it: what it is, why, who knows, and what they do about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { OWNER, opened } from './testing/opened.ts';

test('an outage explains itself, is taken on, commented and resolved, and an alert that failed is sent again', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const receiver = await scriptedTarget(t);
  receiver.statusCode = 410;
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const { id: channelId } = (await place.call('/alert-channels', {
    name: 'pager',
    config: { channelType: 'webhook', url: receiver.url },
  })) as { readonly id: string };
  const look = { type: 'HTTP', config: { url: target.url, method: 'GET' }, managedBy: 'API' };
  await place.call('/monitors', { ...look, name: 'shop', frequencySeconds: 1, alertChannelIds: [channelId] });
  const firstOf = async (path: string): Promise<boolean> => ((await place.call(path)) as readonly unknown[]).length > 0;
  while (!(await firstOf('/monitors?status=up')));
  target.statusCode = 503;
  while (!(await firstOf('/incidents?status=CONFIRMED')));

  await page.getByRole('navigation').getByRole('link', { name: 'Incidents' }).first().click();
  await page.getByRole('heading', { name: 'Incidents' }).waitFor();
  await page.getByText('1 incident', { exact: true }).waitFor();
  await page.keyboard.press('j');
  await page.locator('main li a:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
  const compared = page.getByRole('region', { name: 'Last good beside first bad' });
  await compared.getByRole('row', { name: /Status code 200 503/ }).waitFor();
  const told = page.getByRole('region', { name: 'Who was told' });
  await told.getByText('Failed', { exact: true }).waitFor();
  receiver.statusCode = 200;
  await told.getByRole('button', { name: 'Send again' }).click();
  await told.getByText('Told', { exact: true }).waitFor();

  await page.keyboard.press('a');
  await page.getByText(`${OWNER.name} has it`).first().waitFor();
  await page.getByRole('textbox', { name: 'Comment' }).fill('the database is gone');
  await page.keyboard.press('Control+Enter');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.getByRole('listitem').filter({ hasText: 'the database is gone' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Comment' }).inputValue(), '');

  target.statusCode = 200;
  await page.getByText('Resolved after').waitFor();
  await page.goto('/incidents?status=RESOLVED');
  await page.getByText('1 incident', { exact: true }).waitFor();

  // One that only a person ends.
  await page.getByRole('button', { name: 'Open an incident' }).click();
  await page.getByLabel('What is wrong').fill('payments are slow');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('heading', { name: 'payments are slow' }).waitFor();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await page.getByText('Resolved after').waitFor();
});
