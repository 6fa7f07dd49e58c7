/** What an owner sets up: keys, people, and a look at who did it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './testing/opened.ts';

test('a key is shown once, works, and is refused as soon as it is revoked; the audit log says who did both', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const statusWith = async (key: string): Promise<number> =>
    (await fetch(`${place.url}/api/v1/monitors`, { headers: { authorization: `Bearer ${key}` } })).status;
  await page.goto('/settings');
  await page.getByRole('link', { name: /^API keys/ }).click();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name', { exact: true }).fill('deployments');
  await page.getByLabel('It may').selectOption('look');
  await page.getByRole('button', { name: 'Make it' }).click();
  const key = await page.getByLabel('API key', { exact: true }).innerText();
  assert.equal(await statusWith(key), 200);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'deployments' });
  await row.waitFor();
  assert.ok(!(await page.content()).includes(key), 'the key is nowhere on the page any more');
  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await row.getByText('revoked').waitFor();
  assert.equal(await statusWith(key), 401);

  await page.goto('/settings/members');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail').fill('ben@shop.test');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('Link of the invitation').innerText();
  const guest = await place.newPage();
  await guest.goto(link);
  await guest.getByText('ben@shop.test is invited').waitFor();

  await page.goto('/settings/audit?resource=api_key');
  await page.getByText('api_key.revoked').first().waitFor();
  await page.goto('/settings/health');
  await page.getByText('Upwatch is well').waitFor();
});
