import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedFields } from './changed-fields.ts';

test('only what differs is shown, inside of others by its path', () => {
  const before = { name: 'shop', config: { url: 'https://a.test', headers: { a: '1' } }, tags: ['x'], same: 3 };
  const after = { name: 'shop', config: { url: 'https://b.test', headers: { a: '1' } }, tags: ['x', 'y'], same: 3 };
  assert.deepEqual(changedFields(before, after), [
    { field: 'config.url', before: 'https://a.test', after: 'https://b.test' },
    { field: 'tags', before: '["x"]', after: '["x","y"]' },
  ]);
});

test('what is new has no before, what is gone no after, and null is nothing', () => {
  assert.deepEqual(changedFields(null, { name: 'shop', reason: null }), [
    { field: 'name', before: undefined, after: 'shop' },
  ]);
  assert.deepEqual(changedFields({ name: 'shop' }, null), [{ field: 'name', before: 'shop', after: undefined }]);
});
