/** What the sign-in page says when a single sign-on came to nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './testing/opened.ts';

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
