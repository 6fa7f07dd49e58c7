/** What a store promises of the lock of deployments, and of the trail as it is asked for. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId } from './samples.ts';

const HOUR_MS = 3_600_000;

export function deployLockPromises(open: OpenStore): void {
  describe('deploy lock', () => {
    test('one deploys at a time: another is told who does, until it is released, also after a restart', async () => {
      await using opened = await open();
      const lock = await opened.store.deployLock.acquire({ lockedBy: 'ci 7', ttlMs: HOUR_MS }, OPERATOR);
      const { deployLock, audit } = await opened.reopen();
      assert.deepEqual(await deployLock.current(), lock);
      await assert.rejects(deployLock.acquire({ lockedBy: 'ci 8', ttlMs: 1 }, OPERATOR), /^StoreRefusal: ci 7 deploys/);
      await assert.rejects(deployLock.release(sampleId(9), OPERATOR), refusal('not_found'));
      await deployLock.release(lock.id, OPERATOR);
      assert.equal(await deployLock.current(), undefined);
      await assert.rejects(deployLock.release(lock.id, OPERATOR), refusal('not_found'));
      await deployLock.acquire({ lockedBy: 'ci 8', ttlMs: HOUR_MS }, OPERATOR);
      assert.equal(await deployLock.force(OPERATOR), true);
      assert.equal(await deployLock.force(OPERATOR), false);
      const actions = (await audit.list(EVERYTHING)).items.map(({ action }) => action);
      const wanted = ['deploy_lock.forced', 'deploy_lock.acquired', 'deploy_lock.released', 'deploy_lock.acquired'];
      assert.deepEqual(actions, wanted);
    });

    test('one that is over holds nobody up, and cannot be released by who had it', async () => {
      await using opened = await open();
      const { deployLock } = opened.store;
      // The clock of the suite moves each time that it is read.
      const over = await deployLock.acquire({ lockedBy: 'ci 7', ttlMs: 0 }, OPERATOR);
      assert.equal(await deployLock.current(), undefined);
      const next = await deployLock.acquire({ lockedBy: 'ci 8', ttlMs: HOUR_MS }, OPERATOR);
      await assert.rejects(deployLock.release(over.id, OPERATOR), refusal('not_found'));
      assert.deepEqual(await deployLock.current(), next);
    });
  });

  describe('the trail', () => {
    test('lines are numbered in their order and found by what, by whom, of what kind and when', async () => {
      await using opened = await open();
      const { store } = opened;
      const key = { name: 'ci', keyId: 7 };
      await store.monitors.create(newMonitor(1), [{ name: 'prod' }], key);
      await store.monitors.update(sampleId(1), (now) => ({ ...now, isEnabled: false }), [], OPERATOR);
      const all = (await store.audit.list(EVERYTHING)).items;
      assert.deepEqual(
        all.map(({ number, actorId, action }) => [number, actorId, action]),
        [
          [3, undefined, 'monitor.paused'],
          [2, 7, 'monitor.created'],
          [1, 7, 'tag.created'],
        ],
      );
      const found = async (filter: Parameters<typeof store.audit.list>[1]) =>
        (await store.audit.list(EVERYTHING, filter)).items.map(({ number }) => number);
      assert.deepEqual(await found({ action: 'monitor.created' }), [2]);
      assert.deepEqual(await found({ actorId: 7 }), [2, 1]);
      assert.deepEqual(await found({ resourceType: 'monitor' }), [3, 2]);
      assert.deepEqual(await found({ fromMs: all[1]!.atMs, toMs: all[1]!.atMs }), [2]);
      assert.equal((await store.audit.list({ page: 0, size: 1 }, { resourceType: 'monitor' })).total, 2);
    });
  });
}
