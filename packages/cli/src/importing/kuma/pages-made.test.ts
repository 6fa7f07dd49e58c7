import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { Upwatch } from '@upwatch/sdk';
import { served } from '../../testing/served.ts';
import { problemOf } from '../acceptance.ts';
import { applyPlan } from '../apply.ts';
import { planOf } from '../plan.ts';
import { standingOf } from '../standing.ts';
import { type KumaDatabase, kumaDatabase, monitorIn } from '../testing/kuma-database.ts';
import { pageIn } from '../testing/kuma-page.ts';
import { importKuma } from './import-kuma.ts';
import { readKumaDatabase } from './read-database.ts';

const server = await served({ after });
const { url: baseUrl, token } = server;
const client = new Upwatch({ baseUrl, token });

interface How {
  readonly source: string;
  readonly through?: Upwatch;
  readonly isOverwriting?: boolean;
}

/** @returns what was done to pages, and what was said of them */
async function brought(kuma: KumaDatabase, { source, through = client, isOverwriting = false }: How) {
  const imported = importKuma(readKumaDatabase(kuma.path));
  const standing = await standingOf(through, source);
  const plan = planOf(imported, standing, { isOverwriting, problemOf });
  const { failed } = await applyPlan(plan, standing, through, { source });
  const written = plan.steps.filter(({ type }) => type === 'create' || type === 'update').length;
  const said = plan.remarks.map(({ where, what, why }) => `${where}: ${what}: ${why}`).join('\n');
  return { failed, written, said };
}

/** A monitor, a group and a page that holds both. */
function filled(t: TestContext, slug: string, values: Parameters<typeof pageIn>[2] = {}) {
  const kuma = kumaDatabase(t);
  const group = monitorIn(kuma, { name: `${slug} all`, type: 'group', url: null });
  const paused = { active: 0, url: 'http://127.0.0.1:9/', parent: group };
  const shop = monitorIn(kuma, { ...paused, name: `${slug} shop` });
  const made = pageIn(kuma, { Shops: [shop, group], Again: [shop] }, { slug, title: slug, ...values });
  kuma.insert('status_page_cname', { status_page_id: made.page, domain: `${slug}.shop.example` });
  return { kuma, shop, ...made };
}

/** All that is on a page, without ids and times. */
async function shown(slug: string) {
  const { data } = await client.statusPages.list({ size: 200 });
  const page = data.find((one) => one.slug === slug);
  if (!page) return undefined;
  const [groups, incidents, domains, members] = await Promise.all([
    client.statusPages.groups.list(page.id).toArray(),
    client.statusPages.incidents.list(page.id).toArray(),
    client.statusPages.domains.list(page.id).toArray(),
    client.resourceGroups.list().toArray(),
  ]);
  const { id, visibility, enabled, componentCount } = page;
  const about = (text: string): string => text.replaceAll(slug, 'SLUG');
  return {
    ...{ id, visibility, enabled, componentCount },
    groups: groups.map(({ name, components }) => [name, ...components.map((one) => about(one.name))]),
    incidents: incidents.map(({ title, status, updates }) => [title, status, ...updates.map(({ body }) => body)]),
    domains: domains.map(({ hostname }) => about(hostname)),
    members: members.find(({ name }) => name === `${slug} all`)?.members?.length,
  };
}

/** Lets so many writes through, and the last of them without its answer, or not at all; then it is dead. */
function dyingAfter(writes: number, isHeard: boolean): { readonly client: Upwatch; readonly isDead: () => boolean } {
  let left = writes;
  const through: typeof fetch = async (input, init) => {
    if (left < 0) throw new Error('dead');
    const isWrite = (init?.method ?? 'GET') !== 'GET';
    if (isWrite && --left < 0 && !isHeard) throw new Error('dead');
    const response = await fetch(input, init);
    if (left < 0) throw new Error('dead');
    return response;
  };
  return { client: new Upwatch({ baseUrl, token, fetch: through, retries: 0 }), isDead: () => left < 0 };
}

test('a page whose import ends anywhere in it is made whole by the next import: nothing twice, nothing missing', async (t) => {
  const whole = filled(t, 'whole');
  assert.deepEqual((await brought(whole.kuma, { source: 'whole' })).failed, []);
  const { id: _, ...expected } = (await shown('whole'))!;
  assert.deepEqual(expected, {
    ...{ visibility: 'PUBLIC', enabled: true, componentCount: 3 },
    groups: [
      ['Shops', 'SLUG shop', 'SLUG all'],
      ['Again', 'SLUG shop'],
    ],
    incidents: [['Mails are late', 'INVESTIGATING', 'We **look** into it.']],
    domains: ['SLUG.shop.example'],
    members: 1,
  });
  assert.equal((await brought(whole.kuma, { source: 'whole' })).written, 0, 'and then it is done');
  let ends = 0;
  for (let writes = 0; ; writes++) {
    const slug = `cut-${writes}`;
    const { kuma } = filled(t, slug);
    const dying = dyingAfter(writes, writes % 2 === 0);
    await brought(kuma, { source: slug, through: dying.client }).catch(() => undefined);
    if (!dying.isDead()) break;
    ends++;
    assert.deepEqual((await brought(kuma, { source: slug })).failed, []);
    const { id, ...made } = (await shown(slug))!;
    assert.deepEqual(made, expected, `after ${writes} writes`);
    // An import reads all pages that there are.
    await client.statusPages.delete(id);
  }
  assert.ok(ends > 10, `${ends} writes`);
});

