/** What a store promises of requests that must not be carried out twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const REQUEST = { caller: 'key:1', key: 'k', hash: 'ab' };

function during({ idempotency }: CoreStore, work: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    idempotency.during(REQUEST, () => void work().then(resolve, reject));
  });
}

export function idempotencyPromises(open: OpenStore): void {
  describe('requests that must not be carried out twice', () => {
    test('what was done is known to have been done, also when the server stopped before it answered', async () => {
      await using opened = await open();
      const { store } = opened;
      assert.equal(await store.idempotency.find('key:1', 'k'), undefined);
      await during(store, () => store.tags.create({ name: 'red' }, OPERATOR));
      const after = await opened.reopen();
      assert.deepEqual(await after.idempotency.find('key:1', 'k'), { hash: 'ab' });
      assert.equal(await after.idempotency.find('key:2', 'k'), undefined);
      const answer = { status: 201, contentType: 'application/json', body: '{}' };
      await after.idempotency.keep(REQUEST, answer);
      assert.deepEqual(await after.idempotency.find('key:1', 'k'), { hash: 'ab', answer });
      await after.idempotency.forget(REQUEST);
      assert.equal(await after.idempotency.find('key:1', 'k'), undefined);
    });

    test('what was not done, because it was refused, is not known', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.tags.create({ name: 'red' }, OPERATOR);
      await assert.rejects(during(store, () => store.tags.create({ name: 'red' }, OPERATOR)));
      assert.equal(await store.idempotency.find('key:1', 'k'), undefined);
    });
  });
}
