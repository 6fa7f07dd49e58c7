/** What a store promises of what subscribers of a page are told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, PageIncidentChange, SubscriberDelivery, Subscribing } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { goesDown, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const PAGE = sampleId(0x10_000);
const [CHECKOUT, SEARCH] = [sampleId(0x12_000), sampleId(0x12_001)];
const LIMITS = { atOnce: 2, openMax: 1000 };
const HOUR = 3_600_000;

function subscriber(number: number, change: Partial<Subscribing> = {}): Subscribing {
  const who = { type: 'EMAIL', address: `reader${number}@example.org`, componentIds: [] } as const;
  const id = sampleId(0x15_000 + number);
  return { id, pageId: PAGE, ...who, confirmationToken: `token ${number}`, isAsked: false, ...change };
}

async function pageWith(store: CoreStore, subscribers: readonly Subscribing[]): Promise<void> {
  const page = { id: PAGE, name: 'Shop', slug: 'shop', branding: {}, visibility: 'PUBLIC', isEnabled: true } as const;
  await store.statusPages.create({ ...page, incidentMode: 'AUTOMATIC', managedBy: 'API', options: {} }, OPERATOR);
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  for (const [id, source] of [
    [CHECKOUT, { type: 'MONITOR', monitorId: sampleId(1) }],
    [SEARCH, { type: 'STATIC' }],
  ] as const) {
    const component = {
      id,
      pageId: PAGE,
      name: `component ${id.at(-1)}`,
      showsUptime: true,
      isExcludedFromOverall: false,
    };
    await store.statusPages.components.create({ ...component, source }, OPERATOR);
  }
  for (const one of subscribers) {
    await store.statusPages.subscribers.add(one, OPERATOR);
    assert.ok(await store.statusPages.subscribers.confirm(one.id, one.confirmationToken));
  }
}

function said(number: number, change: Partial<PageIncidentChange['incident']> = {}): PageIncidentChange {
  const atMs = T0 + HOUR + number;
  const incident = {
    ...{
      id: sampleId(0x14_000 + number),
      pageId: PAGE,
      title: 'Orders fail',
      status: 'INVESTIGATING',
      impact: 'MAJOR',
    },
    ...{ isAutoResolved: false, startedAtMs: atMs, publishedAtMs: atMs, story: [] },
    affected: [{ componentId: SEARCH, name: 'Search', status: 'MAJOR_OUTAGE' }],
    ...change,
  } as PageIncidentChange['incident'];
  const words = { status: incident.status, body: 'We look **into** it.', createdBy: 'USER' } as const;
  return {
    incident,
    update: { id: sampleId(0x16_000 + number), ...words, notifySubscribers: true, createdAtMs: atMs },
  };
}

async function handedOut(store: CoreStore): Promise<readonly SubscriberDelivery[]> {
  while (await store.pageNotices.handOut(LIMITS));
  return store.pageNotices.waiting(undefined, 1000);
}

const toldTo = (all: readonly SubscriberDelivery[]) =>
  all.map(({ subscriber: { address }, notice }) => `${address.split('@')[0]} ${notice?.kind ?? 'CONFIRM'}`).sort();

/** An attempt that ended so, of the delivery. */
function attempted(delivery: SubscriberDelivery, status: 'sent' | 'reject', atMs: number, statusCode?: number) {
  const { subscriber: _, notice: __, ...rest } = delivery;
  const ending = status === 'sent' ? { status: 'DELIVERED' } : { status: 'FAILED', errorMessage: 'no such mailbox' };
  const attempt = { id: crypto.randomUUID(), deliveryId: delivery.id, attemptNumber: 1, status, attemptedAtMs: atMs };
  const seen = { durationMs: 5, ...(statusCode !== undefined && { statusCode }) };
  return [
    { ...attempt, ...seen },
    { ...rest, ...ending, attemptCount: 1 },
  ] as Parameters<CoreStore['pageNotices']['record']>;
}

/** Registers the promises as tests. */
export function pageNoticePromises(open: OpenStore): void {
  describe('what subscribers of a page are told', () => {
    planning(open);
    postmortems(open);
    handing(open);
    asking(open);
  });
}

