/** A monitor from its form to its end: made, seen, changed, copied, deleted, in a real browser on a real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequest } from '../../packages/dashboard/src/pages/monitor-form/monitor-draft.ts';
import { TEMPLATES } from '../../packages/dashboard/src/pages/monitor-form/templates.ts';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';

interface Made {
  readonly id: string;
  readonly config: object;
  readonly frequencySeconds: number;
  readonly assertions: readonly { readonly config: object; readonly severity: string }[];
}

test('make a monitor in its form, see its looks, change it, copy it, and delete it', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/monitors/create');
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  // What the server refuses is said at the field that it is of.
  await button('Create monitor').click();
  await page.getByRole('alert').first().waitFor();
  assert.equal(await page.getByLabel('URL').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'), 'true');

  await page.getByLabel('Name', { exact: true }).fill('shop');
  const url = `${target.url}/`;
  await page.getByLabel('URL').fill(url);
  assert.equal(
    await page.getByLabel('URL').getAttribute('aria-invalid'),
    null,
    'what was changed is not wrong any more',
  );
  await page.getByLabel('Look every').fill('1');
  await page.getByLabel('Expectation', { exact: true }).fill('tim < 5');
  await page.keyboard.press('Enter');
  await page.getByText('unknown subject "tim"').waitFor();
  await page.getByLabel('Expectation', { exact: true }).fill('json $.status == "ok"');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'json $.status == "ok"', exact: true }).waitFor();
  await page.getByLabel('Or pick a kind…').selectOption('response_time');
  await page.getByLabel('Limit').fill('9000');
  await page.getByRole('combobox', { name: /if time/ }).selectOption('warn');

  // Tried before anything is kept.
  await button('Test').click();
  await page.getByRole('heading', { name: 'It is up' }).waitFor();
  assert.deepEqual(await place.call('/monitors'), []);
  await button('Create monitor').click();

  await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
  await page.getByText(/^Up, since/).waitFor();
  const [made] = (await place.call('/monitors')) as readonly Made[];
  assert.deepEqual(made!.config, { ...made!.config, url, method: 'GET' });
  assert.deepEqual(
    made!.assertions.map(({ config, severity }) => [(config as { type: string }).type, severity]),
    [
      ['json_path', 'fail'],
      ['response_time', 'warn'],
    ],
  );
  await page.locator('canvas').waitFor();
  const looks = page.getByRole('region', { name: 'Latest looks' });
  // Each look is heard of as it is made.
  const first = await looks.getByRole('button').first().innerText();
  await looks.getByRole('button').first().filter({ hasNotText: first }).waitFor();
  await looks.getByRole('button').first().click();
  const phases = looks.getByRole('region', { name: 'Where the time went' });
  await phases.getByText('First byte').waitFor();

  target.statusCode = 503;
  await page.getByText(/^Down, since \d\d:\d\d: The status code/).waitFor();
  target.statusCode = 200;
  await page.getByText(/^Up, since/).waitFor();
  await page.getByRole('region', { name: 'Incidents' }).getByText('lasted').waitFor();

  await page.getByRole('link', { name: 'Edit' }).first().click();
  await page.getByLabel('Look every').fill('30');
  await page.getByText('More settings').first().click();
  await page.getByLabel('Give up after').fill('5000');
  await button('Save changes').click();
  await page.getByText('shop is changed').waitFor();
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByRole('rowheader', { name: 'config.timeoutMs' }).waitFor();
  const changed = (await place.call(`/monitors/${made!.id}`)) as Made;
  assert.deepEqual([changed.frequencySeconds, changed.config], [30, { ...made!.config, timeoutMs: 5000 }]);

  await button('More actions').click();
  await page.getByRole('menuitem', { name: 'Clone' }).click();
  await page.getByRole('heading', { name: 'Copy of shop' }).waitFor();
  await button('Create monitor').click();
  await page.getByText('Copy of shop is watched from now on').waitFor();
  assert.equal(((await place.call('/monitors')) as readonly Made[]).length, 2);

  await button('More actions').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByText('This is lost for good').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Copy of shop is deleted').waitFor();
  assert.equal(((await place.call('/monitors')) as readonly Made[]).length, 1);
});

test('a starting point is chosen by keyboard and fills the form in, and the server takes each of them', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/monitors/create');
  const start = page.getByRole('region', { name: 'Begin with' }).getByRole('button', { name: /^A mail server/ });
  await start.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: /^TCP/, checked: true }).waitFor();
  assert.equal(await start.getAttribute('aria-pressed'), 'true');
  assert.equal(await page.getByLabel('Port', { exact: true }).inputValue(), '587');
  await page.getByText('connects', { exact: true }).waitFor();
  assert.equal(
    await start.evaluate((button) => button === button.ownerDocument.activeElement),
    true,
    'the focus stays',
  );

  for (const { id, draft } of TEMPLATES) {
    const names = { url: 'https://shop.example/', host: 'shop.example', hostname: 'shop.example' };
    const blanks = Object.entries(names).filter(([name]) => name in draft.config);
    const config = { ...draft.config, ...Object.fromEntries(blanks) };
    await place.call('/monitors', createRequest({ ...draft, name: id, config, enabled: false }));
  }
  assert.equal(((await place.call('/monitors')) as readonly Made[]).length, TEMPLATES.length);
});
