import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newMonitor, OPERATOR } from '../../stores/testing/samples.ts';
import { knowRouting } from './known-routing.ts';

test('an environment that is made, renamed or deleted is known at once, and a monitor without one is in the default one', async () => {
  await using opened = await temporaryStore();
  const routing = await knowRouting(opened.store);
  const { store } = routing;
  const monitor = await store.monitors.create(newMonitor(1), [], OPERATOR);
  const environments = () => routing.subjectOf(monitor).environments;
  assert.deepEqual(environments(), []);
  const live = { slug: 'live', name: 'Live', variables: {}, isDefault: true };
  const { id } = await store.environments.create(live, OPERATOR);
  assert.deepEqual(environments(), [id, 'live', 'Live']);
  await store.environments.update('live', { name: 'Production' }, OPERATOR);
  assert.deepEqual(environments(), [id, 'live', 'Production']);
  await store.environments.create({ ...live, slug: 'test', name: 'Test' }, OPERATOR);
  assert.deepEqual(environments()?.slice(1), ['test', 'Test']);
  assert.deepEqual(routing.subjectOf({ ...monitor, environmentId: id }).environments?.slice(1), ['live', 'Production']);
  await store.environments.delete('test', OPERATOR);
  assert.deepEqual(environments(), []);
});