function planning(open: OpenStore): void {
  test('what is published, said and ended is told to each subscriber once, also after a restart in between', async () => {
    await using opened = await open();
    await pageWith(
      opened.store,
      [1, 2, 3, 4, 5].map((number) => subscriber(number)),
    );
    await opened.store.statusPages.incidents.create(said(1), OPERATOR);
    assert.equal(await opened.store.pageNotices.isWaiting(), true);
    assert.equal(await opened.store.pageNotices.handOut(LIMITS), true);
    const store = await opened.reopen();
    const all = await handedOut(store);
    assert.deepEqual(
      toldTo(all),
      [1, 2, 3, 4, 5].map((number) => `reader${number} OPENED`),
    );
    const { notice } = all[0]!;
    assert.deepEqual([notice!.title, notice!.body, notice!.impact], ['Orders fail', 'We look **into** it.', 'MAJOR']);
    for (const delivery of all) await store.pageNotices.record(...attempted(delivery, 'sent', T0));
    assert.equal(await store.pageNotices.isWaiting(), false);
    const end = said(2, { status: 'RESOLVED' }).update!;
    const change = (incident: PageIncidentChange['incident']) => ({ incident, update: end });
    await store.statusPages.incidents.update(PAGE, said(1).incident.id, change, OPERATOR);
    assert.deepEqual([...new Set(toldTo(await handedOut(store)).map((one) => one.split(' ')[1]))], ['RESOLVED']);
  });

  test('a draft is told when it is published, with the words of that moment; quietly published it is told to nobody', async () => {
    for (const isQuiet of [false, true]) {
      await using opened = await open();
      const { store } = opened;
      await pageWith(store, [subscriber(1)]);
      const { publishedAtMs, ...draft } = said(1).incident;
      await store.statusPages.incidents.create({ ...said(1), incident: draft }, OPERATOR);
      assert.equal(await store.pageNotices.isWaiting(), false);
      const update = {
        ...said(1).update!,
        id: sampleId(0x16_009),
        body: 'It is the index.',
        createdAtMs: publishedAtMs!,
      };
      const words = { update: { ...update, notifySubscribers: !isQuiet }, isQuiet, action: 'published' } as const;
      const publish = (incident: PageIncidentChange['incident']) => ({
        ...words,
        incident: { ...incident, publishedAtMs: publishedAtMs! },
      });
      await store.statusPages.incidents.update(PAGE, draft.id, publish, OPERATOR);
      const all = await handedOut(store);
      assert.deepEqual(
        all.map(({ notice }) => [notice?.kind, notice?.body]),
        isQuiet ? [] : [['OPENED', 'It is the index.']],
      );
    }
  });

  test('what an automatic page makes of a real incident is told from its beginning to its end', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1)]);
    const down = goesDown(1, sampleId(1), []);
    const openedAt = { ...down.incident!, updatedAtMs: T0 + HOUR };
    await store.commit([{ ...down, incident: openedAt }]);
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 2 * HOUR, updatedAtMs: T0 + 2 * HOUR } as const;
    await store.commit([{ ...down, updates: [], incident: { ...openedAt, ...over } }]);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader1 OPENED', 'reader1 RESOLVED']);
  });

  test('announced work is told when it is announced, when it begins and when it is done, each once', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1)]);
    const scheduled = { fromMs: T0 + 3 * HOUR, untilMs: T0 + 5 * HOUR };
    await store.statusPages.incidents.create(
      said(1, { scheduled, isAutoResolved: true, startedAtMs: scheduled.fromMs }),
      OPERATOR,
    );
    for (const hours of [2, 3, 4, 5, 6]) {
      await store.tend?.(T0 + hours * HOUR);
      await store.tend?.(T0 + hours * HOUR);
    }
    const all = await handedOut(store);
    assert.deepEqual(toldTo(all), ['reader1 BEGUN', 'reader1 DONE', 'reader1 SCHEDULED']);
    assert.deepEqual(all[0]!.notice!.scheduled, scheduled);
  });
}

