import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, fieldsOf } from './fields.ts';
import { CHECK_TYPE_SCHEMAS } from './generated/monitor-schemas.ts';
import { emptyOf, givenIn, pathText, valueAt, variantOf, withValue } from './values.ts';

test('a value is put at its path without changing what was there', () => {
  const before = { config: { url: 'a', steps: [{ send: 'x' }] } };
  const frozen = structuredClone(before);
  const table: readonly (readonly [path: readonly (string | number)[], next: unknown, after: unknown])[] = [
    [['config', 'url'], 'b', { config: { url: 'b', steps: [{ send: 'x' }] } }],
    [['config', 'steps', 0, 'send'], 'y', { config: { url: 'a', steps: [{ send: 'y' }] } }],
    [['config', 'steps', 1], { expect: 'z' }, { config: { url: 'a', steps: [{ send: 'x' }, { expect: 'z' }] } }],
    [['config', 'retry', 'attemptsMax'], 1, { config: { ...before.config, retry: { attemptsMax: 1 } } }],
    [['config', 'url'], undefined, { config: { steps: [{ send: 'x' }] } }],
    [['config', 'steps', 0], undefined, { config: { url: 'a', steps: [] } }],
    [['name'], 'shop', { ...before, name: 'shop' }],
  ];
  for (const [path, next, after] of table) assert.deepEqual(withValue(before, path, next), after, pathText(path));
  assert.deepEqual(before, frozen);
});

test('what is taken out of a list is one thing: the others move up', () => {
  assert.deepEqual(withValue({ to: ['a', 'b', 'c'] }, ['to', 0], undefined), { to: ['b', 'c'] });
});

test('a path reads as the server writes it', () => {
  assert.equal(pathText(['assertions', 0, 'config', 'type']), 'assertions[0].config.type');
  assert.equal(pathText([]), '');
  assert.equal(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b']), 1);
  assert.equal(valueAt({ a: null }, ['a', 'b']), undefined);
});

test('what is chosen begins with what it cannot do without', () => {
  const auth = fieldsOf(CHECK_TYPE_SCHEMAS['HTTP']!).find(({ name }) => name === 'auth')!;
  assert.ok(auth.type === 'union');
  assert.deepEqual(
    auth.variants.map(({ field }) => emptyOf(field)),
    [
      { type: 'basic', username: '', password: '' },
      { type: 'bearer', token: '' },
    ],
  );
  assert.equal(variantOf(auth, { type: 'bearer', token: 'x' }), 'bearer');
  assert.equal(variantOf(auth, null), undefined);
  const tls = fieldsOf(CHECK_TYPE_SCHEMAS['TCP']!).find(({ name }) => name === 'tls')!;
  assert.ok(tls.type === 'union');
  assert.deepEqual([variantOf(tls, true), variantOf(tls, {})], ['boolean', 'object']);
  assert.equal(emptyOf(fieldOf({ type: 'integer', minimum: 5 }, { name: 'n', isRequired: true })), 5);
});

test('null counts as not given, as the server takes it', () => {
  const fields = fieldsOf(CHECK_TYPE_SCHEMAS['ICMP']!);
  assert.equal(givenIn(fields, { host: 'a', packetCount: null, timeoutMs: 500 }), 2);
});
