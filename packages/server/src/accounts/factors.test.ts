import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Enrolment } from '../stores/port.ts';
import { standingOf } from './factors.ts';

const NOTHING: Enrolment = { hasTotp: false, hasPasskey: false, recoveryCodesLeft: 0, isDemanded: false };

test('a password is enough until the account asks for more, and then one of what it asks for is', () => {
  assert.deepEqual(standingOf(['password'], NOTHING), { state: 'signed_in', secondFactors: [] });
  const enrolled = { ...NOTHING, hasTotp: true, recoveryCodesLeft: 3 };
  assert.deepEqual(standingOf(['password'], enrolled), {
    state: 'second_factor',
    secondFactors: ['totp', 'recovery'],
  });
  for (const factor of ['totp', 'recovery', 'passkey'] as const)
    assert.deepEqual(standingOf(['password', factor], enrolled), { state: 'signed_in', secondFactors: [] }, factor);
});

test('a single sign-on is one factor, unless the provider says that it was more', () => {
  const enrolled = { ...NOTHING, hasTotp: true };
  assert.equal(standingOf(['oidc'], enrolled).state, 'second_factor');
  assert.equal(standingOf(['oidc', 'mfa'], enrolled).state, 'signed_in');
});

test('a passkey asks for nothing by itself, and is asked for where a second factor is demanded of everybody', () => {
  const enrolled = { ...NOTHING, hasPasskey: true };
  assert.equal(standingOf(['password'], enrolled).state, 'signed_in');
  assert.deepEqual(standingOf(['password'], { ...enrolled, isDemanded: true }), {
    state: 'second_factor',
    secondFactors: ['passkey'],
  });
});

test('whoever has none where one is demanded is to set one up', () => {
  assert.deepEqual(standingOf(['password'], { ...NOTHING, isDemanded: true }), {
    state: 'second_factor',
    secondFactors: [],
  });
});
