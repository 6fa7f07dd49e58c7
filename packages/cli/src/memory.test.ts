import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSavingAt } from './memory.ts';

test('memory is saved while little is to be done, and time when much is', () => {
  for (const isSaving of [false, true]) {
    assert.equal(isSavingAt(0.05, isSaving), true);
    assert.equal(isSavingAt(0.12, isSaving), false);
  }
});

test('a load between little and much leaves it as it is', () => {
  assert.equal(isSavingAt(0.09, true), true);
  assert.equal(isSavingAt(0.09, false), false);
});
