import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInSearch } from '../sign-in/sign-in-search.ts';
import { isFiltered, listQuery, monitorsSearch } from './monitors-search.ts';

test('what an address asks for is what the list shows; what it cannot mean is left out', () => {
  assert.deepEqual(monitorsSearch({ search: 42, status: 'down', tag: 'eu', sort: 'name,asc' }), {
    search: '42',
    status: 'down',
    tag: 'eu',
  });
  assert.deepEqual(monitorsSearch({ status: 'sideways', sort: 'id; drop', search: '', tag: ['a'] }), {});
  assert.deepEqual(listQuery({ status: 'up', sort: 'createdAt,desc' }), { status: 'up', sort: ['createdAt,desc'] });
  assert.equal(isFiltered({ sort: 'type,asc' }), false);
});

test('signing in leads back to a page of ours, and nowhere else', () => {
  assert.equal(signInSearch({ to: '/monitors?tag=eu' }).to, '/monitors?tag=eu');
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 7])
    assert.deepEqual(signInSearch({ to }), {}, String(to));
});
