/** What a store promises of incidents of pages that are made of real ones. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Incident } from '@upwatch/core';
import type { CoreStore, PageContent } from '../port.ts';
import { EVERYTHING, type OpenStore } from './opened-store.ts';
import { goesDown, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const PAGE = sampleId(0x10_000);
const COMPONENT = sampleId(0x12_000);

async function pageOf(store: CoreStore, change: Partial<PageContent>): Promise<void> {
  await store.statusPages.create(
    {
      ...{ id: PAGE, name: 'Shop', slug: 'shop', branding: {}, visibility: 'PUBLIC', isEnabled: true },
      ...{ incidentMode: 'REVIEW', managedBy: 'API', options: {} },
      ...change,
    },
    OPERATOR,
  );
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  await store.statusPages.components.create(
    {
      ...{ id: COMPONENT, pageId: PAGE, name: 'Checkout', showsUptime: true, isExcludedFromOverall: false },
      source: { type: 'MONITOR', monitorId: sampleId(1) },
    },
    OPERATOR,
  );
}

async function told(store: CoreStore) {
  const { items } = await store.statusPages.incidents.list(PAGE, {}, EVERYTHING);
  const updates = await store.statusPages.incidents.updates(items.map(({ id }) => id));
  return items.map((incident) => ({ incident, lines: (updates.get(incident.id) ?? []).map(({ status }) => status) }));
}

function turned(incident: Incident, change: Partial<Incident>): Parameters<CoreStore['commit']>[0][number]['incident'] {
  return { ...incident, ...change };
}

/** Registers the promises as tests. */
export function pageDraftPromises(open: OpenStore): void {
  describe('incidents of pages that are made of real ones', () => {
    beginning(open);
    going(open);
  });
}

function beginning(open: OpenStore): void {
  test('a page in review gets one draft of an incident, which names components and nothing of the monitor', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, {});
    const down = goesDown(1, sampleId(1), []);
    await store.commit([down]);
    await store.commit([{ ...down, updates: [] }]);
    const [draft, ...rest] = await told(store);
    assert.deepEqual(rest, []);
    const { incident, lines } = draft!;
    assert.deepEqual(
      [incident.title, incident.impact, incident.status, incident.publishedAtMs, incident.startedAtMs, lines],
      ['Outage: Checkout', 'MAJOR', 'INVESTIGATING', undefined, T0, ['INVESTIGATING']],
    );
    assert.equal(incident.incidentId, down.incident!.id);
    assert.deepEqual(incident.affected, [{ componentId: COMPONENT, name: 'Checkout', status: 'MAJOR_OUTAGE' }]);
    assert.deepEqual(incident.story, [{ atMs: down.incident!.updatedAtMs, affected: incident.affected }]);
    assert.match(incident.id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  });

  test('an automatic page tells at once and in its language; one by hand, and one about other things, tell nothing', async () => {
    for (const [change, titles] of [
      [{ incidentMode: 'AUTOMATIC', options: { language: 'de' } }, ['Ausfall: Checkout']],
      [{ incidentMode: 'MANUAL' }, []],
    ] as const) {
      await using opened = await open();
      const { store } = opened;
      await pageOf(store, change);
      await store.monitors.create(newMonitor(2), [], OPERATOR);
      await store.commit([goesDown(1, sampleId(1), []), goesDown(2, sampleId(2), [])]);
      const shown = await store.statusPages.incidents.published(PAGE, 0);
      assert.deepEqual(
        shown.map(({ title }) => title),
        titles,
      );
    }
  });

  test('what is not confirmed yet is no draft, and a draft that was dismissed does not come back', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, {});
    const down = goesDown(1, sampleId(1), []);
    await store.commit([{ ...down, incident: turned(down.incident!, { status: 'TRIGGERED' })! }]);
    assert.deepEqual(await told(store), []);
    await store.commit([down]);
    const [draft] = await told(store);
    await store.statusPages.incidents.update(
      PAGE,
      draft!.incident.id,
      (incident) => ({ incident, action: 'dismissed' }),
      OPERATOR,
    );
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 5000, updatedAtMs: T0 + 5000 } as const;
    await store.commit([{ ...down, incident: turned(down.incident!, over)! }]);
    await store.commit([{ ...down, incident: turned(down.incident!, { updatedAtMs: T0 + 9000 })! }]);
    assert.deepEqual(await told(store), []);
  });
}

