/** What a store promises of monitors. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NewMonitor } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { downState, newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

export function monitorPromises(open: OpenStore): void {
  describe('monitors', () => {
    test('a monitor is read as it was created, also after a restart', async () => {
      await using opened = await open();
      const channel = await opened.store.channels.create(newChannel(1), OPERATOR);
      const wanted = newMonitor(1, {
        name: 'naïve “shop” 🛒\u0000\n%_\\',
        config: { url: 'https://a.example/?q=%20', headers: { 'x-a': ['1', null, 2.5, { deep: true }] } },
        assertions: [{ id: sampleId(50), config: { type: 'body_contains', substring: 'ok' }, severity: 'warn' }],
        isEnabled: false,
        channelIds: [channel.id],
      });
      const created = await opened.store.monitors.create(wanted, [{ name: 'prod' }], OPERATOR);
      const [tagId] = created.tagIds;
      assert.deepEqual(created, {
        ...wanted,
        tagIds: [tagId],
        key: created.key,
        generation: 1,
        createdAtMs: created.createdAtMs,
        updatedAtMs: created.createdAtMs,
      });
      const store = await opened.reopen();
      assert.deepEqual(await store.monitors.get(created.id), created);
      assert.deepEqual(await store.monitors.all(), [created]);
    });

    test('keys are small, and a deleted monitor never hands its key on', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      assert.equal((await monitors.create(newMonitor(1), [], OPERATOR)).key, 1);
      assert.equal((await monitors.create(newMonitor(2), [], OPERATOR)).key, 2);
      await monitors.delete(sampleId(2), OPERATOR);
      const store = await opened.reopen();
      assert.equal((await store.monitors.create(newMonitor(3), [], OPERATOR)).key, 3);
    });

    test('all of them can be counted without their settings', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      assert.deepEqual(await monitors.counted(), []);
      await monitors.create(newMonitor(1), [], OPERATOR);
      await monitors.create(newMonitor(2, { isEnabled: false, name: 'näme' }), [], OPERATOR);
      const counted = (await monitors.counted()).toSorted((one, other) => one.id.localeCompare(other.id));
      assert.deepEqual(counted, [
        { id: sampleId(1), name: newMonitor(1).name, isEnabled: true },
        { id: sampleId(2), name: 'näme', isEnabled: false },
      ]);
    });

    test('no channels named means every channel; an empty list means none', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      assert.equal((await monitors.create(newMonitor(1), [], OPERATOR)).channelIds, undefined);
      await monitors.create(newMonitor(2, { channelIds: [] }), [], OPERATOR);
      assert.equal((await monitors.get(sampleId(1)))?.channelIds, undefined);
      assert.deepEqual((await monitors.get(sampleId(2)))?.channelIds, []);
    });

    test('two monitors of one name are refused, whatever the case, and nothing is kept of the second', async () => {
      await using opened = await open();
      const { monitors, tags, audit } = opened.store;
      await monitors.create(newMonitor(1, { name: 'Café' }), [], OPERATOR);
      await monitors.create(newMonitor(2, { name: 'other' }), [], OPERATOR);
      const before = await audit.list(EVERYTHING);
      await assert.rejects(
        monitors.create(newMonitor(3, { name: 'CAFE\u0301' }), [{ name: 'new' }], OPERATOR),
        refusal('duplicate_name'),
      );
      await assert.rejects(
        monitors.update(sampleId(2), (now) => ({ ...now, name: 'café' }), [], OPERATOR),
        refusal('duplicate_name'),
      );
      assert.equal((await monitors.all()).length, 2);
      assert.equal((await tags.list(EVERYTHING)).total, 0);
      assert.deepEqual(await audit.list(EVERYTHING), before);
    });

    test('an unknown tag or channel is refused', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      await assert.rejects(
        monitors.create(newMonitor(1, { tagIds: [sampleId(9)] }), [], OPERATOR),
        refusal('not_found'),
      );
      await assert.rejects(
        monitors.create(newMonitor(1, { channelIds: [sampleId(9)] }), [], OPERATOR),
        refusal('not_found'),
      );
      assert.deepEqual(await monitors.all(), []);
    });

    test('each change counts the generation up and keeps a version; a change of nothing does neither', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      const changed = await monitors.update(
        sampleId(1),
        (now) => ({ ...now, frequencySeconds: 5, name: 'renamed' }),
        [{ name: 'a' }, { name: 'A' }],
        OPERATOR,
      );
      assert.equal(changed.generation, 2);
      assert.equal(changed.tagIds.length, 1);
      const same = await monitors.update(sampleId(1), (now) => now, [{ name: 'a' }], OPERATOR);
      assert.deepEqual(same, changed);
      const versions = await monitors.versions(sampleId(1), { page: 0, size: 1 });
      assert.equal(versions.total, 2);
      assert.equal(versions.items[0]?.version, 2);
      assert.deepEqual(versions.items[0]?.snapshot, changed);
      assert.equal(versions.items[0]?.changeSummary, 'name, frequencySeconds, tagIds');
      assert.equal((await monitors.version(sampleId(1), 1))?.snapshot.name, 'shop 1');
      assert.equal(await monitors.version(sampleId(1), 3), undefined);
    });

    test('a change of a monitor that is not there is refused', async () => {
      await using opened = await open();
      await assert.rejects(
        opened.store.monitors.update(sampleId(9), (now) => now, [], OPERATOR),
        refusal('not_found'),
      );
    });

    test('many monitors and a setting are written together, or not at all', async () => {
      await using opened = await open();
      const { monitors, settings, tags } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      const create = (number: number, name: string) =>
        ({ type: 'create', monitor: newMonitor(number, { name }), newTags: [{ name: 'many' }] }) as const;
      const pause = {
        type: 'update',
        id: sampleId(1),
        change: (now: NewMonitor) => ({ ...now, isEnabled: false }),
      } as const;
      const note = { name: 'note', value: { count: 1 } };

      const refused = [pause, create(2, 'two'), create(3, 'TWO')];
      await assert.rejects(monitors.changeMany(refused, OPERATOR, note), refusal('duplicate_name'));
      assert.deepEqual(
        (await monitors.all()).map(({ generation }) => generation),
        [1],
      );
      assert.equal((await tags.list(EVERYTHING)).total, 0);
      assert.equal(await settings.get('note'), undefined);

      const changed = await monitors.changeMany([pause, create(2, 'two'), create(3, 'three')], OPERATOR, note);
      assert.deepEqual(
        changed.map(({ name, generation, isEnabled }) => [name, generation, isEnabled]),
        [
          ['shop 1', 2, false],
          ['two', 1, true],
          ['three', 1, true],
        ],
      );
      assert.equal(changed[1]!.tagIds.length, 1);
      const store = await opened.reopen();
      assert.deepEqual(
        (await store.monitors.all()).toSorted((a, b) => a.key - b.key),
        changed,
      );
      assert.deepEqual(await store.settings.get('note'), note.value);
    });

    test('the last hundred versions are kept', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      for (let seconds = 1; seconds <= 104; seconds++) {
        await monitors.update(sampleId(1), (now) => ({ ...now, frequencySeconds: 100 + seconds }), [], OPERATOR);
      }
      const { items, total } = await monitors.versions(sampleId(1), EVERYTHING);
      assert.equal(total, 100);
      assert.equal(items.at(-1)?.version, 6);
    });

    test('lists are filtered, sorted and cut into pages that neither repeat nor skip', async () => {
      await using opened = await open();
      const { store } = opened;
      const { monitors } = store;
      for (let number = 1; number <= 5; number++) {
        const tags = number % 2 === 1 ? [{ name: 'odd' }] : [];
        await monitors.create(newMonitor(number, { isEnabled: number !== 5 }), tags, OPERATOR);
      }
      await monitors.create(newMonitor(6, { name: '100% sure', type: 'TCP', managedBy: 'CLI' }), [], OPERATOR);
      await store.commit([{ monitorId: sampleId(3), state: downState(undefined, T0), updates: [], deliveries: [] }]);
      const numbers = async (filter: Parameters<typeof monitors.list>[0]) =>
        (await monitors.list(filter, EVERYTHING)).items.map(({ key }) => key);
      assert.deepEqual(await numbers({}), [1, 2, 3, 4, 5, 6]);
      assert.deepEqual(await numbers({ isEnabled: false }), [5]);
      assert.deepEqual(await numbers({ tags: ['ODD', 'none'] }), [1, 3, 5]);
      assert.deepEqual(await numbers({ status: 'down' }), [3]);
      assert.deepEqual(await numbers({ status: 'paused' }), [5]);
      assert.deepEqual(await numbers({ status: 'unknown', type: 'HTTP' }), [1, 2, 4]);
      assert.deepEqual(await numbers({ search: 'SHOP-4.Example' }), [4]);
      assert.deepEqual(await numbers({ search: '0%' }), [6]);
      assert.deepEqual(await numbers({ search: '_' }), []);
      assert.deepEqual(await numbers({ managedBy: 'CLI' }), [6]);
      const sort = [{ field: 'type', isDescending: true }];
      const pages = [];
      for (let page = 0; page < 3; page++) pages.push(await monitors.list({}, { page, size: 2, sort }));
      assert.deepEqual(
        pages.map(({ total }) => total),
        [6, 6, 6],
      );
      assert.deepEqual(
        pages.flatMap(({ items }) => items.map(({ key }) => key)),
        [6, 5, 4, 3, 2, 1],
      );
    });
  });
}
