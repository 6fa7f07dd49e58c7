/** What a store promises of maintenance windows that pages announce. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, PageIncident, PageOptions, WindowContent } from '../port.ts';
import { EVERYTHING, type OpenedStore, type OpenStore } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const PAGE = sampleId(0x10_000);
const [CHECKOUT, SEARCH, BOTH, PHONE] = [0x12_000, 0x12_001, 0x12_002, 0x12_003].map(sampleId) as [
  string,
  string,
  string,
  string,
];
const GROUP = sampleId(0xb000);
const WINDOW = sampleId(0xa001);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** A page of two monitors, of a group of both, and of what nobody looks at, with a reader who is told of it. */
async function pageWith({ store }: OpenedStore, options: PageOptions = { announcesMaintenance: true }): Promise<void> {
  const { statusPages, monitors, resourceGroups } = store;
  const page = { id: PAGE, name: 'Shop', slug: 'shop', branding: {}, visibility: 'PUBLIC', isEnabled: true } as const;
  await statusPages.create({ ...page, incidentMode: 'MANUAL', managedBy: 'API', options }, OPERATOR);
  for (const number of [1, 2, 3]) await monitors.create(newMonitor(number), [], OPERATOR);
  const group = { id: GROUP, name: 'both', defaultChannelIds: [], suppressesMembers: false, managedBy: 'API' } as const;
  await resourceGroups.create(group, OPERATOR);
  for (const number of [1, 2]) {
    await resourceGroups.addMember(
      { id: sampleId(0xb100 + number), groupId: GROUP, monitorId: sampleId(number) },
      OPERATOR,
    );
  }
  for (const [id, name, source] of [
    [CHECKOUT, 'Checkout', { type: 'MONITOR', monitorId: sampleId(1) }],
    [SEARCH, 'Search', { type: 'MONITOR', monitorId: sampleId(2) }],
    [BOTH, 'Website', { type: 'GROUP', resourceGroupId: GROUP }],
    [PHONE, 'Phone', { type: 'STATIC' }],
  ] as const) {
    const component = { id, pageId: PAGE, name, source, showsUptime: true, isExcludedFromOverall: false };
    await statusPages.components.create(component, OPERATOR);
  }
  const reader = { id: sampleId(0x15_000), pageId: PAGE, type: 'EMAIL', address: 'reader@example.org' } as const;
  await statusPages.subscribers.add({ ...reader, confirmationToken: 't', componentIds: [], isAsked: false }, OPERATOR);
  await statusPages.subscribers.confirm(reader.id, 't');
}

function newWindow(change: Partial<WindowContent> = {}): WindowContent {
  const startsAtMs = change.startsAtMs ?? T0 + HOUR;
  return {
    ...{ id: WINDOW, name: 'restart db-7', reason: 'shop 1 is slow', startsAtMs, endsAtMs: startsAtMs + HOUR },
    ...{ timeZone: 'UTC', monitorIds: [sampleId(1)], tagIds: [], resourceGroupIds: [] },
    ...{ suppressAlerts: true, pauseChecks: false, endedEarlyAtMs: [], managedBy: 'API' },
    ...change,
  };
}

/** Newest first. */
async function told({ statusPages }: CoreStore): Promise<readonly PageIncident[]> {
  return (await statusPages.incidents.list(PAGE, {}, EVERYTHING)).items;
}

async function lines({ statusPages }: CoreStore): Promise<readonly string[]> {
  const { items } = await statusPages.incidents.list(PAGE, {}, EVERYTHING);
  const updates = await statusPages.incidents.updates(items.map(({ id }) => id));
  return items.flatMap(({ id }) => (updates.get(id) ?? []).map(({ body }) => body));
}

/** What readers were told since they were asked last. */
async function news(store: CoreStore): Promise<readonly string[]> {
  while (await store.pageNotices.handOut({ atOnce: 10, openMax: 1000 }));
  const waiting = await store.pageNotices.waiting(undefined, 1000);
  for (const { id } of waiting) await store.pageNotices.cancel(id, 'heard');
  const heard = waiting.flatMap(({ notice }) => (notice ? [notice] : []));
  return heard.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs).map(({ kind }) => kind);
}