test('what the source changes on a page is changed, what is told and named here stays', async (t) => {
  const { kuma, shop, page, groups, incident } = filled(t, 'living');
  const run = (isOverwriting = false) => brought(kuma, { source: 'living', isOverwriting });
  await run();
  const { id } = (await shown('living'))!;
  const [told] = await client.statusPages.incidents.list(id).toArray();
  await client.statusPages.incidents.addUpdate(id, told!.id, { status: 'RESOLVED', body: 'Done.' });
  kuma.insert('monitor_group', { monitor_id: shop, group_id: groups[1]! });
  kuma.update('incident', incident, { content: 'Still.' });
  kuma.insert('incident', { title: 'Another', content: 'New.', style: 'warning', status_page_id: page });
  assert.equal((await run()).written, 1);
  const after = (await shown('living'))!;
  assert.deepEqual(after.groups[1], ['Again', 'SLUG shop', 'SLUG shop']);
  assert.deepEqual(
    new Set(after.incidents.map(([title, status]) => `${title} ${status}`)),
    new Set(['Another INVESTIGATING', 'Mails are late RESOLVED']),
  );
  kuma.sqlite.exec(`DELETE FROM incident; DELETE FROM status_page_cname`);
  await run();
  const { incidents, domains } = (await shown('living'))!;
  assert.deepEqual([incidents.length, domains.length], [2, 1], 'what is gone there stays');
});

test('no import lets more people read a page than may read it here (S32)', async (t) => {
  const closed = [
    { slug: 'was-locked', values: { password: 'x' }, next: { password: null } },
    { slug: 'was-off', values: { published: 0 }, next: { published: 1 } },
  ];
  for (const { slug, values, next } of closed) {
    const { kuma, page } = filled(t, slug, values);
    await brought(kuma, { source: slug });
    const { visibility, enabled } = (await shown(slug))!;
    const unread = (await fetch(`${baseUrl}/status/${slug}`)).status;
    assert.ok(unread === 401 || unread === 404, `${slug}: ${unread}`);
    kuma.update('status_page', page, { ...next, title: 'Changed' });
    for (const isOverwriting of [false, true]) {
      const { said } = await brought(kuma, { source: slug, isOverwriting });
      assert.match(said, /no import lets more people read a page/);
      const now = (await shown(slug))!;
      assert.deepEqual([now.visibility, now.enabled], [visibility, enabled], slug);
    }
    assert.equal((await fetch(`${baseUrl}/status/${slug}`)).status, unread);
  }

  const { kuma } = filled(t, 'inner');
  const { id } = await client.statusPages.create({ name: 'Ours', slug: 'inner', visibility: 'SIGNED_IN' });
  await brought(kuma, { source: 'inner-again', isOverwriting: true });
  const now = (await shown('inner'))!;
  assert.deepEqual([now.id, now.visibility, now.componentCount], [id, 'SIGNED_IN', 3]);

  const open = filled(t, 'opened');
  await brought(open.kuma, { source: 'opened' });
  open.kuma.update('status_page', open.page, { password: 'x' });
  await brought(open.kuma, { source: 'opened' });
  assert.equal((await shown('opened'))!.visibility, 'PASSWORD', 'fewer is no matter');
});

test('a page whose address another one has here comes under the next that is free, and stays there', async (t) => {
  const { kuma, page } = filled(t, 'busy');
  const { id } = await client.statusPages.create({ name: 'Ours', slug: 'busy' });
  const first = await brought(kuma, { source: 'busy' });
  assert.match(first.said, /status page "busy-2": slug: was "busy", which a page has here that nobody imported/);
  assert.equal((await shown('busy'))!.componentCount, 0, 'and that one is as it was');
  const made = (await shown('busy-2'))!;
  assert.equal(made.componentCount, 3);
  kuma.update('status_page', page, { title: 'Busy again' });
  const second = await brought(kuma, { source: 'busy' });
  assert.deepEqual([second.written, second.said.includes('was "busy"')], [1, false]);
  assert.equal((await client.statusPages.get(made.id)).name, 'Busy again');
  assert.equal((await client.statusPages.get(id)).name, 'Ours');
  assert.equal(await shown('busy-3'), undefined);
});
