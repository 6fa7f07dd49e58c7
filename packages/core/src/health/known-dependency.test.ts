import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportedDependency } from './dependency.ts';
import { followDependencies, isOtherwise, type KnownDependency } from './known-dependency.ts';

const up = (name: string, more: Partial<ReportedDependency> = {}): ReportedDependency => ({
  name,
  status: 'up',
  ...more,
});

function follow(...documents: readonly (readonly ReportedDependency[])[]): readonly KnownDependency[] {
  return documents.reduce<readonly KnownDependency[]>(
    (known, dependencies, at) => followDependencies(known, { dependencies }, (at + 1) * 1000),
    [],
  );
}

test('it is known since when each is as it is', () => {
  const known = follow(
    [up('db')],
    [up('db', { latencyMs: 2 })],
    [up('db', { status: 'down', message: 'refused' })],
    [up('db', { status: 'down' })],
  );
  assert.deepEqual(known, [{ name: 'db', status: 'down', sinceMs: 3000, firstSeenMs: 1000, lastSeenMs: 4000 }]);
});

test('one that disappears from the document is missing since then, and comes back', () => {
  const [db] = follow([up('db', { latencyMs: 2 }), up('redis')], [up('redis')], [up('redis')]);
  assert.deepEqual(db, { name: 'db', status: 'missing', sinceMs: 2000, firstSeenMs: 1000, lastSeenMs: 1000 });
  const [again] = follow([up('db'), up('redis')], [up('redis')], [up('db')]);
  assert.deepEqual([again!.status, again!.sinceMs, again!.firstSeenMs], ['up', 3000, 1000]);
});

test('what could not be read, or was cut, makes none missing', () => {
  const known = follow([up('db')]);
  assert.equal(followDependencies(known, { dependencies: [], problem: 'it is not JSON' }, 2000), known);
  const cut = followDependencies(known, { dependencies: [up('redis')], dependenciesTotal: 80 }, 2000);
  assert.deepEqual(
    cut.map(({ name, status }) => `${name} ${status}`),
    ['db up', 'redis up'],
  );
});

test('a target that names others in every look is bounded', () => {
  const documents = Array.from({ length: 300 }, (_, n) => [up('db'), up(`pod-${n}`)]);
  const known = follow(...documents);
  assert.equal(known.length, 100);
  assert.equal(known[0]!.name, 'db');
  assert.equal(known.at(-1)!.name, 'pod-299');
});

test('latency and words are no change, status and names are', () => {
  const known = follow([up('db', { latencyMs: 1 })]);
  const next = (...dependencies: ReportedDependency[]): boolean =>
    isOtherwise(known, followDependencies(known, { dependencies }, 2000));
  assert.equal(next(up('db', { latencyMs: 9, message: 'slow' })), false);
  assert.equal(next(up('db', { status: 'degraded' })), true);
  assert.equal(next(up('db'), up('redis')), true);
  assert.equal(next(), true);
});
