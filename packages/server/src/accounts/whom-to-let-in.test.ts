import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignInProvider } from '../settings/sign-in-providers.ts';
import { whomToLetIn } from './whom-to-let-in.ts';

const CLAIMS = { subject: 's', email: 'ada@shop.test', isEmailVerified: true, name: 'Ada', groups: [] };
const NOBODY = { linked: undefined, named: undefined, signedIn: undefined, isSetupOpen: false };

test('a domain is the whole of what stands behind the last @, and no end of another', () => {
  const provider = { makesMembers: true, role: 'VIEWER', domains: ['shop.test'] } as unknown as SignInProvider;
  for (const [email, isLetIn] of [
    ['ada@shop.test', true],
    ['ada@SHOP.test', true],
    ['ada@evilshop.test', false],
    ['ada@sub.shop.test', false],
    ['ada@shop.test@evil.example', false],
    ['ada@shop.test.evil.example', false],
  ] as const) {
    const { type } = whomToLetIn({ ...CLAIMS, email }, provider, NOBODY);
    assert.equal(type, isLetIn ? 'make' : 'refuse', email);
  }
});
