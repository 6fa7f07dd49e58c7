/** What a store promises of incidents of pages where one thing takes many components with it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, PageContent } from '../port.ts';
import { EVERYTHING, type OpenStore } from './opened-store.ts';
import { goesDown, newMonitor, OPERATOR, openIncident, sampleId, T0 } from './samples.ts';

const PAGE = sampleId(0x10_000);
const GROUP = sampleId(0xb001);
const NAMES = ['Checkout', 'Search', 'Mail'];
/** The monitors that are shown, and the one that they depend on, which is not. */
const SHOWN = [1, 2, 3];
const CAUSE = 9;

type Cause = 'monitor' | 'group';
type Down = ReturnType<typeof goesDown>;

/** A page whose three components stand behind a monitor, or are members of a group that speaks for them. */
async function shopBehind(store: CoreStore, cause: Cause, incidentMode: PageContent['incidentMode']): Promise<void> {
  const page = { id: PAGE, name: 'Shop', slug: 'shop', branding: {}, visibility: 'PUBLIC', isEnabled: true } as const;
  await store.statusPages.create({ ...page, incidentMode, managedBy: 'API', options: {} }, OPERATOR);
  await store.monitors.create(newMonitor(CAUSE), [], OPERATOR);
  const threshold = { type: 'COUNT', value: 1 } as const;
  const group = { id: GROUP, name: 'Edge', suppressesMembers: true, managedBy: 'API', threshold } as const;
  if (cause === 'group') await store.resourceGroups.create(group, OPERATOR);
  for (const [place, number] of SHOWN.entries()) {
    const monitorId = sampleId(number);
    const on = cause === 'monitor' ? { dependsOn: [sampleId(CAUSE)] } : {};
    await store.monitors.create(newMonitor(number, on), [], OPERATOR);
    const member = { id: sampleId(0xd000 + number), groupId: GROUP, monitorId };
    if (cause === 'group') await store.resourceGroups.addMember(member, OPERATOR);
    const source = { type: 'MONITOR', monitorId } as const;
    const shown = { id: sampleId(0x12_000 + number), pageId: PAGE, name: NAMES[place]!, source };
    await store.statusPages.components.create({ ...shown, showsUptime: true, isExcludedFromOverall: false }, OPERATOR);
  }
}

/** Held, because of what is down before it. */
function behind(number: number, because: 'dependency' | 'same-cause' = 'dependency'): Down {
  const down = goesDown(number, sampleId(number), []);
  const held = { because, kind: 'INCIDENT_CREATED' } as const;
  return { ...down, state: { ...down.state, incident: { ...down.state.incident!, held } } };
}

/** Nothing holds it any more, and it is still down. */
function letGo(number: number): Down {
  const { incident: _, ...down } = goesDown(number, sampleId(number), []);
  const line = { ...down.updates[0]!, id: sampleId(0x2_1000_0000 + number), body: 'So it is.', topic: 'hold' } as const;
  return { ...down, updates: [line] };
}

function isBack(number: number, afterMs: number): Down {
  const { incident, state, ...down } = goesDown(number, sampleId(number), []);
  const { incident: _, ...well } = state;
  const over = { status: 'RESOLVED', resolvedAtMs: T0 + afterMs, updatedAtMs: T0 + afterMs } as const;
  return { ...down, updates: [], state: { ...well, verdict: 'up' }, incident: { ...incident!, ...over } };
}

/** The cause goes down, or is back. */
async function turn(store: CoreStore, cause: Cause, isDown: boolean): Promise<void> {
  if (cause === 'monitor') {
    return store.commit([isDown ? goesDown(CAUSE, sampleId(CAUSE), []) : isBack(CAUSE, 5000)]);
  }
  const { monitorId: _, ...open } = openIncident(sampleId(0x1_0000_0000 + CAUSE), sampleId(CAUSE), T0);
  const over = { status: 'RESOLVED', resolvedAtMs: T0 + 5000, updatedAtMs: T0 + 5000 } as const;
  const incident = { ...open, ...(!isDown && over), source: 'RESOURCE_GROUP' } as const;
  const ofGroup = { ...incident, resourceGroup: { id: GROUP, name: 'Edge' } };
  return store.resourceGroups.commit({ groupId: GROUP, state: {}, incident: ofGroup, updates: [], deliveries: [] });
}

