/** What a store promises of revisions: whoever names the one that was read changes that one, or nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, Demand, Entity } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

class Stale extends Error {}

function during({ revisions }: CoreStore, demand: Demand, work: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    revisions.during(demand, () => void work().then(resolve, reject));
  });
}

/** A demand of one revision, and what the thing was after the change. */
function demanding(entity: Entity, expected: string | undefined) {
  const after: (string | undefined)[] = [];
  const check = (revision: string | undefined): void => {
    if (revision !== expected) throw new Stale();
  };
  return { after, demand: { entity, check, kept: (revision) => void after.push(revision) } satisfies Demand };
}

export function revisionPromises(open: OpenStore): void {
  describe('revisions', () => {
    test('of two changes of one revision the second changes nothing', async () => {
      await using opened = await open();
      const { store } = opened;
      const tag = await store.tags.create({ name: 'red' }, OPERATOR);
      const entity: Entity = { type: 'tag', keys: [tag.id] };
      const read = await store.revisions.of(entity);
      const [first, second] = [demanding(entity, read), demanding(entity, read)];
      const outcomes = await Promise.allSettled([
        during(store, first.demand, () => store.tags.update(tag.id, { name: 'blue' }, OPERATOR)),
        during(store, second.demand, () => store.tags.delete(tag.id, OPERATOR)),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected'],
      );
      assert.equal((await store.tags.get(tag.id))?.name, 'blue');
      const now = await store.revisions.of(entity);
      assert.ok(now !== undefined && now !== read);
      assert.deepEqual([first.after, second.after], [[now], []]);
      const store2 = await opened.reopen();
      assert.equal(await store2.revisions.of(entity), now);
    });

    test('once it was committed nothing more is demanded; what is gone has no revision', async () => {
      await using opened = await open();
      const { store } = opened;
      const tag = await store.tags.create({ name: 'red' }, OPERATOR);
      const entity: Entity = { type: 'tag', keys: [tag.id] };
      const { demand, after } = demanding(entity, await store.revisions.of(entity));
      await during(store, demand, async () => {
        await store.tags.delete(tag.id, OPERATOR);
        await store.tags.create({ name: 'green' }, OPERATOR);
      });
      assert.deepEqual(after, [undefined]);
      assert.equal(await store.revisions.of(entity), undefined);
    });

    test('what happens to a thing by itself makes no revision', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      const key = await store.apiKeys.create({ name: 'ci', hash: 'a'.repeat(64), hint: 'uw_3fK9…' }, OPERATOR);
      const entities: Entity[] = [
        { type: 'channel', keys: [channel.id] },
        { type: 'api_key', keys: [key.id] },
      ];
      const all = () => Promise.all(entities.map((entity) => store.revisions.of(entity)));
      const before = await all();
      assert.ok(before.every((revision) => revision !== undefined));
      await store.channels.setBroken(channel.id, 'refused');
      await store.apiKeys.touch(key.id, T0 + 9);
      assert.deepEqual(await all(), before);
    });

    test("a monitor's revision is its generation, a secret's another for another value", async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      assert.equal(await store.revisions.of({ type: 'monitor', keys: [sampleId(1)] }), '1');
      const entity: Entity = { type: 'secret', keys: ['TOKEN'] };
      await store.secrets.create({ key: 'TOKEN', value: 'a' }, OPERATOR);
      const first = await store.revisions.of(entity);
      await store.secrets.update('TOKEN', 'b', OPERATOR);
      assert.notEqual(await store.revisions.of(entity), first);
    });
  });
}
