/** What a store promises of status pages. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, PageComponentContent, PageContent, PageIncidentChange } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const PAGE = sampleId(0x10_000);
const OTHER = sampleId(0x10_001);
const GROUP = sampleId(0x11_000);
const COMPONENT = sampleId(0x12_000);
const INCIDENT = sampleId(0x13_000);
const DOMAIN = sampleId(0x14_000);
const SUBSCRIBER = sampleId(0x15_000);

const PLAIN: PageContent = {
  id: PAGE,
  name: 'Shop',
  slug: 'shop',
  branding: {},
  visibility: 'PUBLIC',
  isEnabled: true,
  incidentMode: 'MANUAL',
  managedBy: 'API',
  options: {},
};
const WHOLE: PageContent = {
  ...PLAIN,
  description: 'How the shop is',
  branding: { theme: 'dark', hidePoweredBy: true },
  visibility: 'PASSWORD',
  isEnabled: false,
  incidentMode: 'REVIEW',
  managedBy: 'CLI',
  options: { language: 'de', frameAncestors: ['https://shop.example'], showsTargets: true },
  passwordHash: 'kept as it is',
};

function component(number: number, change: Partial<PageComponentContent> = {}): PageComponentContent {
  return {
    id: sampleId(0x12_000 + number),
    pageId: PAGE,
    name: `part ${number}`,
    source: { type: 'STATIC' },
    showsUptime: true,
    isExcludedFromOverall: false,
    ...change,
  };
}

function incident(change: Partial<PageIncidentChange['incident']> = {}): PageIncidentChange['incident'] {
  return {
    id: INCIDENT,
    pageId: PAGE,
    title: 'Orders fail',
    status: 'INVESTIGATING',
    impact: 'MAJOR',
    isAutoResolved: false,
    startedAtMs: T0,
    publishedAtMs: T0,
    affected: [{ componentId: COMPONENT, name: 'part 0', status: 'MAJOR_OUTAGE' }],
    story: [{ atMs: T0, affected: [{ componentId: COMPONENT, name: 'part 0', status: 'MAJOR_OUTAGE' }] }],
    ...change,
  };
}

function line(number: number, change: object = {}) {
  return {
    id: sampleId(0x16_000 + number),
    status: 'INVESTIGATING',
    body: 'We look into it.',
    createdBy: 'USER',
    notifySubscribers: true,
    createdAtMs: T0 + number,
    ...change,
  } as const;
}

async function actionsOf({ audit }: CoreStore): Promise<readonly string[]> {
  const { items } = await audit.list(EVERYTHING);
  return items.filter(({ resourceType }) => resourceType === 'status_page').map(({ action }) => action);
}

export function statusPagePromises(open: OpenStore): void {
  describe('status pages', () => {
    pagePromises(open);
    partPromises(open);
    pageIncidentPromises(open);
    audiencePromises(open);
  });
}

function pagePromises(open: OpenStore): void {
  test('a page is read as it was made, also after a restart, and listed by its name', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    const made = await statusPages.create(WHOLE, OPERATOR);
    const { createdAtMs, updatedAtMs } = made;
    assert.deepEqual(made, { ...WHOLE, createdAtMs, updatedAtMs });
    const first = await statusPages.create({ ...PLAIN, id: OTHER, name: 'api', slug: 'api' }, OPERATOR);
    const store = await opened.reopen();
    assert.deepEqual(await store.statusPages.get(PAGE), made);
    assert.deepEqual(await store.statusPages.all(), [first, made]);
  });

  test('a slug leads to one page; a change of nothing is none, and is not in the trail', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    const made = await statusPages.create(WHOLE, OPERATOR);
    const again = statusPages.create({ ...PLAIN, id: OTHER }, OPERATOR);
    await assert.rejects(again, { ...refusal('duplicate_name'), field: 'slug' });
    assert.deepEqual(await statusPages.update(PAGE, () => WHOLE, OPERATOR), made);
    const bare = await statusPages.update(PAGE, () => PLAIN, OPERATOR);
    assert.deepEqual(bare, { ...PLAIN, createdAtMs: made.createdAtMs, updatedAtMs: bare.updatedAtMs });
    await assert.rejects(
      statusPages.update(OTHER, () => PLAIN, OPERATOR),
      refusal('not_found'),
    );
    assert.deepEqual((await actionsOf(opened.store)).toSorted(), ['status_page.created', 'status_page.updated']);
  });

  test('a page that is deleted takes all that is on it with it', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    await statusPages.create(PLAIN, OPERATOR);
    await statusPages.groups.create({ id: GROUP, pageId: PAGE, name: 'EU', isDefaultOpen: true }, OPERATOR);
    await statusPages.components.create(component(0, { groupId: GROUP }), OPERATOR);
    await statusPages.incidents.create({ incident: incident(), update: line(1) }, OPERATOR);
    await statusPages.delete(PAGE, OPERATOR);
    assert.deepEqual(await statusPages.all(), []);
    assert.deepEqual(await statusPages.components.of(PAGE), []);
    assert.equal(await statusPages.incidents.get(PAGE, INCIDENT), undefined);
    assert.equal((await statusPages.incidents.updates([INCIDENT])).size, 0);
    await assert.rejects(statusPages.delete(PAGE, OPERATOR), refusal('not_found'));
  });
}

function partPromises(open: OpenStore): void {
  test('groups and components are read as they were made, each behind the one before', async () => {
    await using opened = await open();
    const { statusPages, monitors } = opened.store;
    await monitors.create(newMonitor(1), [], OPERATOR);
    await statusPages.create(PLAIN, OPERATOR);
    const group = await statusPages.groups.create(
      { id: GROUP, pageId: PAGE, name: 'EU', description: 'Europe', isDefaultOpen: false },
      OPERATOR,
    );
    assert.deepEqual([group.displayOrder, group.pageOrder], [0, 0]);
    const whole = component(1, {
      groupId: GROUP,
      description: 'All of it',
      source: { type: 'MONITOR', monitorId: sampleId(1) },
      showsUptime: false,
      isExcludedFromOverall: true,
      startDate: '2026-01-01',
    });
    const made = await statusPages.components.create(whole, OPERATOR);
    const { createdAtMs, updatedAtMs } = made;
    assert.deepEqual(made, { ...whole, displayOrder: 0, pageOrder: 1, createdAtMs, updatedAtMs });
    const second = await statusPages.components.create(component(2), OPERATOR);
    assert.deepEqual([second.displayOrder, second.pageOrder], [1, 2]);
    const placed = await statusPages.components.create(component(3, { displayOrder: 7 }), OPERATOR);
    assert.deepEqual([placed.displayOrder, placed.pageOrder], [7, 3]);
    const store = await opened.reopen();
    assert.deepEqual(await store.statusPages.components.of(PAGE), [made, second, placed]);
    assert.deepEqual(await store.statusPages.groups.of(PAGE), [group]);
  });

  test('what is not there, or on another page, is refused with its field', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    await statusPages.create(PLAIN, OPERATOR);
    await statusPages.create({ ...PLAIN, id: OTHER, slug: 'other' }, OPERATOR);
    await statusPages.groups.create({ id: GROUP, pageId: OTHER, name: 'EU', isDefaultOpen: true }, OPERATOR);
    const refused = async (change: Partial<PageComponentContent>, field: string | undefined) =>
      assert.rejects(statusPages.components.create(component(1, change), OPERATOR), { ...refusal('not_found'), field });
    await refused({ source: { type: 'MONITOR', monitorId: sampleId(1) } }, 'monitorId');
    await refused({ source: { type: 'GROUP', resourceGroupId: sampleId(1) } }, 'resourceGroupId');
    await refused({ groupId: GROUP }, 'groupId');
    await refused({ pageId: sampleId(9) }, undefined);
    const change = (current: object) => ({ ...current, name: 'US' }) as never;
    await assert.rejects(statusPages.groups.update(PAGE, GROUP, change, OPERATOR), refusal('not_found'));
    await assert.rejects(statusPages.groups.delete(PAGE, GROUP, OPERATOR), refusal('not_found'));
    const renamed = await statusPages.groups.update(OTHER, GROUP, change, OPERATOR);
    assert.deepEqual([renamed.name, renamed.displayOrder], ['US', 0]);
  });

  test('a component goes with its monitor, and stays without its group', async () => {
    await using opened = await open();
    const { statusPages, monitors } = opened.store;
    await monitors.create(newMonitor(1), [], OPERATOR);
    await statusPages.create(PLAIN, OPERATOR);
    await statusPages.groups.create({ id: GROUP, pageId: PAGE, name: 'EU', isDefaultOpen: true }, OPERATOR);
    const source = { type: 'MONITOR', monitorId: sampleId(1) } as const;
    await statusPages.components.create(component(1, { source, groupId: GROUP }), OPERATOR);
    await statusPages.components.create(component(2, { groupId: GROUP }), OPERATOR);
    await statusPages.groups.delete(PAGE, GROUP, OPERATOR);
    await monitors.delete(sampleId(1), OPERATOR);
    const left = await statusPages.components.of(PAGE);
    assert.deepEqual(
      left.map(({ name, groupId }) => [name, groupId]),
      [['part 2', undefined]],
    );
  });

  test('an arrangement is made whole or not at all', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    await statusPages.create(PLAIN, OPERATOR);
    await statusPages.groups.create({ id: GROUP, pageId: PAGE, name: 'EU', isDefaultOpen: true }, OPERATOR);
    for (const number of [1, 2]) await statusPages.components.create(component(number), OPERATOR);
    const [one, two] = [component(1).id, component(2).id];
    const field = 'positions[0].componentId';
    await statusPages.arrange(
      PAGE,
      {
        components: [
          { id: one, displayOrder: 5, groupId: GROUP, field },
          { id: two, pageOrder: 0, field },
        ],
        groups: [{ id: GROUP, pageOrder: 9, field }],
      },
      OPERATOR,
    );
    const placed = async () =>
      (await statusPages.components.of(PAGE)).map((part) => [part.id, part.groupId, part.displayOrder, part.pageOrder]);
    const after = [
      [two, undefined, 1, 0],
      [one, GROUP, 5, 1],
    ];
    assert.deepEqual(await placed(), after);
    assert.equal((await statusPages.groups.of(PAGE))[0]?.pageOrder, 9);
    const broken = {
      components: [
        { id: one, groupId: null, field },
        { id: sampleId(9), field },
      ],
      groups: [],
    };
    await assert.rejects(statusPages.arrange(PAGE, broken, OPERATOR), { ...refusal('not_found'), field });
    assert.deepEqual(await placed(), after);
  });
}

function pageIncidentPromises(open: OpenStore): void {
  test('an incident is read as it was told, with its timeline, also after a restart', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    await statusPages.create(PLAIN, OPERATOR);
    const told = incident({ postmortemBody: 'It was DNS.', postmortemUrl: 'https://blog.example/dns' });
    const made = await statusPages.incidents.create({ incident: told, update: line(1) }, OPERATOR);
    const { createdAtMs, updatedAtMs } = made;
    assert.deepEqual(made, { ...told, createdAtMs, updatedAtMs });
    const resolved = { ...told, status: 'RESOLVED', resolvedAtMs: T0 + 5 } as const;
    const end = line(2, { status: 'RESOLVED' });
    await statusPages.incidents.update(PAGE, INCIDENT, () => ({ incident: resolved, update: end }), OPERATOR);
    const { incidents } = (await opened.reopen()).statusPages;
    const kept = await incidents.get(PAGE, INCIDENT);
    assert.deepEqual(kept, { ...resolved, createdAtMs, updatedAtMs: kept?.updatedAtMs });
    const updates = [line(1), end].map((one) => ({ ...one, pageIncidentId: INCIDENT }));
    assert.deepEqual((await incidents.updates([INCIDENT])).get(INCIDENT), updates);
    assert.equal(await incidents.get(OTHER, INCIDENT), undefined);
  });

  test('lists are newest first, by status where asked; readers see what is published', async () => {
    await using opened = await open();
    const { incidents } = opened.store.statusPages;
    await opened.store.statusPages.create(PLAIN, OPERATOR);
    const { publishedAtMs: _, ...draft } = incident({ id: sampleId(0x13_001), startedAtMs: T0 + 1 });
    const old = incident({ id: sampleId(0x13_002), startedAtMs: T0 - 9, status: 'RESOLVED', resolvedAtMs: T0 - 5 });
    for (const one of [incident(), draft, old]) await incidents.create({ incident: one }, OPERATOR);
    const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    const listed = await incidents.list(PAGE, {}, EVERYTHING);
    assert.deepEqual(idsOf(listed.items), [draft.id, INCIDENT, old.id]);
    const resolved = await incidents.list(PAGE, { statuses: ['RESOLVED'] }, { page: 0, size: 1 });
    assert.deepEqual([idsOf(resolved.items), resolved.total], [[old.id], 1]);
    assert.deepEqual(idsOf(await incidents.published(PAGE, T0 - 5)), [INCIDENT, old.id]);
    assert.deepEqual(idsOf(await incidents.published(PAGE, T0)), [INCIDENT]);
    const dismissed = (now: PageIncidentChange['incident']) => ({ incident: now, action: 'dismissed' }) as const;
    await incidents.update(PAGE, draft.id, dismissed, OPERATOR);
    assert.equal(await incidents.get(PAGE, draft.id), undefined);
    assert.equal((await incidents.list(PAGE, {}, EVERYTHING)).total, 2);
    await incidents.delete(PAGE, old.id, OPERATOR);
    await assert.rejects(incidents.delete(PAGE, old.id, OPERATOR), refusal('not_found'));
  });

  test('what is to end by itself does: announced work at its time, and what is about an incident with it', async () => {
    await using opened = await open();
    const { store } = opened;
    const { incidents } = store.statusPages;
    await store.statusPages.create(PLAIN, OPERATOR);
    await store.monitors.create(newMonitor(1), [], OPERATOR);
    const down = goesDown(1, sampleId(1), []);
    await store.commit([down]);
    const work = incident({ isAutoResolved: true, scheduled: { fromMs: T0, untilMs: T0 + 100 } });
    const about = incident({ id: sampleId(0x13_001), isAutoResolved: true, incidentId: down.incident!.id });
    for (const one of [work, about]) await incidents.create({ incident: one }, OPERATOR);
    await assert.rejects(
      incidents.create({ incident: incident({ id: sampleId(0x13_009), incidentId: sampleId(9) }) }, OPERATOR),
      { ...refusal('not_found'), field: 'incidentId' },
    );
    assert.deepEqual([...(await incidents.about([down.incident!.id])).keys()], [down.incident!.id]);
    const statuses = async () => {
      const { items } = await incidents.list(PAGE, {}, EVERYTHING);
      return items.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ status, resolvedAtMs }) => [status, resolvedAtMs]);
    };
    const open_ = ['INVESTIGATING', undefined];
    await store.tend?.(T0 + 99);
    assert.deepEqual(await statuses(), [open_, open_]);
    await store.tend?.(T0 + 100);
    assert.deepEqual(await statuses(), [['RESOLVED', T0 + 100], open_]);
    const ended = { ...down.incident!, status: 'RESOLVED', resolvedAtMs: T0 + 150 } as const;
    await store.incidents.commit({ incident: ended, updates: [], deliveries: [] }, OPERATOR);
    for (const atMs of [T0 + 200, T0 + 300]) await store.tend?.(atMs);
    assert.deepEqual((await statuses())[1], ['RESOLVED', T0 + 150]);
    const said = await incidents.updates([work.id, about.id]);
    const bodies = [work, about].map(({ id }) => said.get(id)?.map(({ body }) => body));
    assert.deepEqual(bodies, [['The work is done.'], ['This is resolved.']], 'each said once');
  });

  test('that something ended by itself is said in the language of its page', async () => {
    await using opened = await open();
    const { store } = opened;
    const { incidents } = store.statusPages;
    const pages = { de: sampleId(0x17_001), zh: sampleId(0x17_002) };
    const works = { de: sampleId(0x17_011), zh: sampleId(0x17_012) };
    for (const language of ['de', 'zh'] as const) {
      await store.statusPages.create(
        { ...PLAIN, id: pages[language], slug: language, options: { language } },
        OPERATOR,
      );
      const scheduled = { fromMs: T0, untilMs: T0 + 100 };
      const work = incident({ id: works[language], pageId: pages[language], isAutoResolved: true, scheduled });
      await incidents.create({ incident: work }, OPERATOR);
    }
    await store.tend?.(T0 + 100);
    const said = await incidents.updates(Object.values(works));
    assert.equal(said.get(works.de)?.at(-1)?.body, 'Die Arbeiten sind abgeschlossen.');
    assert.equal(said.get(works.zh)?.at(-1)?.body, '维护已完成。');
  });
}

function audiencePromises(open: OpenStore): void {
  test('an address subscribes to a page once, and is not confirmed by that', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    await statusPages.create(PLAIN, OPERATOR);
    const who = { type: 'EMAIL', address: 'Ada@Example.org', componentIds: [], confirmationToken: 't1' } as const;
    const given = { id: SUBSCRIBER, pageId: PAGE, ...who };
    const made = await statusPages.subscribers.add({ ...given, isAsked: false }, OPERATOR);
    assert.deepEqual(made, { ...given, createdAtMs: made.createdAtMs });
    const second = { id: sampleId(0x15_001), address: 'ada@example.org', confirmationToken: 't2', isAsked: false };
    const again = { ...given, ...second };
    await assert.rejects(statusPages.subscribers.add(again, OPERATOR), {
      ...refusal('duplicate_name'),
      field: 'email',
    });
    const { subscribers } = (await opened.reopen()).statusPages;
    assert.deepEqual(await subscribers.list(PAGE, EVERYTHING), { items: [made], total: 1 });
    assert.deepEqual(await subscribers.counts(), new Map([[PAGE, 1]]));
    await subscribers.remove(PAGE, SUBSCRIBER, OPERATOR);
    await assert.rejects(subscribers.remove(PAGE, SUBSCRIBER, OPERATOR), refusal('not_found'));
  });

  test('a domain leads to one page, is proven, and one of a page is its primary', async () => {
    await using opened = await open();
    const { statusPages } = opened.store;
    const { domains } = statusPages;
    await statusPages.create(PLAIN, OPERATOR);
    await statusPages.create({ ...PLAIN, id: OTHER, slug: 'other' }, OPERATOR);
    const given = { id: DOMAIN, pageId: PAGE, hostname: 'status.example.org', token: 'abc' };
    const made = await domains.add(given, OPERATOR);
    assert.deepEqual([made.status, made.isPrimary, made.provenBy], ['PENDING_VERIFICATION', false, undefined]);
    const taken = domains.add({ ...given, id: sampleId(0x14_001), pageId: OTHER }, OPERATOR);
    await assert.rejects(taken, { ...refusal('duplicate_name'), field: 'hostname' });
    const second = await domains.add({ ...given, id: sampleId(0x14_002), hostname: 'up.example.org' }, OPERATOR);
    const failed = await domains.update(PAGE, DOMAIN, { status: 'VERIFICATION_FAILED', error: 'no record' }, OPERATOR);
    assert.equal(failed.error, 'no record');
    const proof = { status: 'VERIFIED', provenBy: 'TXT', verifiedAtMs: T0 } as const;
    const proven = await domains.update(PAGE, DOMAIN, proof, OPERATOR);
    assert.deepEqual([proven.error, proven.provenBy, proven.verifiedAtMs], [undefined, 'TXT', T0]);
    for (const id of [DOMAIN, second.id]) {
      await domains.update(PAGE, id, { status: 'VERIFIED', isPrimary: true }, OPERATOR);
    }
    const kept = await (await opened.reopen()).statusPages.domains.of(PAGE);
    assert.deepEqual(
      kept.map(({ id, isPrimary }) => [id, isPrimary]),
      [
        [DOMAIN, false],
        [second.id, true],
      ],
    );
  });
}