async function told(store: CoreStore) {
  const { items } = await store.statusPages.incidents.list(PAGE, {}, EVERYTHING);
  const updates = await store.statusPages.incidents.updates(items.map(({ id }) => id));
  return items.map(({ id, title, status, affected, publishedAtMs, incidentId }) => ({
    ...{ id, title, incidentId, isPublished: publishedAtMs !== undefined, isOver: status === 'RESOLVED' },
    down: affected.map(({ name }) => name),
    lines: (updates.get(id) ?? []).map((line) => line.status),
  }));
}

/** Registers the promises as tests. */
export function pageCausePromises(open: OpenStore): void {
  describe('components that lose the same thing', () => {
    test('each is an incident of a page, though alerts tell of the first alone: readers know components, not what these need', async () => {
      await using opened = await open();
      const { store } = opened;
      await shopBehind(store, 'monitor', 'AUTOMATIC');
      await store.commit([behind(1, 'same-cause')]);
      const [one, ...more] = await told(store);
      assert.deepEqual([one?.down, one?.isPublished, more], [[NAMES[0]], true, []]);
    });
  });

  describe('components that one thing takes with it', () => {
    for (const cause of ['monitor', 'group'] as const) {
      for (const mode of ['REVIEW', 'AUTOMATIC'] as const) {
        for (const isCauseFirst of [true, false]) {
          const order = isCauseFirst ? 'before' : 'after';
          test(`behind a ${cause} that is found down ${order} them they are one incident of a page in mode ${mode}, which ends with the last of them`, async () => {
            await using opened = await open();
            const { store } = opened;
            await shopBehind(store, cause, mode);
            if (isCauseFirst) await turn(store, cause, true);
            await store.commit([behind(1), behind(2)]);
            if (!isCauseFirst) {
              assert.deepEqual(await told(store), [], 'it waits for what is before them, as its alerts do');
              await turn(store, cause, true);
            }
            await store.commit([behind(3)]);
            const [one, ...more] = await told(store);
            assert.deepEqual(more, []);
            const shown = { isPublished: mode === 'AUTOMATIC', isOver: false, lines: ['INVESTIGATING'] };
            const expected = { title: `Outage: ${NAMES.join(', ')}`, down: NAMES, ...shown };
            assert.deepEqual(one, { id: one!.id, incidentId: sampleId(0x1_0000_0000 + CAUSE), ...expected });
            await turn(store, cause, false);
            await store.commit([isBack(1, 5500), isBack(2, 6000), letGo(3)]);
            await store.tend?.(T0 + 10_000);
            const [rest] = await told(store);
            assert.deepEqual(rest, { ...one, down: ['Mail'] }, 'the last is down by itself: it is no other incident');
            await store.commit([isBack(3, 7000)]);
            const ended = await told(store);
            const isOver = { down: ['Mail'], isOver: true, lines: ['INVESTIGATING', 'RESOLVED'] };
            assert.deepEqual(ended, [{ ...one, ...isOver }]);
            const about = await store.statusPages.incidents.about([sampleId(0x1_0000_0002)]);
            assert.deepEqual(
              [...about.values()].flat().map(({ id }) => id),
              [one.id],
              'each incident knows its page’s',
            );
          });
        }
      }
    }

    test('what turns out to stand behind nothing is told by itself, and a page by hand is told nothing', async () => {
      for (const [mode, titles] of [
        ['REVIEW', ['Outage: Checkout']],
        ['MANUAL', []],
      ] as const) {
        await using opened = await open();
        const { store } = opened;
        await shopBehind(store, 'monitor', mode);
        await store.commit([behind(1)]);
        await store.commit([letGo(1)]);
        await store.commit([letGo(1)].map((one) => ({ ...one, updates: [] })));
        assert.deepEqual(
          (await told(store)).map(({ title }) => title),
          titles,
        );
      }
    });

    test('one that a person took away, or dismissed, comes back with nothing more that stands behind its cause', async () => {
      for (const act of ['delete', 'dismiss'] as const) {
        await using opened = await open();
        const { store } = opened;
        await shopBehind(store, 'monitor', 'REVIEW');
        await turn(store, 'monitor', true);
        await store.commit([behind(1)]);
        const { id } = (await told(store))[0]!;
        const { incidents } = store.statusPages;
        if (act === 'delete') await incidents.delete(PAGE, id, OPERATOR);
        else await incidents.update(PAGE, id, (incident) => ({ incident, action: 'dismissed' }), OPERATOR);
        await store.commit([behind(2)]);
        await turn(store, 'monitor', false);
        await store.commit([letGo(2)]);
        assert.deepEqual(await told(store), [], act);
      }
    });
  });
}
