/** Somebody has lost their password. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './testing/opened.ts';

test('an owner makes a link, with which a member sets a new password, once', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const { token } = (await place.call('/invites', { email: 'ben@shop.test', roleOffered: 'MEMBER' })) as {
    readonly token: string;
  };
  const guest = await place.newPage();
  const accepted = await guest.request.post(`/api/v1/auth/invites/${token}/accept`, {
    data: { name: 'Ben', password: 'eight small boats at noon' },
    headers: { origin: place.url },
  });
  assert.ok(accepted.ok(), await accepted.text());

  await page.goto('/settings/members');
  const row = page.getByRole('listitem').filter({ hasText: 'ben@shop.test' });
  await row.getByRole('button', { name: 'Reset password' }).click();
  const link = await page.getByLabel('Link to a new password').innerText();

  await guest.goto(link);
  await guest.getByLabel('Password').fill('password1234');
  await guest.getByRole('button', { name: 'Set the password' }).click();
  await guest.getByRole('alert').waitFor();
  await guest.getByLabel('Password').fill('nine small boats at noon');
  await guest.getByRole('button', { name: 'Set the password' }).click();
  await guest.getByRole('heading', { name: 'Your password is set' }).waitFor();
  // The session that this browser had is over.
  await guest.getByRole('link', { name: 'Sign in' }).click();
  await guest.getByLabel('E-mail').fill('ben@shop.test');
  await guest.getByLabel('Password').fill('nine small boats at noon');
  await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
  await guest.getByRole('heading', { name: 'What shall Upwatch watch?' }).waitFor();

  await guest.goto(link);
  await guest.getByLabel('Password').fill('ten small boats at noon');
  await guest.getByRole('button', { name: 'Set the password' }).click();
  await guest.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
});
