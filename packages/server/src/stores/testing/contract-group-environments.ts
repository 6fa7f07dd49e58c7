/** What a store promises of the environments that groups name for their members. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, GroupContent, NewMonitor } from '../port.ts';
import { type OpenStore, refusal } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId } from './samples.ts';

const EDGE: GroupContent = { id: sampleId(0xb001), name: 'Edge', suppressesMembers: false, managedBy: 'API' };
const ZONE: GroupContent = { ...EDGE, id: sampleId(0xb002), name: 'Zone' };
const PROD = { name: 'Production', slug: 'prod', variables: { HOST: 'shop.example' }, isDefault: false };
const TEST = { name: 'Test', slug: 'test', variables: { OTHER: 'x' }, isDefault: false };
const INHERITS = ['environmentId'] as const;

/** Names {{env.HOST}}, which is there in `prod` alone, and leaves its environment to its groups. */
async function member({ monitors }: CoreStore, number: number, environmentId: string): Promise<NewMonitor> {
  const config = { url: 'https://{{env.HOST}}/', method: 'GET' };
  return monitors.create(newMonitor(number, { config, environmentId, inherits: INHERITS }), [], OPERATOR);
}

function add({ resourceGroups }: CoreStore, groupId: string, number: number) {
  const id = sampleId(0xd000 + number + (groupId === ZONE.id ? 0x100 : 0));
  return resourceGroups.addMember({ id, groupId, monitorId: sampleId(number) }, OPERATOR);
}

/** A group in `prod` whose member names what is there alone. */
async function furnished(store: CoreStore) {
  const [prod, other] = [
    await store.environments.create(PROD, OPERATOR),
    await store.environments.create(TEST, OPERATOR),
  ];
  await store.resourceGroups.create({ ...EDGE, defaultEnvironmentId: prod.id }, OPERATOR);
  await member(store, 1, prod.id);
  await add(store, EDGE.id, 1);
  return { prod, other };
}

const STRANDED = {
  code: 'in_use',
  message: 'what members of resource group "Edge" would no longer have is in use by "shop 1"',
};

export function groupEnvironmentPromises(open: OpenStore): void {
  describe('environments of groups', () => {
    test('a group keeps its environment, also after a restart, and gives it up', async () => {
      await using opened = await open();
      const { id } = await opened.store.environments.create(PROD, OPERATOR);
      const made = await opened.store.resourceGroups.create({ ...EDGE, defaultEnvironmentId: id }, OPERATOR);
      assert.equal(made.defaultEnvironmentId, id);
      const { resourceGroups } = await opened.reopen();
      assert.deepEqual(await resourceGroups.get(EDGE.id), made);
      const without = await resourceGroups.update(EDGE.id, () => EDGE, OPERATOR);
      assert.equal(Object.hasOwn(without, 'defaultEnvironmentId'), false);
    });

    test('one that is not there is refused with the field, in a new group and in a change', async () => {
      await using opened = await open();
      const { resourceGroups } = opened.store;
      const strange = { ...EDGE, defaultEnvironmentId: sampleId(9) };
      const refused = { ...refusal('not_found'), field: 'defaultEnvironmentId' };
      await assert.rejects(resourceGroups.create(strange, OPERATOR), refused);
      await resourceGroups.create(EDGE, OPERATOR);
      await assert.rejects(
        resourceGroups.update(EDGE.id, () => strange, OPERATOR),
        refused,
      );
    });

    test('an environment that a group names is not deleted: the refusal names the group, then who is in it', async () => {
      await using opened = await open();
      const { store } = opened;
      const { prod } = await furnished(store);
      await store.resourceGroups.create({ ...ZONE, defaultEnvironmentId: prod.id }, OPERATOR);
      const named = 'environment "prod" is in use by resource group "Edge", resource group "Zone", "shop 1"';
      await assert.rejects(store.environments.delete('prod', OPERATOR), { code: 'in_use', message: named });
      await store.monitors.delete(sampleId(1), OPERATOR);
      await store.resourceGroups.delete(EDGE.id, OPERATOR);
      const left = { message: 'environment "prod" is in use by resource group "Zone"' };
      await assert.rejects(store.environments.delete('prod', OPERATOR), left);
      await store.resourceGroups.update(ZONE.id, () => ZONE, OPERATOR);
      await store.environments.delete('prod', OPERATOR);
    });

    test('what a member names stays, whichever way its environment would go', async () => {
      await using opened = await open();
      const { store } = opened;
      const { resourceGroups, environments } = store;
      const { other } = await furnished(store);
      const before = await resourceGroups.get(EDGE.id);
      const ways: readonly (readonly [what: string, change: () => Promise<unknown>])[] = [
        [
          'to another',
          () => resourceGroups.update(EDGE.id, () => ({ ...EDGE, defaultEnvironmentId: other.id }), OPERATOR),
        ],
        ['to the default one', () => resourceGroups.update(EDGE.id, () => EDGE, OPERATOR)],
        ['with the group', () => resourceGroups.delete(EDGE.id, OPERATOR)],
        ['with the membership', () => resourceGroups.removeMember(EDGE.id, sampleId(1), OPERATOR)],
      ];
      for (const [what, change] of ways) await assert.rejects(change(), STRANDED, what);
      await assert.rejects(environments.update('prod', { variables: {} }, OPERATOR), /in use by "shop 1"$/);
      assert.deepEqual(await resourceGroups.get(EDGE.id), before);
      assert.equal((await resourceGroups.members()).length, 1);
      // With its variable in the default environment there is nothing in the way.
      await environments.update('test', { variables: { HOST: 'x.example' }, isDefault: true }, OPERATOR);
      await resourceGroups.delete(EDGE.id, OPERATOR);
    });

    test('of two groups the first by name counts, so that a rename or a joining may be refused as well', async () => {
      await using opened = await open();
      const { store } = opened;
      const { other } = await furnished(store);
      await store.resourceGroups.create({ ...ZONE, defaultEnvironmentId: other.id }, OPERATOR);
      await add(store, ZONE.id, 1);
      const renamed = { ...ZONE, name: 'A zone', defaultEnvironmentId: other.id };
      await assert.rejects(
        store.resourceGroups.update(ZONE.id, () => renamed, OPERATOR),
        /what members of resource group "Zone" would no longer have is in use by "shop 1"/,
      );
      await store.resourceGroups.removeMember(ZONE.id, sampleId(1), OPERATOR);
      await store.resourceGroups.update(ZONE.id, () => renamed, OPERATOR);
      await assert.rejects(add(store, ZONE.id, 1), refusal('in_use'));
    });

    test('members with an environment of their own, and those that name nothing, keep nobody from anything', async () => {
      await using opened = await open();
      const { store } = opened;
      const { prod, other } = await furnished(store);
      await store.monitors.delete(sampleId(1), OPERATOR);
      const config = { url: 'https://{{env.HOST}}/', method: 'GET' };
      await store.monitors.create(newMonitor(2, { config, environmentId: prod.id }), [], OPERATOR);
      await store.monitors.create(newMonitor(3, { environmentId: prod.id, inherits: INHERITS }), [], OPERATOR);
      for (const number of [2, 3]) await add(store, EDGE.id, number);
      await store.resourceGroups.update(EDGE.id, (now) => ({ ...now, defaultEnvironmentId: other.id }), OPERATOR);
      await store.resourceGroups.delete(EDGE.id, OPERATOR);
    });
  });
}
