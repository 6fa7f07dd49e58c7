import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOf } from './incident-text.ts';

const message = 'The status code is not one of those expected: expected 2xx, got 503';
const failure = { class: 'status', code: 'status.unexpected', message, phase: null } as const;

test('an incident is worded by its failure, otherwise by its title', () => {
  assert.equal(reasonOf({ failure, title: 'shop is down in local', isFlapping: false }), message);
  assert.equal(reasonOf({ failure: null, title: 'Payments are slow', isFlapping: false }), 'Payments are slow');
  assert.equal(reasonOf({ failure: null, title: null, isFlapping: false }), '-');
});

test('one that flaps says so, because its monitor may be up just now', () => {
  const reason = reasonOf({ failure, title: 'shop is down in local', isFlapping: true });
  assert.equal(reason, `it comes and goes (flapping), the last time: ${message}`);
});
