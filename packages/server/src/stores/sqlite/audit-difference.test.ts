import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, hiddenChange, hiding, maskWhole, maskingConfig } from './audit-difference.ts';

test('only what differs is kept, down to the members of members', () => {
  const before = { name: 'shop', policy: { failures: 2, quorum: 1 }, tags: ['a'], gone: 1 };
  const after = { name: 'shop', policy: { failures: 3, quorum: 1 }, tags: ['a', 'b'], came: 1 };
  assert.deepEqual(differenceOf({ before, after }), {
    before: { policy: { failures: 2 }, tags: ['a'], gone: 1, came: null },
    after: { policy: { failures: 3 }, tags: ['a', 'b'], gone: null, came: 1 },
  });
  assert.deepEqual(differenceOf({ before, after: before }), {});
  assert.deepEqual(differenceOf({ after: { name: 'shop' } }), { after: { name: 'shop' } });
  assert.deepEqual(differenceOf({ before: { name: 'shop' } }), { before: { name: 'shop' } });
});

test('a secret that changed is said to have changed, and is not said', () => {
  const mask = hiding('password');
  const changed = differenceOf({ before: { user: 'a', password: 'old' }, after: { user: 'a', password: 'new' }, mask });
  assert.deepEqual(changed, { before: { password: '••••' }, after: { password: '••••' } });
  assert.deepEqual(differenceOf(hiddenChange('value')), { before: { value: '••••' }, after: { value: '••••' } });
  assert.deepEqual(maskWhole({ a: ['x', 7, null, true], b: { c: 'y' } }), {
    a: ['••••', '••••', null, true],
    b: { c: '••••' },
  });
  const settings = maskingConfig(() => ({ masked: true }));
  assert.deepEqual(settings({ name: 'x', config: { a: 1 } }), { name: 'x', config: { masked: true } });
  assert.deepEqual(settings({ config: null }), { config: null });
});

test('a line holds no more than it may, however large the change', () => {
  const large = {
    text: 'x'.repeat(100_000),
    list: Array.from({ length: 5000 }, (_, place) => place),
    texts: Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`v${place}`, 'y'.repeat(900)])),
    small: 'kept',
  };
  const { after } = differenceOf({ after: large });
  assert.ok(JSON.stringify(after).length < 20_000);
  assert.equal(after!['small'], 'kept');
  assert.match(JSON.stringify(after!['text']), /^"x{1000}… \(100000 characters\)"$/);
  assert.equal((after!['list'] as unknown[]).at(-1), '… (5000 in all)');
  assert.match(JSON.stringify(after!['texts']), /^"… \(\d+ characters\)"$/);
});
