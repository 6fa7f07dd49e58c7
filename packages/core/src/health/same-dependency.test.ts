import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dependencyKey, type Follower, SAME_WITHIN_MS, sameDependencyHold, type ToldCause } from './same-dependency.ts';

const REFUSED = { name: 'database', message: 'connect ECONNREFUSED 10.0.0.5:5432 after 12 ms' };
const NOW = 1_000_000_000;
const told: ToldCause = { monitorName: 'checkout', keys: new Set([dependencyKey(REFUSED)]), sinceMs: NOW - 60_000 };
const follower: Follower = {
  dependencies: [REFUSED],
  sinceMs: NOW - 30_000,
  frequencySeconds: 60,
  failingMs: NOW - 1000,
};

function isHeld(change: Partial<Follower>, of: Partial<ToldCause> = {}): boolean {
  return sameDependencyHold({ ...follower, ...change }, { ...told, ...of }, NOW) !== undefined;
}

test('the same is told by the name and by what is said of it, whatever differs in every look', () => {
  const same = (message: string, name = 'database'): boolean =>
    dependencyKey({ name, message }) === dependencyKey(REFUSED);
  assert.ok(same('connect ECONNREFUSED 10.0.0.5:5432 after 2031 ms', 'Database'));
  assert.ok(same('connect  econnrefused 10.0.0.5:5432 after 1.5s'));
  assert.ok(!same('connect ECONNREFUSED 10.0.0.6:5432 after 12 ms'));
  assert.ok(!same('connect ECONNREFUSED 10.0.0.5:5433 after 12 ms'));
  assert.ok(!same('password authentication failed'));
  assert.ok(!same(REFUSED.message, 'redis'));
  const at = (time: string): string => dependencyKey({ name: 'db', message: `gone since ${time}` });
  assert.equal(at('2026-01-01T00:00:00Z'), at('2026-01-02T03:04:05.678Z'));
});

test('what is told with another monitor is not told again, and it is said why', () => {
  const hold = sameDependencyHold(follower, told, NOW);
  assert.deepEqual(hold, {
    because: 'same-cause',
    what: 'database has failed for checkout as well, and that is told',
  });
});

test('what the other does not name is told', () => {
  assert.ok(!isHeld({ dependencies: [REFUSED, { name: 'redis' }] }));
  assert.ok(!isHeld({ dependencies: [{ name: 'database' }] }));
});

test('what began much earlier or later is another outage', () => {
  assert.ok(isHeld({ sinceMs: told.sinceMs + SAME_WITHIN_MS }));
  assert.ok(!isHeld({ sinceMs: told.sinceMs + SAME_WITHIN_MS + 1 }));
});

test('when the one that was told is well again the others are given a look, and told if that fails', () => {
  assert.ok(isHeld({ failingMs: NOW - 2000 }, { endedAtMs: NOW - 1000 }));
  assert.ok(!isHeld({ failingMs: NOW - 500 }, { endedAtMs: NOW - 1000 }));
  assert.ok(isHeld({ failingMs: NOW - 181_000 }, { endedAtMs: NOW - 179_000 }));
  assert.ok(!isHeld({ failingMs: NOW - 181_000 }, { endedAtMs: NOW - 180_000 }));
});
