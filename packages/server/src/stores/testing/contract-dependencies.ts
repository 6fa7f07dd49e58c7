/** What a store promises of monitors that depend on others. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PARENTS_MAX } from '@upwatch/core';
import type { NewMonitor } from '../port.ts';
import { type OpenStore, refusal } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId } from './samples.ts';

const on = (...numbers: readonly number[]): Partial<NewMonitor> => ({ dependsOn: numbers.map(sampleId) });

export function dependencyPromises(open: OpenStore): void {
  describe('dependencies', () => {
    test('what a monitor depends on is read as it was said, in its order, also after a restart', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      for (const number of [1, 2]) await monitors.create(newMonitor(number), [], OPERATOR);
      const made = await monitors.create(newMonitor(3, on(2, 1)), [], OPERATOR);
      assert.deepEqual(made.dependsOn, [sampleId(2), sampleId(1)]);
      const store = await opened.reopen();
      assert.deepEqual(await store.monitors.get(made.id), made);
      const changed = await store.monitors.update(made.id, (now) => ({ ...now, ...on(1) }), [], OPERATOR);
      assert.deepEqual(changed.dependsOn, [sampleId(1)]);
      const free = await store.monitors.update(made.id, (now) => ({ ...now, dependsOn: [] }), [], OPERATOR);
      assert.equal('dependsOn' in free, false);
      assert.deepEqual(await store.monitors.get(made.id), free);
    });

    test('an unknown monitor, too many of them, and a circle are refused, and nothing is changed', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      await assert.rejects(monitors.create(newMonitor(1, on(9)), [], OPERATOR), {
        ...refusal('not_found'),
        field: 'dependsOn[0]',
      });
      for (let number = 1; number <= PARENTS_MAX + 1; number++) {
        await monitors.create(newMonitor(number, number > 1 && number < 4 ? on(number - 1) : {}), [], OPERATOR);
      }
      const circle = monitors.update(sampleId(1), (now) => ({ ...now, ...on(4, 3) }), [], OPERATOR);
      await assert.rejects(circle, {
        ...refusal('conflict'),
        message: 'dependsOn must not lead back to the monitor itself, got "shop 1" on "shop 3" on "shop 2" on "shop 1"',
      });
      await assert.rejects(
        monitors.update(sampleId(1), (now) => ({ ...now, ...on(1) }), [], OPERATOR),
        refusal('conflict'),
      );
      const everything = on(...Array.from({ length: PARENTS_MAX + 1 }, (_, i) => i + 1));
      await assert.rejects(monitors.create(newMonitor(99, everything), [], OPERATOR), refusal('conflict'));
      assert.equal((await monitors.get(sampleId(1)))?.dependsOn, undefined);
      assert.equal(await monitors.get(sampleId(99)), undefined);
    });

    test('a monitor that is deleted is gone from what depended on it', async () => {
      await using opened = await open();
      const { monitors } = opened.store;
      for (const number of [1, 2]) await monitors.create(newMonitor(number), [], OPERATOR);
      const made = await monitors.create(newMonitor(3, on(1, 2)), [], OPERATOR);
      await monitors.delete(sampleId(1), OPERATOR);
      assert.deepEqual((await monitors.get(made.id))?.dependsOn, [sampleId(2)]);
      await monitors.delete(made.id, OPERATOR);
      assert.ok(await monitors.get(sampleId(2)));
    });
  });
}
