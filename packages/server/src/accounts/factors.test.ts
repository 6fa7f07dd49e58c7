import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf } from './factors.ts';

test('a password is enough until the account asks for more, and then one of what it asks for is', () => {
  assert.deepEqual(standingOf(['password'], []), { state: 'signed_in', secondFactors: [] });
  const enrolled = ['totp', 'recovery'] as const;
  assert.deepEqual(standingOf(['password'], enrolled), { state: 'second_factor', secondFactors: enrolled });
  assert.deepEqual(standingOf(['password', 'recovery'], enrolled), { state: 'signed_in', secondFactors: [] });
  assert.equal(standingOf(['password', 'passkey'], enrolled).state, 'second_factor');
});
