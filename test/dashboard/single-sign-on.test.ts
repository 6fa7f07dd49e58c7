/** Single sign-on in a browser: what the sign-in page says of one that came to nothing, and what an account says of those that did not. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { SignInProvider } from '../../packages/server/src/settings/sign-in-providers.ts';
import { type IdentityProvider, identityProvider } from '../../packages/server/src/api/testing/identity-provider.ts';
import { type Opened, opened, OWNER } from './testing/opened.ts';

/** A server that knows a provider. */
async function withProvider(
  t: TestContext,
  given: Partial<SignInProvider> = {},
): Promise<{ readonly place: Opened; readonly provider: IdentityProvider } | undefined> {
  const provider = await identityProvider(given);
  t.after(async () => provider[Symbol.asyncDispose]());
  const place = await opened(t, { UPWATCH_SIGN_IN_PROVIDERS: JSON.stringify([provider.settings]) });
  return place && { place, provider };
}

test('why a single sign-on came to nothing stands on the sign-in page; what is no reason does not', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn();
  await page.request.post('/api/v1/auth/logout', { headers: { origin: place.url } });
  await page.goto('/sign-in?refused=unverified');
  await page.getByRole('alert').filter({ hasText: 'does not say that your e-mail address is verified' }).waitFor();
  await page.goto('/sign-in?refused=constructor');
  await page.getByLabel('E-mail').waitFor();
  if ((await page.getByRole('alert').count()) > 0) throw new Error('a reason that is none is told');
});

test('who signs in is led to a page of the server, whatever the address says', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn();
  await page.goto('/sign-in?to=//evil.test/monitors');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  const { origin, pathname } = new URL(page.url());
  assert.deepEqual([origin, pathname], [place.url, '/']);
});

test('an account lists the provider that it is linked to, and is unlinked from it after the password', async (t) => {
  const start = await withProvider(t);
  if (!start) return;
  start.provider.says({ email: OWNER.email, email_verified: true });
  const page = await start.place.signedIn();
  await page.goto('/settings/account');
  await page.getByRole('link', { name: 'Connect Corp' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'ada-1' });
  await row.waitFor();
  assert.equal(await page.getByRole('link', { name: 'Connect Corp' }).count(), 0);
  await row.getByRole('button', { name: 'Unlink Corp' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill('not the password');
  await dialog.getByRole('button', { name: 'Unlink' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Password').fill(OWNER.password);
  await dialog.getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('link', { name: 'Connect Corp' }).waitFor();
});

test('who has no password is asked for none: they set the first, and are then let go by the provider', async (t) => {
  const start = await withProvider(t, { makesMembers: true, role: 'MEMBER' });
  if (!start) return;
  const { place, provider } = start;
  await place.signedIn();
  provider.says({ sub: 'bob-1', email: 'bob@shop.test', email_verified: true, name: 'Bob' });
  const page = await place.newPage();
  await page.goto('/sign-in?to=/settings/account');
  await page.getByRole('link', { name: 'Corp' }).click();
  const unlink = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Unlink Corp' }).click();
    assert.equal(await page.getByRole('dialog').getByLabel('Password').count(), hasPassword ? 1 : 0);
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
  };
  let hasPassword = false;
  await unlink();
  await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'set a password' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await page.getByLabel('Current password').count(), 0);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('eight small boats at noon');
  await page.getByRole('button', { name: 'Set a password' }).click();
  await page.getByLabel('Current password').waitFor();
  hasPassword = true;
  await unlink();
  await page.getByRole('link', { name: 'Connect Corp' }).waitFor();
});
