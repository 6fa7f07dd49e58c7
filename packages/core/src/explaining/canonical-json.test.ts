import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

test('equal values have one text, whatever the order their members were written in', () => {
  assert.equal(canonicalJson({ b: 1, a: [true, { d: null, c: 'x' }] }), '{"a":[true,{"c":"x","d":null}],"b":1}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      assert.equal(canonicalJson(reversed), canonicalJson(value));
    }),
  );
});
