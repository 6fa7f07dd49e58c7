/** What a store promises of secrets. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');

export function secretPromises(open: OpenStore): void {
  describe('secrets', () => {
    test('a secret is made, changed, listed and deleted, and shown without its value, also after a restart', async () => {
      await using opened = await open();
      const { secrets } = opened.store;
      const made = await secrets.create({ key: 'TOKEN', value: 'hush-1' }, OPERATOR);
      assert.deepEqual([made.key, made.dataKeyVersion, made.valueHash], ['TOKEN', 1, hashOf('hush-1')]);
      assert.ok(!JSON.stringify(made).includes('hush'));
      const changed = await secrets.update('TOKEN', 'hush-2 ä', OPERATOR);
      assert.deepEqual(changed, { ...made, valueHash: hashOf('hush-2 ä'), updatedAtMs: changed.updatedAtMs });
      await secrets.create({ key: 'token', value: '' }, OPERATOR);
      const store = await opened.reopen();
      assert.deepEqual(await store.secrets.get('TOKEN'), changed);
      assert.deepEqual(
        (await store.secrets.values()).map(({ key, value }) => [key, value]),
        [
          ['TOKEN', 'hush-2 ä'],
          ['token', ''],
        ],
      );
      await store.secrets.delete('TOKEN', OPERATOR);
      assert.equal(await store.secrets.get('TOKEN'), undefined);
      assert.equal((await store.secrets.list(EVERYTHING)).total, 1);
      await assert.rejects(store.secrets.delete('TOKEN', OPERATOR), refusal('not_found'));
      await assert.rejects(store.secrets.update('TOKEN', 'x', OPERATOR), refusal('not_found'));
    });

    test('a second secret of one key is refused, and the first keeps its value', async () => {
      await using opened = await open();
      const { secrets } = opened.store;
      await secrets.create({ key: 'TOKEN', value: 'first' }, OPERATOR);
      await assert.rejects(secrets.create({ key: 'TOKEN', value: 'second' }, OPERATOR), refusal('duplicate_name'));
      assert.equal((await secrets.values())[0]?.value, 'first');
    });

    test('a rotation seals every value anew, and all of them open, also after a restart', async () => {
      await using opened = await open();
      const { secrets } = opened.store;
      const empty = await secrets.rotate(OPERATOR);
      assert.deepEqual([empty.previousVersion, empty.newVersion, empty.resealed], [0, 1, 0]);
      for (const key of ['A', 'B', 'C']) await secrets.create({ key, value: `value of ${key}` }, OPERATOR);
      const done = await secrets.rotate(OPERATOR);
      assert.deepEqual([done.previousVersion, done.newVersion, done.resealed], [1, 2, 3]);
      await secrets.create({ key: 'D', value: 'value of D' }, OPERATOR);
      const store = await opened.reopen();
      const { items } = await store.secrets.list(EVERYTHING);
      assert.deepEqual(
        items.map(({ key, dataKeyVersion }) => `${key}${dataKeyVersion}`),
        ['A2', 'B2', 'C2', 'D2'],
      );
      assert.deepEqual(
        (await store.secrets.values()).map(({ value }) => value),
        ['A', 'B', 'C', 'D'].map((key) => `value of ${key}`),
      );
    });

    test('the trail says who changed which secret, and never what it is', async () => {
      await using opened = await open();
      const { secrets, audit } = opened.store;
      await secrets.create({ key: 'TOKEN', value: 'hush-hush' }, OPERATOR);
      await secrets.update('TOKEN', 'hush-again', OPERATOR);
      await secrets.rotate(OPERATOR);
      await secrets.delete('TOKEN', OPERATOR);
      const { items } = await audit.list(EVERYTHING);
      assert.deepEqual(
        items.map(({ action, resourceName }) => [action, resourceName]),
        [
          ['secret.deleted', 'TOKEN'],
          ['vault.rotated', undefined],
          ['secret.updated', 'TOKEN'],
          ['secret.created', 'TOKEN'],
        ],
      );
      assert.ok(!JSON.stringify(items).includes('hush'));
    });
  });
}
