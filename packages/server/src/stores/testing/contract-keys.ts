/** What a store promises of API keys, of the audit trail and of settings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const KEY = { name: 'ci', hash: 'a'.repeat(64), hint: 'uw_3fK9…' };

export function apiKeyPromises(open: OpenStore): void {
  describe('API keys', () => {
    test('a key is found by its hash, used, changed and revoked, also after a restart', async () => {
      await using opened = await open();
      const { apiKeys } = opened.store;
      const made = await apiKeys.create({ ...KEY, expiresAtMs: T0 }, OPERATOR);
      assert.deepEqual(await apiKeys.byHash(KEY.hash), made);
      assert.equal(await apiKeys.byHash('b'.repeat(64)), undefined);
      await apiKeys.touch(made.id, T0 + 5);
      await apiKeys.update(made.id, { name: 'deploy', revokedAtMs: T0 + 6 }, OPERATOR);
      const store = await opened.reopen();
      const [key] = await store.apiKeys.list();
      assert.deepEqual(
        { ...key, updatedAtMs: 0 },
        { ...made, name: 'deploy', lastUsedAtMs: T0 + 5, revokedAtMs: T0 + 6, updatedAtMs: 0 },
      );
      await store.apiKeys.delete(made.id, OPERATOR);
      assert.deepEqual(await store.apiKeys.list(), []);
      await assert.rejects(store.apiKeys.delete(made.id, OPERATOR), refusal('not_found'));
      assert.equal((await store.apiKeys.create(KEY, OPERATOR)).id, made.id + 1);
    });
  });
}

export function auditPromises(open: OpenStore): void {
  describe('audit', () => {
    test('each change leaves one line, a refused one none, the newest first', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), { name: 'alice' });
      await store.monitors.create(newMonitor(1), [{ name: 'prod' }], { name: 'alice' });
      await store.monitors.update(sampleId(1), (now) => ({ ...now, isEnabled: false }), [], { name: 'bob' });
      await store.monitors.update(sampleId(1), (now) => ({ ...now, isEnabled: true }), [], { name: 'bob' });
      await assert.rejects(store.channels.create(newChannel(2, channel.name), { name: 'eve' }));
      await store.channels.delete(channel.id, { name: 'alice' });
      const { items, total } = await store.audit.list(EVERYTHING);
      assert.deepEqual(
        items.map(({ actor, action }) => `${actor} ${action}`),
        [
          'alice channel.deleted',
          'bob monitor.resumed',
          'bob monitor.paused',
          'alice monitor.created',
          'alice tag.created',
          'alice channel.created',
        ],
      );
      assert.equal(total, 6);
      assert.equal(items[0]?.resourceName, 'team 1');
    });

    test('a change says what it was before and what it is after, of what is other alone, and of nothing secret', async () => {
      await using opened = await open();
      const { store } = opened;
      const secret = { ...newChannel(1), config: { webhookUrl: 'https://hooks.example/canary' } };
      const channel = await store.channels.create(secret, OPERATOR);
      await store.channels.update(channel.id, { ...secret, name: 'other' }, OPERATOR);
      const tag = await store.tags.create({ name: 'prod', color: '#000000' }, OPERATOR);
      await store.tags.update(tag.id, { color: '#ffffff' }, OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const config = { ...newMonitor(1).config, url: 'https://user:canary@shop.example/' };
      await store.monitors.update(sampleId(1), (now) => ({ ...now, config, frequencySeconds: 77 }), [], OPERATOR);
      const made = await store.apiKeys.create({ ...KEY, scopes: ['read'] }, OPERATOR);
      await store.apiKeys.update(made.id, { name: 'deploy' }, OPERATOR);
      const { items } = await store.audit.list(EVERYTHING);
      const frequencySeconds = newMonitor(1).frequencySeconds;
      assert.deepEqual(
        items.filter(({ action }) => action.endsWith('.updated')).map(({ before, after }) => [before, after]),
        [
          [{ name: 'ci' }, { name: 'deploy' }],
          [
            { frequencySeconds, config: { url: '••••' } },
            { frequencySeconds: 77, config: { url: '••••' } },
          ],
          [{ color: '#000000' }, { color: '#ffffff' }],
          [{ name: channel.name }, { name: 'other' }],
        ],
      );
      assert.doesNotMatch(JSON.stringify(items), /canary|aaaaaaaa/);
    });

    test('what a monitor that is gone was called is still known', async () => {
      await using opened = await open();
      const { store } = opened;
      for (const number of [1, 2, 3]) await store.monitors.create(newMonitor(number), [], { name: 'alice' });
      await store.monitors.update(sampleId(1), (now) => ({ ...now, name: 'renamed' }), [], { name: 'alice' });
      for (const number of [1, 2]) await store.monitors.delete(sampleId(number), { name: 'alice' });
      const names = await store.audit.namesOfDeleted([sampleId(1), sampleId(3), sampleId(9)], 0);
      assert.deepEqual([...names], [[sampleId(1), 'renamed']]);
      assert.equal((await store.audit.namesOfDeleted([], 0)).size, 0);
      const [last] = (await store.audit.list(EVERYTHING)).items;
      assert.equal((await store.audit.namesOfDeleted([sampleId(1)], last!.atMs + 1)).size, 0);
    });
  });
}

export function settingPromises(open: OpenStore): void {
  describe('settings', () => {
    test('a value is replaced as a whole and survives a restart', async () => {
      await using opened = await open();
      await opened.store.settings.set('limits', { concurrency: 5, deep: [1, null] });
      await opened.store.settings.set('limits', { concurrency: 7 });
      const store = await opened.reopen();
      assert.deepEqual(await store.settings.get('limits'), { concurrency: 7 });
      assert.equal(await store.settings.get('other'), undefined);
    });

    test('a store that works says so', async () => {
      await using opened = await open();
      assert.deepEqual(await opened.store.health(), { isWritable: true });
    });
  });
}
