/** The dashboard knows no package of ours but the SDK, so what it says of codes is held against the table of codes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_CODES, failure, sentenceOf } from '@upwatch/core';
import { german } from '../../packages/dashboard/src/language/de/index.ts';
import { english } from '../../packages/dashboard/src/language/en/index.ts';

test('every failure code has its sentence in the catalogue, in English word for word as the API says it', () => {
  const { because: _, expected: __, ...sentences } = english.failures;
  assert.deepEqual(sentences, Object.fromEntries(FAILURE_CODES.map((code) => [code, sentenceOf(code)])));
  const said = FAILURE_CODES.filter((code) => german.failures[code] === sentenceOf(code));
  assert.deepEqual(said, [], 'in German it is not left English');
});

test('what a failure adds to its sentence is told apart from it', () => {
  const { because } = english.failures;
  for (const code of FAILURE_CODES) {
    const stem = sentenceOf(code).replace(/\.$/, '');
    const whole = because.replace('{sentence}', stem).replace('{detail}', 'a and b');
    assert.equal(failure(code, 'a and b').message, whole);
  }
});
