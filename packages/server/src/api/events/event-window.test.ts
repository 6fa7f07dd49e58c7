import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { monitorChange } from '../testing/changes.ts';
import { createEventWindow } from './event-window.ts';

const event = monitorChange('m');

test('from any id that is kept come exactly the events after it; from any other comes a reset', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.nat(80), (added, room, asked) => {
      const window = createEventWindow('boot', { events: room, bytes: 1_000_000 });
      const ids = Array.from({ length: added }, () => window.add(event).id);
      const missed = window.since(`boot-${asked}`);
      if (asked > added || asked < added - room) return assert.equal(missed.type, 'reset');
      assert.ok(missed.type === 'events');
      assert.deepEqual(
        missed.events.map(({ id }) => id),
        ids.slice(asked),
      );
    }),
  );
});

test('however large the events, no more is kept than the bound', () => {
  const window = createEventWindow('boot', { events: 1000, bytes: 500 });
  for (let i = 0; i < 100; i++) window.add(event);
  const missed = window.since('boot-99');
  assert.ok(missed.type === 'events' && missed.events.length === 1);
  assert.equal(window.since('boot-90').type, 'reset');
});

test('after a gap nothing before it can be taken up again', () => {
  const window = createEventWindow('boot', { events: 10, bytes: 1000 });
  const { id } = window.add(event);
  window.forget();
  assert.equal(window.since(id).type, 'reset');
  window.add(event);
  assert.equal(window.since(id).type, 'reset');
});