const spans = (all: readonly PageIncident[]) =>
  all.map(({ scheduled, status }) => [scheduled!.fromMs - T0, scheduled!.untilMs - T0, status]);

/** Registers the promises as tests. */
export function pageWorkPromises(open: OpenStore): void {
  describe('maintenance windows that pages announce', () => {
    announcing(open);
    following(open);
    repeating(open);
  });
}

function announcing(open: OpenStore): void {
  test('a window is announced in the transaction that makes it, naming components and nothing else, and by itself at each step', async () => {
    await using opened = await open();
    await pageWith(opened);
    const { store } = opened;
    await store.maintenance.create(newWindow(), OPERATOR);
    const [work, ...rest] = await told(store);
    assert.deepEqual(rest, []);
    assert.deepEqual(work?.affected, [{ componentId: CHECKOUT, name: 'Checkout', status: 'UNDER_MAINTENANCE' }]);
    assert.deepEqual(
      [work?.title, work?.impact, work?.isAutoResolved, work?.startedAtMs, work?.scheduled],
      ['Maintenance: Checkout', 'NONE', true, T0 + HOUR, { fromMs: T0 + HOUR, untilMs: T0 + 2 * HOUR }],
    );
    assert.doesNotMatch(JSON.stringify([work, await lines(store)]), /shop 1|db-7/);
    assert.deepEqual(await news(store), ['SCHEDULED']);
    for (const minutes of [59, 61, 90, 121, 200]) {
      await store.tend?.(T0 + minutes * MINUTE);
      await store.tend?.(T0 + minutes * MINUTE + 1);
    }
    assert.deepEqual(await news(store), ['BEGUN', 'DONE']);
    assert.deepEqual(spans(await told(store)), [[HOUR, 2 * HOUR, 'RESOLVED']]);
    const reopened = await opened.reopen();
    await reopened.tend?.(T0 + 201 * MINUTE);
    assert.equal((await told(reopened)).length, 1);
    assert.deepEqual(await news(reopened), []);
  });

  test('a page by hand announces nothing, nor one that shows nothing of it; a page takes it up when it is switched on', async () => {
    await using opened = await open();
    await pageWith(opened, {});
    const { store } = opened;
    await store.maintenance.create(newWindow(), OPERATOR);
    await store.maintenance.create(
      newWindow({ id: sampleId(0xa002), name: 'other', monitorIds: [sampleId(3)] }),
      OPERATOR,
    );
    await store.tend?.(T0 + MINUTE);
    assert.deepEqual(await told(store), []);
    await store.statusPages.update(PAGE, (now) => ({ ...now, options: { announcesMaintenance: true } }), OPERATOR);
    await store.tend?.(T0 + 2 * MINUTE);
    assert.deepEqual(
      (await told(store)).map(({ title }) => title),
      ['Maintenance: Checkout'],
    );
    await store.statusPages.update(PAGE, (now) => ({ ...now, options: {} }), OPERATOR);
    await store.maintenance.delete(WINDOW, OPERATOR);
    assert.deepEqual(spans(await told(store)), [[HOUR, 2 * HOUR, 'RESOLVED']], 'what was announced is followed on');
  });

  test('a window on a group, on a tag or on everything is on what shows it; one on a part of a group is not on the group', async () => {
    for (const [change, names] of [
      [{ monitorIds: [], resourceGroupIds: [GROUP] }, 'Checkout, Search, Website'],
      [{ monitorIds: [] }, 'Checkout, Search, Website'],
      [{ monitorIds: [sampleId(2), sampleId(3)] }, 'Search'],
      [{ monitorIds: [], tagIds: ['db'] }, 'Search'],
    ] as const) {
      await using opened = await open();
      await pageWith(opened);
      const { store } = opened;
      const tag = await store.tags.create({ name: 'db' }, OPERATOR);
      await store.monitors.update(sampleId(2), (now) => ({ ...now, tagIds: [tag.id] }), [], OPERATOR);
      const tagIds = 'tagIds' in change ? [tag.id] : [];
      await store.maintenance.create(newWindow({ ...change, tagIds }), OPERATOR);
      assert.deepEqual(
        (await told(store)).map(({ title }) => title),
        [`Maintenance: ${names}`],
      );
    }
  });

  test('what pages say of it by themselves is in their language', async () => {
    for (const [language, title, calledOff] of [
      ['de', 'Wartung: Checkout', 'Diese Arbeiten finden nicht statt.'],
      ['zh', '维护：Checkout', '本次维护已取消。'],
    ] as const) {
      await using opened = await open();
      await pageWith(opened, { announcesMaintenance: true, language });
      const { store } = opened;
      await store.maintenance.create(newWindow(), OPERATOR);
      await store.maintenance.update(WINDOW, (now) => ({ ...now, endsAtMs: now.endsAtMs + HOUR }), OPERATOR);
      await store.maintenance.delete(WINDOW, OPERATOR);
      assert.equal((await told(store))[0]?.title, title);
      const said = await lines(store);
      assert.deepEqual([said.length, said[2]], [3, calledOff]);
      assert.doesNotMatch(said.join(), /[a-z] work|not be available|has changed/i);
    }
  });
}

