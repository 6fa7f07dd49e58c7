import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordFault } from './password-rules.ts';

const fault = (password: string) => passwordFault(password, { email: 'Ada.Lovelace@shop.test' });

test('a password is long, and none that is guessed first; it need not be of several kinds of characters', () => {
  for (const good of [
    'seven small boats',
    'aaaaaaaaaaab',
    '十二個字的密碼也可以用的喔',
    ' spaces are fine ',
    'x'.repeat(255) + 'y',
  ])
    assert.equal(fault(good), undefined, good);
  for (const [bad, why] of [
    ['', /at least 12 characters, got 0/],
    ['elevenchars', /at least 12 characters, got 11/],
    ['🦊🦊🦊🦊🦊🦊', /at least 12 characters, got 6/],
    [`${'xy'.repeat(128)}z`, /at most 256 characters, got 257/],
    ['ada.lovelace@SHOP.test', /not be the e-mail address/],
    ['Password1234', /guesses first/],
    ['QWERTYUIOP123', /guesses first/],
    ['aaaaaaaaaaaa', /guesses first/],
    ['abcabcabcabc', /guesses first/],
    ['seven small \ud800', /well-formed/],
  ] as const)
    assert.match(fault(bad) ?? 'nothing wrong', why, bad);
});
