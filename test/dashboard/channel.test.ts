/** Where to tell, and whom in which order: set up, tried and rehearsed in a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';

test('a channel is made from its form, tried before and after, and a policy with it is rehearsed', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const receiver = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const look = { type: 'HTTP', config: { url: receiver.url, method: 'GET' }, managedBy: 'API', frequencySeconds: 3600 };
  await place.call('/monitors', { ...look, name: 'shop' });

  await page.goto('/channels');
  await page.getByRole('heading', { name: 'Nobody is told yet' }).waitFor();
  await page.getByRole('link', { name: 'New channel' }).click();
  await page.getByLabel('Find a kind').fill('webh');
  await page.getByRole('link', { name: 'Webhook' }).click();
  await page.getByLabel('Name', { exact: true }).fill('on duty');
  await page.getByLabel('URL').fill(receiver.url);
  receiver.statusCode = 410;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It did not arrive.').waitFor();
  receiver.statusCode = 200;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It arrived.').waitFor();
  assert.deepEqual(await place.call('/alert-channels'), [], 'a test keeps nothing');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('link', { name: /on duty/ }).click();

  // Its secret address is kept, though the page never had it.
  await page.getByLabel('Name', { exact: true }).fill('first on duty');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'first on duty' }).waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It arrived.').waitFor();

  await page.goto('/policies/new');
  await page.getByLabel('Name', { exact: true }).fill('on call');
  await page.getByRole('checkbox', { name: 'first on duty' }).first().check();
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('link', { name: /on call/ }).waitFor();
  await page.getByRole('button', { name: 'Who would know?' }).click();
  const answer = page.getByRole('region', { name: 'Who would be told?' }).getByRole('status');
  await answer.getByText('By on call').waitFor();
  await answer.getByText('first on duty').waitFor();
});
