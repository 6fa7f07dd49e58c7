import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newMonitor, OPERATOR } from '../testing/samples.ts';
import { temporaryStore } from './testing/temporary-store.ts';

test('a change is told once, when it can be read; one that is rolled back is not told, nor with the next one', async () => {
  const told: string[] = [];
  const found: Promise<unknown>[] = [];
  await using opened = await temporaryStore({
    onChange: ({ action, resourceId, actor }) => {
      told.push(`${action} ${resourceId} ${actor}`);
      found.push(opened.store.monitors.get(resourceId));
    },
  });
  const { monitors } = opened.store;
  const create = (number: number, name: string) =>
    ({ type: 'create', monitor: newMonitor(number, { name }), newTags: [] }) as const;
  await assert.rejects(monitors.changeMany([create(1, 'one'), create(2, 'one')], OPERATOR), { code: 'duplicate_name' });
  assert.deepEqual(told, []);
  const [first, second] = await monitors.changeMany([create(3, 'three'), create(4, 'four')], OPERATOR);
  await monitors.update(first!.id, (current) => current, [], OPERATOR);
  assert.deepEqual(told, [
    `monitor.created ${first!.id} ${OPERATOR.name}`,
    `monitor.created ${second!.id} ${OPERATOR.name}`,
  ]);
  assert.deepEqual(await Promise.all(found), [first, second]);
});
