/** What a store promises of environments, and of what monitors name in their settings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NewMonitor } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId } from './samples.ts';

const STAGING = { name: 'Staging', slug: 'staging', variables: { HOST: 'staging.example' }, isDefault: false };
const PROD = { name: 'Production', slug: 'prod', variables: { HOST: 'shop.example', PATH: '/h' }, isDefault: true };

function naming(number: number, url: string, change: Partial<NewMonitor> = {}): NewMonitor {
  return newMonitor(number, { config: { url, method: 'GET' }, ...change });
}

export function environmentPromises(open: OpenStore): void {
  describe('environments', () => {
    test('one is made, changed, listed and deleted, also after a restart', async () => {
      await using opened = await open();
      const { environments } = opened.store;
      const made = await environments.create(STAGING, OPERATOR);
      const { name, slug, variables, isDefault } = made;
      assert.deepEqual({ name, slug, variables, isDefault }, STAGING);
      const changed = await environments.update('staging', { variables: { A: '1' }, name: 'Test' }, OPERATOR);
      assert.deepEqual(changed, { ...made, name: 'Test', variables: { A: '1' }, updatedAtMs: changed.updatedAtMs });
      const store = await opened.reopen();
      assert.deepEqual(await store.environments.get('staging'), changed);
      assert.deepEqual(await store.environments.all(), [changed]);
      await assert.rejects(store.environments.create({ ...STAGING }, OPERATOR), refusal('duplicate_name'));
      await store.environments.delete('staging', OPERATOR);
      assert.equal((await store.environments.list(EVERYTHING)).total, 0);
      await assert.rejects(store.environments.delete('staging', OPERATOR), refusal('not_found'));
      await assert.rejects(store.environments.update('staging', {}, OPERATOR), refusal('not_found'));
      const actions = (await store.audit.list(EVERYTHING)).items.map(({ action }) => action);
      assert.deepEqual(actions, ['environment.deleted', 'environment.updated', 'environment.created']);
    });

    test('one alone is the default: who becomes it takes it from the one that was', async () => {
      await using opened = await open();
      const { environments } = opened.store;
      await environments.create(PROD, OPERATOR);
      await environments.create({ ...STAGING, isDefault: true }, OPERATOR);
      const defaults = async () => (await environments.all()).filter((one) => one.isDefault).map(({ slug }) => slug);
      assert.deepEqual(await defaults(), ['staging']);
      await environments.update('prod', { isDefault: true }, OPERATOR);
      assert.deepEqual(await defaults(), ['prod']);
      await environments.update('prod', { isDefault: false }, OPERATOR);
      assert.deepEqual(await defaults(), []);
    });

    test('a monitor keeps its environment, is found by it, and counted', async () => {
      await using opened = await open();
      const { environments, monitors } = opened.store;
      const { id } = await environments.create(STAGING, OPERATOR);
      await monitors.create(naming(1, 'https://{{variables.HOST}}/', { environmentId: id }), [], OPERATOR);
      await monitors.create(newMonitor(2), [], OPERATOR);
      const { items } = await monitors.list({ environmentId: id }, EVERYTHING);
      assert.deepEqual(
        items.map((one) => [one.id, one.environmentId]),
        [[sampleId(1), id]],
      );
      assert.deepEqual(await environments.monitorCounts(), new Map([[id, 1]]));
      const { environmentId: _, ...freed } = items[0]!;
      await monitors.update(sampleId(1), () => ({ ...freed, config: { url: 'https://x.example/' } }), [], OPERATOR);
      assert.equal((await monitors.get(sampleId(1)))?.environmentId, undefined);
    });
  });

  describe('what settings name', () => {
    test('a name that is not there is refused with the field, when a monitor is made and when it is changed', async () => {
      await using opened = await open();
      const { environments, monitors } = opened.store;
      const make = (monitor: NewMonitor) => monitors.create(monitor, [], OPERATOR);
      await assert.rejects(make(naming(1, 'https://{{variables.HOST}}/')), {
        code: 'not_found',
        field: 'config.url',
        message: 'config.url must not name a variable without an environment, got {{variables.HOST}}',
      });
      await environments.create(PROD, OPERATOR);
      await assert.rejects(make(naming(1, 'https://{{variables.HOTS}}/')), {
        message: 'config.url must name a variable of environment "Production" (HOST, PATH), got {{variables.HOTS}}',
      });
      await assert.rejects(make(naming(1, 'https://{{env.HOST}}/?{{secrets.T}}')), {
        message: 'config.url must name a secret that there is, got {{secrets.T}}',
      });
      await assert.rejects(make(newMonitor(1, { environmentId: sampleId(9) })), { field: 'environmentId' });
      const auth = { type: 'bearer', secretId: sampleId(9) } as const;
      await assert.rejects(make(newMonitor(1, { auth })), { field: 'auth.vaultSecretId' });
      await make(naming(1, 'https://{{env.HOST}}{{variables.PATH}}'));
      const worse = { url: '{{variables.toString}}' };
      const change = monitors.update(sampleId(1), (now) => ({ ...now, config: worse }), [], OPERATOR);
      await assert.rejects(change, { field: 'config.url' });
      assert.equal((await monitors.get(sampleId(1)))?.generation, 1);
    });

    test('a secret in use, in settings or as auth, is not deleted: the refusal names the monitors', async () => {
      await using opened = await open();
      const { secrets, monitors } = opened.store;
      const secret = await secrets.create({ key: 'T', value: 'hush' }, OPERATOR);
      await monitors.create(naming(1, 'https://shop.example/?{{secrets.T}}'), [], OPERATOR);
      const auth = { type: 'header', headerName: 'X-Key', secretId: secret.id } as const;
      await monitors.create(newMonitor(2, { auth }), [], OPERATOR);
      assert.deepEqual((await monitors.get(sampleId(2)))?.auth, auth);
      const inUse = { code: 'in_use', message: 'secret "T" is in use by "shop 1", "shop 2"' };
      await assert.rejects(secrets.delete('T', OPERATOR), inUse);
      assert.equal((await secrets.values())[0]?.value, 'hush');
      const named = [
        { id: sampleId(1), name: 'shop 1' },
        { id: sampleId(2), name: 'shop 2' },
      ];
      assert.deepEqual(await secrets.usedBy(), new Map([[secret.id, named]]));
      for (const number of [1, 2]) await monitors.delete(sampleId(number), OPERATOR);
      await secrets.delete('T', OPERATOR);
    });

    test('a variable in use stays, whichever way it would go', async () => {
      await using opened = await open();
      const { environments, monitors } = opened.store;
      const { id } = await environments.create(STAGING, OPERATOR);
      await environments.create(PROD, OPERATOR);
      await monitors.create(naming(1, '{{env.HOST}}', { environmentId: id }), [], OPERATOR);
      await monitors.create(naming(2, '{{env.PATH}}'), [], OPERATOR);
      const usedBy = (name: string) => ({ code: 'in_use', message: new RegExp(`in use by "${name}"$`) });
      await assert.rejects(environments.update('staging', { variables: { A: '1' } }, OPERATOR), usedBy('shop 1'));
      await assert.rejects(environments.delete('staging', OPERATOR), usedBy('shop 1'));
      await assert.rejects(environments.update('staging', { isDefault: true }, OPERATOR), usedBy('shop 2'));
      await assert.rejects(environments.update('prod', { isDefault: false }, OPERATOR), usedBy('shop 2'));
      await assert.rejects(environments.delete('prod', OPERATOR), usedBy('shop 2'));
      const other = { ...STAGING, slug: 'other', isDefault: true };
      await assert.rejects(environments.create(other, OPERATOR), usedBy('shop 2'));
      assert.equal((await environments.get('prod'))?.isDefault, true);
      await environments.update('prod', { variables: { PATH: '/other' } }, OPERATOR);
    });
  });
}
