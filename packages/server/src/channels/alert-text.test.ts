import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertLines, composeAlert } from './alert-text.ts';
import { contextFor, opening } from './testing/alerts.ts';

test('an alert says in one note how many monitors depend on what it is of', () => {
  const notesOf = (change: Parameters<typeof opening>[0]) => composeAlert(opening(change), contextFor()).notes;
  assert.deepEqual(notesOf({}), []);
  assert.deepEqual(notesOf({ behind: 2800 }), [
    '2,800 monitors depend on it, and no alert is sent for what fails behind it.',
  ]);
  assert.deepEqual(notesOf({ behind: 1, severity: 'DEGRADED' }), ['1 monitor depends on it.']);
  const lines = alertLines(composeAlert(opening({ behind: 2 }), contextFor()));
  assert.ok(lines.includes('2 monitors depend on it, and no alert is sent for what fails behind it.'));
});
