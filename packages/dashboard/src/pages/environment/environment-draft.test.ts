import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf } from './environment-draft.ts';

test('a name suggests a short name that the server takes', () => {
  const pairs = { 'Staging (EU)': 'staging-eu', '  Prod ': 'prod', 'Büro 2': 'bu-ro-2', 生产: '', _x_: 'x_' };
  for (const [name, slug] of Object.entries(pairs)) {
    assert.equal(slugOf(name), slug, name);
    assert.match(slugOf(name), /^([a-z0-9][a-z0-9_-]*)?$/);
  }
  assert.equal(slugOf('a'.repeat(300)).length, 100);
});