function postmortems(open: OpenStore): void {
  type Incident = PageIncidentChange['incident'];
  const POSTMORTEM = { postmortemBody: 'The **index**.', postmortemUrl: 'https://shop.example/why' } as const;
  const given = { ...POSTMORTEM, postmortemTitle: 'Why orders failed', postmortemAtMs: T0 + 3 * HOUR };
  const over = { status: 'RESOLVED', resolvedAtMs: T0 + 2 * HOUR } as const;

  test('a post-mortem is told once, when readers can see it, and not again when it is changed, or its incident comes back', async () => {
    for (const isWrittenBefore of [false, true]) {
      await using opened = await open();
      const { store } = opened;
      await pageWith(store, [subscriber(1)]);
      await store.statusPages.incidents.create(said(1), OPERATOR);
      const set = (change: Partial<Incident>) =>
        store.statusPages.incidents.update(
          PAGE,
          said(1).incident.id,
          (now) => ({ incident: { ...now, ...change } }),
          OPERATOR,
        );
      await set(isWrittenBefore ? given : over);
      assert.deepEqual(toldTo(await handedOut(store)), ['reader1 OPENED']);
      await set(isWrittenBefore ? over : given);
      const all = await handedOut(store);
      assert.deepEqual(toldTo(all), ['reader1 OPENED', 'reader1 POSTMORTEM']);
      const { notice } = all.find((one) => one.notice?.kind === 'POSTMORTEM')!;
      assert.deepEqual(
        [notice!.title, notice!.body, notice!.postmortem],
        ['Orders fail', POSTMORTEM.postmortemBody, { title: 'Why orders failed', url: POSTMORTEM.postmortemUrl }],
      );
      await set({ postmortemBody: 'The index, again.' });
      await set({ status: 'MONITORING' });
      await set(over);
      assert.equal((await handedOut(store)).length, 2);
    }
  });

  test('one that is written on a draft is told when that is published, unless nobody is to be told', async () => {
    for (const isQuiet of [false, true]) {
      await using opened = await open();
      const { store } = opened;
      await pageWith(store, [subscriber(1)]);
      const { publishedAtMs, ...draft } = said(1, { ...given, ...over }).incident;
      await store.statusPages.incidents.create({ incident: draft }, OPERATOR);
      assert.deepEqual(await handedOut(store), []);
      const publish = (now: Incident) => ({ incident: { ...now, publishedAtMs: publishedAtMs! }, isQuiet });
      await store.statusPages.incidents.update(PAGE, draft.id, publish, OPERATOR);
      const told = isQuiet ? [] : ['reader1 POSTMORTEM', 'reader1 RESOLVED'];
      assert.deepEqual(toldTo(await handedOut(store)), told);
    }
  });
}

