import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Due, DueQueue } from './due-queue.ts';

test('whatever is set, moved and deleted, the earliest is always at the head', () => {
  const command = fc.record({ entry: fc.nat(19), dueMs: fc.nat(1000), isDeletion: fc.boolean() });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
      const queue = new DueQueue<Due>();
      const entries = Array.from({ length: 20 }, (): Due => ({ dueMs: 0, place: -1 }));
      const model = new Map<number, number>();
      for (const { entry, dueMs, isDeletion } of commands) {
        if (isDeletion) {
          queue.delete(entries[entry]!);
          model.delete(entry);
        } else {
          queue.set(entries[entry]!, dueMs);
          model.set(entry, dueMs);
        }
        assert.equal(queue.size, model.size);
        assert.equal(queue.peek()?.dueMs, model.size > 0 ? Math.min(...model.values()) : undefined);
      }
    }),
  );
});

test('taken out one by one they come in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (instants) => {
      const queue = new DueQueue<Due>();
      for (const dueMs of instants) queue.set({ dueMs: 0, place: -1 }, dueMs);
      const taken: number[] = [];
      for (let head = queue.peek(); head; head = queue.peek()) {
        taken.push(head.dueMs);
        queue.delete(head);
      }
      assert.deepEqual(
        taken,
        instants.toSorted((a, b) => a - b),
      );
    }),
  );
});
