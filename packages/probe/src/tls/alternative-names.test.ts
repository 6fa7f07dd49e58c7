import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alternativeNames } from './alternative-names.ts';

test('names and addresses stand as they are, other kinds with their kind', () => {
  assert.deepEqual(alternativeNames('DNS:a.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, URI:x:y'), [
    'a.example',
    '127.0.0.1',
    '0:0:0:0:0:0:0:1',
    'URI:x:y',
  ]);
  assert.deepEqual(alternativeNames(undefined), []);
  assert.deepEqual(alternativeNames(''), []);
});

test('a name that pretends to be two stays one', () => {
  assert.deepEqual(alternativeNames('DNS:"a.example, DNS:evil.example", DNS:"quo\\"te"'), [
    'a.example, DNS:evil.example',
    'quo"te',
  ]);
});

test('no text whatsoever makes it throw or hang', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(alternativeNames(`DNS:"${text}`))));
});