function handing(open: OpenStore): void {
  test('who wants to hear of some components hears of these, and of the end of what was about them', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1, { componentIds: [CHECKOUT] }), subscriber(2, { componentIds: [SEARCH] })]);
    const { affected } = said(1).incident;
    await store.statusPages.incidents.create(said(1, { story: [{ atMs: T0, affected }] }), OPERATOR);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader2 OPENED']);
    const moved = (incident: PageIncidentChange['incident']) => ({
      incident: { ...incident, affected: [], status: 'RESOLVED' as const },
      update: said(2, { status: 'RESOLVED' }).update!,
    });
    await store.statusPages.incidents.update(PAGE, said(1).incident.id, moved, OPERATOR);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader2 OPENED', 'reader2 RESOLVED']);
    await store.statusPages.incidents.create(said(3, { affected: [] }), OPERATOR);
    const all = toldTo(await handedOut(store));
    assert.equal(all.filter((one) => one.endsWith('OPENED')).length, 3, 'what names no component is for everybody');
  });

  test('nothing more is handed out while enough waits', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(
      store,
      [1, 2, 3, 4, 5].map((number) => subscriber(number)),
    );
    await store.statusPages.incidents.create(said(1), OPERATOR);
    while (await store.pageNotices.handOut({ atOnce: 2, openMax: 4 }));
    assert.equal((await store.pageNotices.waiting(undefined, 10)).length, 4);
  });

  test('an address that was refused for good three times in a row is told nothing more, one that is gone at once', async () => {
    await using opened = await open();
    const { store } = opened;
    const hook = { type: 'WEBHOOK', address: 'https://hooks.example/Path' } as const;
    await pageWith(store, [subscriber(1), subscriber(2, hook)]);
    const stops: number[][] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      await store.statusPages.incidents.create(said(number), OPERATOR);
      for (const delivery of await handedOut(store)) {
        const status = number === 2 ? 'sent' : 'reject';
        await store.pageNotices.record(...attempted(delivery, status, T0, number === 4 ? 410 : 550));
      }
      const known = await Promise.all([1, 2].map((one) => store.statusPages.subscribers.get(subscriber(one).id)));
      stops.push(known.flatMap((one, place) => (one?.stopped ? [place + 1] : [])));
    }
    const isStopped = async (number: number) =>
      (await store.statusPages.subscribers.get(subscriber(number).id))?.stopped?.reason;
    assert.deepEqual([await isStopped(1), await isStopped(2)], ['no such mailbox', 'no such mailbox']);
    assert.deepEqual(stops, [[], [], [], [2], [1, 2]]);
    await store.statusPages.incidents.create(said(6), OPERATOR);
    assert.deepEqual(await handedOut(store), []);
  });

  test('what was taken away is told to nobody, nor is one who left', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1), subscriber(2)]);
    await store.statusPages.incidents.create(said(1), OPERATOR);
    assert.equal((await handedOut(store)).length, 2);
    assert.equal(await store.statusPages.subscribers.leave(subscriber(1).id), true);
    assert.equal(await store.statusPages.subscribers.leave(subscriber(1).id), false);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader2 OPENED']);
    await store.statusPages.incidents.delete(PAGE, said(1).incident.id, OPERATOR);
    assert.deepEqual(await handedOut(store), []);
  });
}

function asking(open: OpenStore): void {
  test('an address is asked once an hour, is told nothing before it has confirmed, and by the newest request alone', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, []);
    const { subscribers } = store.statusPages;
    const { isAsked: _, ...one } = subscriber(1);
    await subscribers.ask(one);
    await subscribers.ask({
      ...one,
      id: sampleId(0x15_100),
      address: 'READER1@example.org',
      confirmationToken: 'other',
    });
    assert.deepEqual(toldTo(await handedOut(store)), ['reader1 CONFIRM']);
    await store.statusPages.incidents.create(said(1), OPERATOR);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader1 CONFIRM']);
    assert.equal(await subscribers.confirm(one.id, 'other'), false);
    assert.equal(await subscribers.confirm(one.id, one.confirmationToken), true);
    await store.statusPages.incidents.create(said(2), OPERATOR);
    assert.deepEqual(toldTo(await handedOut(store)), ['reader1 CONFIRM', 'reader1 OPENED']);
  });

  test('what a stranger asks for a known address changes nothing until it is confirmed', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1)]);
    const { subscribers } = store.statusPages;
    const { isAsked: _, ...one } = subscriber(1, { componentIds: [CHECKOUT], confirmationToken: 'new' });
    await subscribers.ask({ ...one, id: sampleId(0x15_100) });
    assert.deepEqual(toldTo(await handedOut(store)), ['reader1 CONFIRM']);
    assert.deepEqual((await subscribers.get(one.id))?.componentIds, []);
    assert.equal(await subscribers.confirm(one.id, 'token 1'), false, 'the old link is over');
    assert.equal(await subscribers.confirm(one.id, 'new'), true);
    assert.deepEqual((await subscribers.get(one.id))?.componentIds, [CHECKOUT]);
  });

  test('who never confirms is forgotten after a week', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageWith(store, [subscriber(1)]);
    const { isAsked: _, ...two } = subscriber(2);
    await store.statusPages.subscribers.ask(two);
    const atMs = (await store.statusPages.subscribers.get(two.id))!.createdAtMs;
    await store.tend?.(atMs + 6 * 24 * HOUR);
    assert.notEqual(await store.statusPages.subscribers.get(two.id), undefined);
    await store.tend?.(atMs + 8 * 24 * HOUR);
    assert.equal(await store.statusPages.subscribers.get(two.id), undefined);
    assert.notEqual(await store.statusPages.subscribers.get(subscriber(1).id), undefined);
  });
}