function following(open: OpenStore): void {
  test('a window that is moved moves what was announced, and readers are told of the new time once', async () => {
    await using opened = await open();
    await pageWith(opened);
    const { store } = opened;
    await store.maintenance.create(newWindow(), OPERATOR);
    const moved = { startsAtMs: T0 + DAY, endsAtMs: T0 + DAY + HOUR };
    await store.maintenance.update(WINDOW, (now) => ({ ...now, ...moved }), OPERATOR);
    await store.tend?.(T0 + 3 * HOUR);
    assert.deepEqual(spans(await told(store)), [[DAY, DAY + HOUR, 'INVESTIGATING']]);
    assert.equal((await told(store))[0]?.startedAtMs, T0 + DAY);
    assert.deepEqual(await news(store), ['SCHEDULED', 'UPDATED']);
  });

  test('a window that is deleted before it begins is called off, and one that lasts is over', async () => {
    for (const [startsAtMs, isBegun] of [
      [T0 + HOUR, false],
      [T0 - MINUTE, true],
    ] as const) {
      await using opened = await open();
      await pageWith(opened);
      const { store } = opened;
      await store.maintenance.create(newWindow({ startsAtMs }), OPERATOR);
      await store.maintenance.delete(WINDOW, OPERATOR);
      await store.tend?.(T0 + 5 * HOUR);
      const [work, ...rest] = await told(store);
      assert.deepEqual([rest, work?.status, work!.resolvedAtMs! < T0 + MINUTE], [[], 'RESOLVED', true]);
      assert.equal(work!.resolvedAtMs! < work!.scheduled!.fromMs, !isBegun);
      assert.equal((await lines(store))[1], isBegun ? 'The work is done.' : 'This work will not take place.');
      assert.deepEqual(await news(store), ['SCHEDULED', 'DONE']);
    }
  });

  test('ended early it is over then, also where the server was away for the rest of it', async () => {
    await using opened = await open();
    await pageWith(opened);
    const { store } = opened;
    await store.maintenance.create(newWindow({ startsAtMs: T0 - MINUTE }), OPERATOR);
    await store.maintenance.update(WINDOW, (now) => ({ ...now, endedEarlyAtMs: [T0] }), OPERATOR);
    assert.ok((await told(store))[0]!.resolvedAtMs! < T0 + MINUTE);
    await store.maintenance.create(newWindow({ id: sampleId(0xa002), name: 'other' }), OPERATOR);
    const reopened = await opened.reopen();
    await reopened.tend?.(T0 + DAY);
    const [other] = await told(reopened);
    assert.deepEqual([other?.status, other?.resolvedAtMs], ['RESOLVED', T0 + 2 * HOUR]);
  });

  test('what a person says of it stays, what they take away does not come back, and nothing undoes their end', async () => {
    await using opened = await open();
    await pageWith(opened);
    const { store } = opened;
    const { incidents, components } = store.statusPages;
    await store.maintenance.create(newWindow({ startsAtMs: T0 - MINUTE }), OPERATOR);
    const [{ id }] = (await told(store)) as [PageIncident];
    await incidents.update(PAGE, id, (now) => ({ incident: { ...now, title: 'New database' } }), OPERATOR);
    await components.update(PAGE, CHECKOUT, (now) => ({ ...now, name: 'Till' }), OPERATOR);
    await store.tend?.(T0 + MINUTE);
    assert.deepEqual(
      (await told(store)).map(({ title }) => title),
      ['New database'],
    );
    await incidents.delete(PAGE, id, OPERATOR);
    await store.maintenance.update(WINDOW, (now) => ({ ...now, endsAtMs: now.endsAtMs + HOUR }), OPERATOR);
    for (const minutes of [2, 65, 100]) await store.tend?.(T0 + minutes * MINUTE);
    assert.deepEqual(await told(store), []);
    await store.maintenance.create(
      newWindow({ id: sampleId(0xa002), name: 'other', startsAtMs: T0 - MINUTE, endsAtMs: T0 + 3 * HOUR }),
      OPERATOR,
    );
    const [other] = await told(store);
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 101 * MINUTE } as const;
    await incidents.update(PAGE, other!.id, (now) => ({ incident: { ...now, ...over } }), OPERATOR);
    for (const minutes of [102, 110]) await store.tend?.(T0 + minutes * MINUTE);
    assert.deepEqual(
      (await told(store)).map(({ resolvedAtMs }) => resolvedAtMs),
      [T0 + 101 * MINUTE],
    );
  });

  test('a component that is called otherwise, comes or goes changes what is announced, with no word to readers', async () => {
    await using opened = await open();
    await pageWith(opened);
    const { store } = opened;
    const { components } = store.statusPages;
    await store.maintenance.create(newWindow({ monitorIds: [sampleId(1), sampleId(3)] }), OPERATOR);
    await components.update(PAGE, CHECKOUT, (now) => ({ ...now, name: 'Till' }), OPERATOR);
    const added = { id: sampleId(0x12_009), pageId: PAGE, name: 'Stock', showsUptime: true } as const;
    const source = { type: 'MONITOR', monitorId: sampleId(3) } as const;
    await components.create({ ...added, source, isExcludedFromOverall: false }, OPERATOR);
    await store.tend?.(T0 + MINUTE);
    const [work] = await told(store);
    assert.equal(work?.title, 'Maintenance: Till, Stock');
    assert.deepEqual(work?.story, [{ atMs: T0 + HOUR, affected: work?.affected }]);
    await components.delete(PAGE, added.id, OPERATOR);
    await store.tend?.(T0 + 2 * MINUTE);
    assert.equal((await told(store))[0]?.title, 'Maintenance: Till');
    assert.deepEqual(await news(store), ['SCHEDULED']);
    await components.delete(PAGE, CHECKOUT, OPERATOR);
    await store.tend?.(T0 + 3 * MINUTE);
    assert.deepEqual(await news(store), ['DONE'], 'it is on nothing of the page any more');
  });
}

function repeating(open: OpenStore): void {
  test('of a window that repeats each next time is announced once, when the one before is over', async () => {
    await using opened = await open();
    await pageWith(opened);
    let { store } = opened;
    await store.maintenance.create(newWindow({ repeatRule: 'FREQ=DAILY' }), OPERATOR);
    for (let halfHours = 0; halfHours < 3 * 48; halfHours++) {
      await store.tend?.(T0 + halfHours * 30 * MINUTE + 1);
      if (halfHours === 50) store = await opened.reopen();
    }
    assert.deepEqual(
      spans(await told(store)).toReversed(),
      [0, 1, 2, 3].map((days) => {
        const fromMs = HOUR + days * DAY;
        return [fromMs, fromMs + HOUR, days === 3 ? 'INVESTIGATING' : 'RESOLVED'];
      }),
    );
    const each = ['SCHEDULED', 'BEGUN', 'DONE'];
    assert.deepEqual((await news(store)).toSorted(), [...each, ...each, ...each, 'SCHEDULED'].toSorted());
  });
}
