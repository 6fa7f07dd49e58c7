/** What monitors share: groups, tags, environments, secrets, regions; and many monitors changed together. One server, one browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { type Opened, opened } from './testing/opened.ts';

interface Named {
  readonly id: string;
}

test('what monitors share has pages of its own', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const { url } = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  const look = { type: 'HTTP', config: { url, method: 'GET' }, managedBy: 'API', frequencySeconds: 3600 };
  const ids = new Map<string, string>();
  for (const name of ['shop', 'till', 'blog'])
    ids.set(name, ((await place.call('/monitors', { ...look, name })) as Named).id);

  await t.test('a group is made, gets members by search, says how it stands, and is deleted', async () => {
    await groups(page, place);
  });
  await t.test('a tag leads to its monitors, is renamed, and says what goes with it', async () => {
    await tags(page, place, ids);
  });
  await t.test('an environment fills in variables, and stays as long as somebody is in it', async () => {
    await environments(page, place, ids);
  });
  await t.test('a secret is kept and replaced, never shown, and stays as long as somebody uses it', async () => {
    await secrets(page, place, ids);
  });
  await t.test('many monitors are changed together: shown before, and told of each that could not be', async () => {
    await bulk(page, place, ids);
  });
  await t.test('a monitor goes back to every channel; a job shows its signals and gets a new address', async () => {
    await editing(page, place, ids);
  });
  await t.test('regions stand on a map and in a table, however many there are', async () => {
    await regions(page);
  });
  await t.test(
    'every page is reached by two keys, without a serious fault in both themes, and fits a phone',
    async () => {
      await reach(page);
    },
  );
});

async function groups(page: Page, place: Opened): Promise<void> {
  await page.goto('/groups');
  await page.getByRole('heading', { name: 'No groups yet' }).waitFor();
  await page.getByRole('link', { name: 'New group' }).click();
  await page.getByLabel('Name', { exact: true }).fill('buying');
  await page.getByLabel('Down when').selectOption('COUNT');
  await page.getByLabel('How many').fill('2');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('heading', { name: 'buying', level: 1 }).waitFor();
  await page.getByText('Down when 2 members are down').waitFor();
  for (const name of ['shop', 'till']) {
    await page.getByRole('searchbox', { name: 'Find a monitor to add' }).fill(name);
    await page.getByRole('button', { name: `Add ${name}` }).click();
    await page.getByRole('button', { name: `Take ${name} out` }).waitFor();
  }
  await page.getByText('2 of 2 are well').waitFor();
  await page.getByRole('button', { name: 'Take till out' }).click();
  await page.getByText('1 of 1 are well').waitFor();
  await page.getByLabel('Down when').selectOption('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('No threshold').waitFor();
  const [group] = (await place.call('/resource-groups')) as readonly { readonly healthThresholdType: null }[];
  assert.equal(group?.healthThresholdType, null);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'No groups yet' }).waitFor();
}

async function tags(page: Page, place: Opened, ids: ReadonlyMap<string, string>): Promise<void> {
  await page.goto('/tags');
  await page.getByRole('button', { name: 'New tag' }).click();
  await page.getByLabel('Name', { exact: true }).fill('prod');
  await page.getByRole('button', { name: 'Make it' }).click();
  const [tag] = (await place.call('/tags')) as readonly Named[];
  await page.getByRole('listitem').filter({ hasText: 'prod' }).getByText('0 monitors').waitFor();
  await place.call(`/monitors/${ids.get('shop')}`, { tags: { tagIds: [tag!.id] } }, 'PUT');
  const row = page.getByRole('listitem').filter({ hasText: 'prod' });
  await row.getByRole('link', { name: '1 monitor' }).click();
  await page.getByText('1 monitor', { exact: true }).waitFor();
  assert.match(page.url(), /tag=prod/);
  await page.goBack();
  await page.getByRole('button', { name: 'Edit prod' }).click();
  await page.getByLabel('Name', { exact: true }).fill('production');
  await page.getByLabel('Colour').fill('#1c9c67');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Delete production' }).click();
  await page.getByRole('dialog').getByText('1 monitor no longer has it').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'No tags yet' }).waitFor();
}

async function environments(page: Page, place: Opened, ids: ReadonlyMap<string, string>): Promise<void> {
  await page.goto('/environments');
  await page.getByRole('link', { name: 'New environment' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Staging (EU)');
  assert.equal(await page.getByLabel('Short name').inputValue(), 'staging-eu');
  await page.getByRole('button', { name: 'Add: Variables' }).click();
  await page.getByLabel('Name 1').fill('HOST');
  await page.getByLabel('Value 1').fill('staging.example');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('link', { name: /Staging \(EU\)/ }).click();
  await page.getByText('No monitor and no group names it.').waitFor();
  const { id } = (await place.call('/environments/staging-eu')) as Named;
  await place.call(`/monitors/${ids.get('shop')}`, { environmentId: id }, 'PUT');
  await page.getByRole('link', { name: 'shop' }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alert').getByText('is in use by "shop"').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await place.call(`/monitors/${ids.get('shop')}`, { clearEnvironmentId: true }, 'PUT');
  await page.getByText('No monitor and no group names it.').waitFor();
}

async function secrets(page: Page, place: Opened, ids: ReadonlyMap<string, string>): Promise<void> {
  await page.goto('/secrets');
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByLabel('Name', { exact: true }).fill('TOKEN');
  await page.getByLabel('Value').fill('opensesame');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByText('Nothing uses it').waitFor();
  const [secret] = (await place.call('/secrets')) as readonly Named[];
  const auth = { type: 'bearer', vaultSecretId: secret!.id };
  await place.call(`/monitors/${ids.get('till')}`, { auth }, 'PUT');
  await page.getByRole('button', { name: 'Replace TOKEN' }).click();
  await page.getByLabel('Value').fill('sesameopen');
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
  await page.getByText('TOKEN is replaced').waitFor();
  await page.getByLabel('Value').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'till' }).waitFor();
  assert.doesNotMatch(await page.content(), /opensesame|sesameopen/, 'neither value is on the page any more');
  await page.getByRole('button', { name: 'Delete TOKEN' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alert').getByText('is in use by "till"').waitFor();
}

async function bulk(page: Page, place: Opened, ids: ReadonlyMap<string, string>): Promise<void> {
  await place.call('/resource-groups', { name: 'everything' });
  const refused = `**/api/v1/monitors/${ids.get('blog')}`;
  await page.route(refused, async (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 409, json: { code: 'CONFLICT', message: 'somebody else was first', errors: [] } })
      : route.fallback(),
  );
  await page.goto('/monitors');
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByText('Nothing is chosen yet.').waitFor();
  await page.getByRole('checkbox', { name: 'Look every' }).check();
  await page.getByRole('spinbutton', { name: 'Look every' }).fill('120');
  await page.getByRole('checkbox', { name: 'Add to a group' }).check();
  await page.getByRole('combobox', { name: 'Add to a group' }).selectOption({ label: 'everything' });
  const preview = page.getByRole('list', { name: 'What changes' });
  await preview.getByText('Look every: 1 hr → 2 min').first().waitFor();
  assert.equal(await preview.getByRole('listitem').count(), 3);
  await page.getByRole('button', { name: 'Change 3 monitors' }).click();
  await page.getByText('2 monitors are changed').waitFor();
  const failed = page.getByRole('list', { name: '1 is not changed' });
  await failed.getByText('blog').waitFor();
  await page.unroute(refused);
  await page.getByRole('button', { name: 'Try those again' }).click();
  await page.getByText('1 monitor is changed').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('toolbar').waitFor({ state: 'detached' });
  const all = (await place.call('/monitors')) as readonly { readonly frequencySeconds: number }[];
  assert.deepEqual(
    all.map(({ frequencySeconds }) => frequencySeconds),
    [120, 120, 120],
  );
  const [group] = (await place.call('/resource-groups')) as readonly { readonly members: readonly unknown[] }[];
  assert.equal(group?.members.length, 3);
}

async function editing(page: Page, place: Opened, ids: ReadonlyMap<string, string>): Promise<void> {
  const till = `/monitors/${ids.get('till')}`;
  const channel = { name: 'pager', config: { channelType: 'webhook', url: place.url } };
  const { id } = (await place.call('/alert-channels', channel)) as Named;
  await place.call(till, { alertChannelIds: [id] }, 'PUT');
  await page.goto(`${till}/edit`);
  await page.getByRole('radio', { name: 'Every channel there is' }).check();
  await page.getByRole('region', { name: 'How and from where' }).getByLabel('Sign in').selectOption({ label: 'None' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { name: 'till', level: 1 }).waitFor();
  const { alertChannelIds, auth } = (await place.call(till)) as Readonly<Record<'alertChannelIds' | 'auth', unknown>>;
  assert.deepEqual([alertChannelIds, auth], [null, null]);

  const job = { name: 'backup', type: 'HEARTBEAT', config: { expectedInterval: 3600 }, managedBy: 'API' };
  const made = (await place.call('/monitors', job)) as Named & { readonly pingUrl: string };
  await fetch(`${place.url}${new URL(made.pingUrl).pathname}/3`, { method: 'POST', body: 'disk full' });
  await page.goto(`/monitors/${made.id}`);
  await page.getByRole('region', { name: 'Signals' }).getByText('disk full').waitFor();
  await page.goto(`/monitors/${made.id}/edit`);
  await page.getByLabel('Where its job reports to').getByText(made.pingUrl).waitFor();
  await page.getByRole('button', { name: 'New address…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New address…' }).click();
  await page.getByText(made.pingUrl).waitFor({ state: 'detached' });
}

async function regions(page: Page): Promise<void> {
  const names = ['us-east-1', 'eu-west', 'frankfurt', 'office', 'imported:uptime-kuma'];
  await page.route('**/api/v1/dashboard/overview', async (route) => {
    const response = await route.fetch();
    const { data } = (await response.json()) as { readonly data: { readonly regions: readonly object[] } };
    const seen = { isOwn: false, up: 7, degraded: 0, down: 1, unknown: 0, spoiled: 0, lastLookAt: null, fault: null };
    const more = names.map((region) => ({ ...seen, region }));
    await route.fulfill({ json: { data: { ...data, regions: [...data.regions, ...more] } } });
  });
  await page.goto('/regions');
  const map = page.getByRole('img', { name: 'World map of the regions' });
  for (const name of names.slice(0, 3)) await map.locator('text', { hasText: name }).first().waitFor();
  assert.equal(await map.locator('text', { hasText: 'office' }).count(), 0);
  await page.getByText('local, office, imported:uptime-kuma').waitFor();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await row('local').getByText('this server').waitFor();
  await row('local').getByText('under way').waitFor();
  await row('imported:uptime-kuma').getByText('nobody looks from there').waitFor();
  assert.equal(await page.getByRole('row').count(), 1 + 1 + names.length);
  await page.unroute('**/api/v1/dashboard/overview');
}

async function reach(page: Page): Promise<void> {
  const byKey = { g: 'Groups', t: 'Tags', e: 'Environments', k: 'Secrets', r: 'Regions' };
  for (const [letter, title] of Object.entries(byKey)) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Go to: Secrets').waitFor();
  await page.keyboard.press('Escape');
}