function going(open: OpenStore): void {
  test('it ends with the incident in the same step, and goes on when that comes back', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, { incidentMode: 'AUTOMATIC' });
    const down = goesDown(1, sampleId(1), []);
    await store.commit([down]);
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 5000, updatedAtMs: T0 + 5000 } as const;
    await store.commit([{ ...down, incident: turned(down.incident!, over)! }]);
    const [ended] = await told(store);
    assert.deepEqual([ended!.incident.resolvedAtMs, ended!.lines], [T0 + 5000, ['INVESTIGATING', 'RESOLVED']]);
    await store.commit([{ ...down, incident: turned(down.incident!, { updatedAtMs: T0 + 9000 })! }]);
    const [back] = await told(store);
    assert.deepEqual([back!.incident.resolvedAtMs, back!.incident.status], [undefined, 'INVESTIGATING']);
    assert.deepEqual(back!.lines, ['INVESTIGATING', 'RESOLVED', 'INVESTIGATING']);
    await store.tend?.(T0 + 10_000);
    assert.equal((await told(store))[0]!.lines.length, 3, 'never said twice');
  });

  test('it becomes as bad as the incident does, until a person has said something', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, { incidentMode: 'AUTOMATIC' });
    const down = goesDown(1, sampleId(1), []);
    const slow = turned(down.incident!, { severity: 'DEGRADED' })!;
    await store.commit([{ ...down, incident: slow }]);
    assert.equal((await told(store))[0]!.incident.title, 'Degraded performance: Checkout');
    await store.commit([{ ...down, updates: [] }]);
    const [worse] = await told(store);
    assert.deepEqual([worse!.incident.title, worse!.incident.impact], ['Outage: Checkout', 'MAJOR']);
    assert.deepEqual(
      worse!.incident.story.map(({ affected }) => affected[0]?.status),
      ['DEGRADED_PERFORMANCE', 'MAJOR_OUTAGE'],
    );
    const words = { id: sampleId(0x99), status: 'IDENTIFIED', body: 'The disk.', createdBy: 'USER' } as const;
    const update = { ...words, notifySubscribers: false, createdAtMs: T0 + 6000 };
    await store.statusPages.incidents.update(
      PAGE,
      worse!.incident.id,
      (incident) => ({ incident: { ...incident, title: 'Disk full' }, update }),
      OPERATOR,
    );
    await store.commit([{ ...down, incident: slow, updates: [] }]);
    assert.equal((await told(store))[0]!.incident.title, 'Disk full');
  });

  test('a title that a person gave stays, and the incident ends it all the same', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, { incidentMode: 'AUTOMATIC' });
    const down = goesDown(1, sampleId(1), []);
    const slow = turned(down.incident!, { severity: 'DEGRADED' })!;
    await store.commit([{ ...down, incident: slow }]);
    const [begun] = await told(store);
    await store.statusPages.incidents.update(
      PAGE,
      begun!.incident.id,
      (incident) => ({ incident: { ...incident, title: 'Payments hang' } }),
      OPERATOR,
    );
    await store.commit([{ ...down, updates: [] }]);
    const [worse] = await told(store);
    assert.deepEqual([worse!.incident.title, worse!.incident.impact], ['Payments hang', 'MINOR']);
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 5000, updatedAtMs: T0 + 5000 } as const;
    await store.commit([{ ...down, updates: [], incident: turned(down.incident!, over)! }]);
    const [ended] = await told(store);
    assert.deepEqual([ended!.incident.title, ended!.incident.status], ['Payments hang', 'RESOLVED']);
  });

  test('one that a person took away does not come back with the next turn of its incident', async () => {
    await using opened = await open();
    const { store } = opened;
    await pageOf(store, { incidentMode: 'AUTOMATIC' });
    const down = goesDown(1, sampleId(1), []);
    await store.commit([down]);
    await store.statusPages.incidents.delete(PAGE, (await told(store))[0]!.incident.id, OPERATOR);
    const over = { status: 'RESOLVED', resolvedAtMs: T0 + 5000, updatedAtMs: T0 + 5000 } as const;
    await store.commit([{ ...down, updates: [], incident: turned(down.incident!, over)! }]);
    await store.commit([{ ...down, updates: [], incident: turned(down.incident!, { updatedAtMs: T0 + 9000 })! }]);
    assert.deepEqual(await told(store), []);
  });

  test('what is held, for whatever reason, is told once when nothing holds it any more', async () => {
    for (const because of ['maintenance', 'impaired', 'dependency'] as const) {
      await using opened = await open();
      const { store } = opened;
      await pageOf(store, { incidentMode: 'AUTOMATIC' });
      const down = goesDown(1, sampleId(1), []);
      const { held: _, ...tie } = down.state.incident!;
      const held = { ...down.state, incident: { ...tie, held: { because, kind: 'INCIDENT_CREATED' as const } } };
      const hold = (number: number): (typeof down.updates)[number] => ({
        ...{ ...down.updates[0]!, id: sampleId(0x2_1000_0000 + number), body: 'So it is.', topic: 'hold' },
      });
      await store.commit([{ ...down, state: held, updates: [...down.updates, hold(1)] }]);
      assert.equal((await told(store)).length, 0, because);
      const { incident: __, ...rest } = { ...down, updates: [hold(2)], state: { ...down.state, incident: tie } };
      await store.commit([rest]);
      await store.commit([{ ...rest, updates: [hold(3)] }]);
      const all = await told(store);
      assert.deepEqual(
        all.map(({ incident: { title }, lines }) => [title, lines]),
        [['Outage: Checkout', ['INVESTIGATING']]],
        because,
      );
    }
  });

  test('a group without a threshold is partly out when a member is; one with a threshold goes by its own incidents', async () => {
    for (const [change, expected] of [
      [{}, [['Outage: Kitchen', 'PARTIAL_OUTAGE']]],
      [{ threshold: { type: 'COUNT', value: 2 } }, []],
    ] as const) {
      await using opened = await open();
      const { store } = opened;
      await pageOf(store, {});
      await store.monitors.create(newMonitor(2), [], OPERATOR);
      const groupId = sampleId(0xb001);
      const group = { id: groupId, name: 'Kitchen', suppressesMembers: false, managedBy: 'API', ...change } as const;
      await store.resourceGroups.create(group, OPERATOR);
      await store.resourceGroups.addMember({ id: sampleId(0xb002), groupId, monitorId: sampleId(2) }, OPERATOR);
      const source = { type: 'GROUP', resourceGroupId: groupId } as const;
      const component = { id: sampleId(0x12_001), pageId: PAGE, name: 'Kitchen', showsUptime: true };
      await store.statusPages.components.create({ ...component, isExcludedFromOverall: false, source }, OPERATOR);
      await store.commit([goesDown(2, sampleId(2), [])]);
      assert.deepEqual(
        (await told(store)).map(({ incident: { title, affected } }) => [title, affected[0]?.status]),
        expected,
      );
    }
  });
}
