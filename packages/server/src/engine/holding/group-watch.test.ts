import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newChannel, OPERATOR } from '../../stores/testing/samples.ts';
import { GROUP, grouped, look, pass, SECOND, told } from '../testing/group-rig.ts';

test('two of three members down are one message, after the delay, and one when fewer are', async () => {
  await using rig = await grouped();
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 25 * SECOND);
  assert.deepEqual(await told(rig), [], 'the group is waited for');
  await pass(rig, 10 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge']);
  const [delivery] = (await rig.kept()).deliveries;
  assert.match(
    delivery!.message.headline,
    /^edge is down since 12:00 UTC: 3 of 3 monitors are down: shop 1, shop 2 and shop 3$/,
  );
  await look(rig, 'up', 1, 2, 3);
  await pass(rig, 60 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge', 'INCIDENT_RESOLVED edge']);
  const { incidents } = await rig.kept();
  assert.deepEqual(
    incidents
      .filter(({ source }) => source === 'RESOURCE_GROUP')
      .map(({ status, resourceGroup }) => [status, resourceGroup?.name]),
    [['RESOLVED', 'edge']],
  );
});

test('a member that fails alone is told when the delay is over', async () => {
  await using rig = await grouped();
  await look(rig, 'down', 1);
  await pass(rig, 25 * SECOND);
  assert.deepEqual(await told(rig), []);
  await pass(rig, 10 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED shop 1']);
});

test('a member still down when its group is back is told after a look of its own', async () => {
  await using rig = await grouped();
  await look(rig, 'down', 1, 2);
  await pass(rig, 40 * SECOND);
  await look(rig, 'up', 2);
  await pass(rig, 5 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge', 'INCIDENT_RESOLVED edge']);
  await rig.see({ monitor: 1, outcome: 'down' });
  await pass(rig, 2 * SECOND);
  assert.deepEqual((await told(rig)).slice(2), ['INCIDENT_CREATED shop 1']);
});

test('without suppression members are told at once, and their group as well', async () => {
  await using rig = await grouped({ suppressesMembers: false, confirmationDelaySeconds: 0 });
  await look(rig, 'down', 1, 2);
  assert.deepEqual((await told(rig)).toSorted(), [
    'INCIDENT_CREATED edge',
    'INCIDENT_CREATED shop 1',
    'INCIDENT_CREATED shop 2',
  ]);
});

test('without a delay the message of the group still comes before those of its members', async () => {
  await using rig = await grouped({ confirmationDelaySeconds: 0 });
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 60 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge']);
});

test('what is known of a group survives a kill, and the same incident comes back within the cooldown', async () => {
  await using rig = await grouped({ recoveryCooldownMinutes: 10 });
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 10 * SECOND);
  await rig.crash();
  await pass(rig, 40 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge']);
  await rig.crash();
  await look(rig, 'up', 1, 2, 3);
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 40 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge', 'INCIDENT_RESOLVED edge', 'INCIDENT_REOPENED edge']);
  const { incidents, deliveries } = await rig.kept();
  const of = incidents.filter(({ source }) => source === 'RESOURCE_GROUP');
  assert.deepEqual(
    of.map(({ reopenCount }) => reopenCount),
    [1],
  );
  assert.deepEqual(
    deliveries.map(({ sequence }) => sequence),
    [1, 2, 3],
  );
});

test('an incident that a person closes stays closed while its group stands as it did, and its members stay held', async () => {
  await using rig = await grouped();
  await look(rig, 'down', 1, 2);
  await pass(rig, 40 * SECOND);
  const open = (await rig.kept()).incidents.find(({ source }) => source === 'RESOURCE_GROUP')!;
  assert.equal(await rig.groups.close(open, 'known', OPERATOR), true);
  assert.equal(await rig.groups.close(open, 'known', OPERATOR), false);
  await pass(rig, 60 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge', 'INCIDENT_RESOLVED edge']);
  await look(rig, 'up', 1, 2);
  await look(rig, 'down', 1, 2);
  await pass(rig, 40 * SECOND);
  assert.deepEqual((await told(rig)).slice(2), ['INCIDENT_CREATED edge'], 'it failed anew');
});

test('a group tells its own channels, and so do members that name none', async () => {
  await using rig = await grouped({ suppressesMembers: false, confirmationDelaySeconds: 0 });
  for (const number of [2, 3]) await rig.store.channels.create(newChannel(number), OPERATOR);
  rig.channelIds = [1, 2, 3].map((number) => newChannel(number).id);
  const own = { ...GROUP, suppressesMembers: false, defaultChannelIds: [newChannel(2).id] };
  await rig.groups.within(rig.store).resourceGroups.update(GROUP.id, () => own, OPERATOR);
  await look(rig, 'down', 1, 2);
  await pass(rig, 40 * SECOND);
  const { deliveries } = await rig.kept();
  assert.deepEqual(
    deliveries.map(({ channelId, message }) => `${message.monitorName} ${channelId}`).toSorted(),
    ['edge', 'shop 1', 'shop 2'].map((name) => `${name} ${newChannel(2).id}`),
  );
});

test('a group that cannot be kept is told of, and tried again', async () => {
  await using rig = await grouped({ confirmationDelaySeconds: 0 });
  const commit = rig.store.resourceGroups.commit.bind(rig.store.resourceGroups);
  let failures = 0;
  Object.assign(rig.store.resourceGroups, {
    commit: (...given: Parameters<typeof commit>) =>
      failures++ < 2 ? Promise.reject(new Error('no disk')) : commit(...given),
  });
  await look(rig, 'down', 1, 2);
  await pass(rig, 5 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge']);
  assert.ok(rig.troubles.length > 0);
});

test('the incident of a group that is deleted ends, and its members are told of', async () => {
  await using rig = await grouped();
  await look(rig, 'down', 1, 2);
  await pass(rig, 40 * SECOND);
  await rig.groups.within(rig.store).resourceGroups.delete(GROUP.id, OPERATOR);
  await pass(rig, 2 * SECOND);
  assert.deepEqual((await told(rig)).filter((one) => !one.includes('edge')).toSorted(), [
    'INCIDENT_CREATED shop 1',
    'INCIDENT_CREATED shop 2',
  ]);
});

test('a group that is changed while the store cannot be read is kept, told of as trouble, and known by the next tick', async () => {
  await using rig = await grouped({ confirmationDelaySeconds: 600 });
  const { resourceGroups } = rig.groups.within(rig.store);
  const members = rig.store.resourceGroups.members.bind(rig.store.resourceGroups);
  Object.assign(rig.store.resourceGroups, { members: () => Promise.reject(new Error('database is locked')) });
  const changed = await resourceGroups.update(GROUP.id, (now) => ({ ...now, confirmationDelaySeconds: 0 }), OPERATOR);
  assert.equal(changed.confirmationDelaySeconds, 0, 'it is on disk, and the answer says so');
  assert.equal(rig.groups.get(GROUP.id)?.group.confirmationDelaySeconds, 600);
  assert.equal(rig.troubles[0]?.message, 'changed resource groups could not be followed');
  await pass(rig, SECOND);
  Object.assign(rig.store.resourceGroups, { members });
  await pass(rig, SECOND);
  assert.equal(rig.groups.get(GROUP.id)?.group.confirmationDelaySeconds, 0);
});

test('a group is judged when something of it has changed or is due, and not each second', async () => {
  await using rig = await grouped();
  /** The seconds of a minute in which there is something to judge, from now on. */
  const judged = async (seconds = 60): Promise<number[]> => {
    const found: number[] = [];
    for (let second = 1; second <= seconds; second++) {
      rig.nowMs += SECOND;
      if (rig.groups.tick()) found.push(second);
      await rig.groups.idle();
    }
    return found;
  };
  await pass(rig, 2 * SECOND);
  assert.deepEqual(await judged(), [], 'nobody is in trouble');
  for (let i = 0; i < 2; i++) {
    rig.nowMs += SECOND;
    await rig.see(
      { monitor: 1, outcome: 'down', slotMs: rig.nowMs },
      { monitor: 2, outcome: 'down', slotMs: rig.nowMs },
    );
  }
  assert.deepEqual(
    await judged(),
    [1, 2, 31, 32],
    'some are, and the group is after its delay; once more after what each time was kept',
  );
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge']);
  rig.groups.changed();
  assert.deepEqual(await judged(), [1], 'other windows last');
  await rig.groups.within(rig.store).resourceGroups.update(GROUP.id, (now) => ({ ...now, name: 'rim' }), OPERATOR);
  assert.deepEqual(await judged(), [1]);
  rig.setClock(60 * SECOND);
  assert.deepEqual(await judged(), [1]);
  rig.groups.delivered({ ...(await rig.kept()).deliveries[0]!, status: 'DELIVERED' });
  assert.deepEqual(await judged(), [1]);
});

test('members follow their groups, also what changed while nobody followed, and are written when they differ only', async () => {
  await using rig = await grouped({ defaultFrequencySeconds: 30 });
  const { monitors, resourceGroups } = rig.groups.within(rig.store);
  const inherits = ['frequencySeconds'] as const;
  const shop = rig.monitors.get(1)!;
  await monitors.update(shop.id, (now) => ({ ...now, inherits }), [], OPERATOR);
  const frequencyOf = async () => (await rig.store.monitors.get(shop.id))?.frequencySeconds;
  assert.equal(await frequencyOf(), 30, 'filled in where it is kept');
  await resourceGroups.update(GROUP.id, (now) => ({ ...now, defaultFrequencySeconds: 45 }), OPERATOR);
  assert.equal(await frequencyOf(), 45);
  assert.equal(rig.recorder.monitorOf(shop.id)?.frequencySeconds, 45, 'whoever looks is told');
  const [version] = (await rig.store.monitors.versions(shop.id, { page: 0, size: 1 })).items;
  assert.equal(version?.snapshot.frequencySeconds, 45, 'it is a version like any other');

  // Not by way of the watch: as if the process had died between the group and its members.
  await rig.store.resourceGroups.update(GROUP.id, (now) => ({ ...now, defaultFrequencySeconds: 90 }), OPERATOR);
  await rig.crash();
  await pass(rig, SECOND);
  assert.equal(await frequencyOf(), 90);
  const generation = rig.recorder.monitorOf(shop.id)?.generation;
  await rig.groups.within(rig.store).resourceGroups.update(GROUP.id, (now) => ({ ...now, description: 'x' }), OPERATOR);
  await rig.crash();
  await pass(rig, 2 * SECOND);
  assert.equal(rig.recorder.monitorOf(shop.id)?.generation, generation);
  assert.deepEqual(rig.troubles, []);
});

test('a member that would name what is not there stays as it is, and keeps no other from following', async () => {
  await using rig = await grouped({});
  const { environments, resourceGroups } = rig.store;
  const variables = { HOST: 'shop.example' };
  const prod = await environments.create({ name: 'Prod', slug: 'prod', variables, isDefault: false }, OPERATOR);
  const [naming, plain] = [rig.monitors.get(1)!, rig.monitors.get(2)!];
  const config = { url: 'https://{{env.HOST}}/', method: 'GET' };
  // As a file brings it, before the group that is to say so.
  const placed = { environmentId: prod.id, inherits: ['environmentId', 'frequencySeconds'] } as const;
  const followed = rig.groups.within(rig.store).monitors;
  await followed.update(naming.id, (now) => ({ ...now, ...placed, config }), [], OPERATOR);
  await followed.update(plain.id, (now) => ({ ...now, inherits: ['frequencySeconds'] }), [], OPERATOR);
  await resourceGroups.update(GROUP.id, (now) => ({ ...now, defaultFrequencySeconds: 90 }), OPERATOR);
  await rig.crash();
  await pass(rig, SECOND);
  const kept = (id: string) => rig.store.monitors.get(id);
  assert.equal((await kept(plain.id))?.frequencySeconds, 90);
  assert.equal((await kept(naming.id))?.environmentId, prod.id);
  await rig.groups
    .within(rig.store)
    .resourceGroups.update(GROUP.id, (now) => ({ ...now, defaultEnvironmentId: prod.id }), OPERATOR);
  assert.equal((await kept(naming.id))?.frequencySeconds, 90, 'it follows as soon as its group says so');
  assert.deepEqual(rig.troubles, []);
});
