import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyFromText, newKey, seal, unseal } from './sealing.ts';

test('what is sealed opens with the same key and purpose, and is not among the bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (text, purpose) => {
      const key = newKey();
      const plain = Buffer.from(text.toWellFormed());
      const sealed = seal(key, plain, purpose);
      assert.deepEqual(unseal(key, sealed, purpose), plain);
      if (plain.length >= 8) assert.ok(!Buffer.from(sealed, 'base64').includes(plain));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('another key, another purpose or any changed byte does not open it', () => {
  const key = newKey();
  const sealed = seal(key, Buffer.from('hush'), 'secret 1');
  assert.equal(unseal(newKey(), sealed, 'secret 1'), undefined);
  assert.equal(unseal(key, sealed, 'secret 2'), undefined);
  assert.equal(unseal(key, '', 'secret 1'), undefined);
  const bytes = Buffer.from(sealed, 'base64');
  for (const place of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[place]! ^= 1;
    assert.equal(unseal(key, changed.toString('base64'), 'secret 1'), undefined, String(place));
  }
});

test('the same value sealed twice does not look the same', () => {
  const key = newKey();
  assert.notEqual(seal(key, Buffer.from('hush'), 'x'), seal(key, Buffer.from('hush'), 'x'));
});

test('a text is always the same key, and another text another', () => {
  assert.deepEqual(keyFromText('correct horse'), keyFromText('correct horse'));
  assert.notDeepEqual(keyFromText('correct horse'), keyFromText('correct horsf'));
});
