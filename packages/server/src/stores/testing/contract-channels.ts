/** What a store promises of tags and alert channels. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId } from './samples.ts';

export function tagPromises(open: OpenStore): void {
  describe('tags', () => {
    test('a tag is made, changed, listed and deleted, and leaves its monitors with it', async () => {
      await using opened = await open();
      const { tags, monitors } = opened.store;
      const made = await tags.create({ name: 'prod', color: '#ff0000' }, OPERATOR);
      await tags.create({ name: 'Alpha' }, OPERATOR);
      await monitors.create(newMonitor(1, { tagIds: [made.id] }), [], OPERATOR);
      const changed = await tags.update(made.id, { name: 'production' }, OPERATOR);
      assert.deepEqual({ ...changed, updatedAtMs: 0 }, { ...made, name: 'production', updatedAtMs: 0 });
      const { items } = await tags.list(EVERYTHING);
      assert.deepEqual(
        items.map(({ name }) => name),
        ['Alpha', 'production'],
      );
      assert.deepEqual(await tags.byIds([made.id, sampleId(99)]), [changed]);
      assert.deepEqual(await tags.monitorCounts(), new Map([[made.id, 1]]), 'no monitor has the other');
      await tags.delete(made.id, OPERATOR);
      assert.equal(await tags.get(made.id), undefined);
      assert.deepEqual((await monitors.get(sampleId(1)))?.tagIds, []);
      await assert.rejects(tags.delete(made.id, OPERATOR), refusal('not_found'));
    });

    test('a second tag of one name is refused when made or renamed', async () => {
      await using opened = await open();
      const { tags } = opened.store;
      await tags.create({ name: 'prod' }, OPERATOR);
      const other = await tags.create({ name: 'test' }, OPERATOR);
      await assert.rejects(tags.create({ name: 'PROD' }, OPERATOR), refusal('duplicate_name'));
      await assert.rejects(tags.update(other.id, { name: 'Prod' }, OPERATOR), refusal('duplicate_name'));
      assert.equal((await tags.list(EVERYTHING)).total, 2);
    });
  });
}

export function channelPromises(open: OpenStore): void {
  describe('channels', () => {
    test('a channel is read as it was made, secrets and all, also after a restart', async () => {
      await using opened = await open();
      const made = await opened.store.channels.create(newChannel(1), OPERATOR);
      assert.deepEqual(made, { ...newChannel(1), createdAtMs: made.createdAtMs, updatedAtMs: made.createdAtMs });
      const store = await opened.reopen();
      assert.deepEqual(await store.channels.get(made.id), made);
      assert.deepEqual(await store.channels.all(), [made]);
      assert.deepEqual((await store.channels.list({ search: 'TEAM', type: 'webhook' }, EVERYTHING)).items, [made]);
      assert.equal((await store.channels.list({ managedBy: 'CLI' }, EVERYTHING)).total, 0);
    });

    test('a mark of being broken goes with new settings', async () => {
      await using opened = await open();
      const { channels } = opened.store;
      const { id, name, config, managedBy } = await channels.create(newChannel(1), OPERATOR);
      await channels.setBroken(id, 'answered 404');
      assert.equal((await channels.get(id))?.brokenReason, 'answered 404');
      await channels.update(id, { name, config, managedBy }, OPERATOR);
      assert.equal((await channels.get(id))?.brokenReason, undefined);
      await channels.setBroken(id, 'answered 410');
      await channels.setBroken(id, undefined);
      assert.equal((await channels.get(id))?.brokenReason, undefined);
    });

    test('two channels of one name are refused', async () => {
      await using opened = await open();
      const { channels } = opened.store;
      const first = await channels.create(newChannel(1, 'Ops'), OPERATOR);
      const second = await channels.create(newChannel(2), OPERATOR);
      await assert.rejects(channels.create(newChannel(3, 'ops'), OPERATOR), refusal('duplicate_name'));
      await assert.rejects(channels.update(second.id, { ...second, name: 'OPS' }, OPERATOR), refusal('duplicate_name'));
      assert.deepEqual(await channels.all(), [first, second]);
    });

    test('deleting a channel takes it from its monitors and cancels what waits for it', async () => {
      await using opened = await open();
      const { store } = opened;
      const { channels, monitors, outbox } = store;
      const kept = await channels.create(newChannel(1), OPERATOR);
      const gone = await channels.create(newChannel(2), OPERATOR);
      await monitors.create(newMonitor(1, { channelIds: [gone.id] }), [], OPERATOR);
      await monitors.create(newMonitor(2, { channelIds: [gone.id, kept.id] }), [], OPERATOR);
      await store.commit([goesDown(1, sampleId(1), [kept.id, gone.id])]);
      const loss = await channels.delete(gone.id, OPERATOR);
      assert.deepEqual(loss, { affectedMonitors: 2, affectedPolicies: 0, disabledPolicies: 0 });
      assert.deepEqual((await monitors.get(sampleId(1)))?.channelIds, []);
      assert.deepEqual((await monitors.get(sampleId(2)))?.channelIds, [kept.id]);
      assert.deepEqual(
        (await outbox.open(10)).map(({ channelId }) => channelId),
        [kept.id],
      );
      await store.commit([goesDown(2, sampleId(2), [gone.id])]);
      assert.equal((await outbox.open(10)).length, 1, 'an alert planned for it before comes to nothing');
    });
  });
}
