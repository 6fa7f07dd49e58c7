import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base32, makeTotpSecret, stepOfCode, totpCode, totpUri } from './totp.ts';

/** The key of RFC 6238, appendix B. */
const SECRET = Buffer.from('12345678901234567890');

test('codes are those of RFC 6238, appendix B, in six digits', () => {
  const seconds: readonly (readonly [number, string])[] = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ];
  for (const [at, code] of seconds) assert.equal(totpCode(SECRET, at * 1000), code, String(at));
});

test('a code holds one step before and after its own, and no further', () => {
  const atMs = 1_700_000_010_000;
  const found = [-2, -1, 0, 1, 2].map((away) =>
    stepOfCode(SECRET, totpCode(SECRET, atMs), { nowMs: atMs + away * 30_000, lastStep: 0 }),
  );
  const step = Math.floor(atMs / 30_000);
  assert.deepEqual(found, [undefined, step, step, step, undefined]);
});

test('a code that was used holds no more, nor does one before it', () => {
  const nowMs = 1_700_000_010_000;
  const step = Math.floor(nowMs / 30_000);
  const used = { nowMs, lastStep: step };
  assert.equal(stepOfCode(SECRET, totpCode(SECRET, nowMs), used), undefined);
  assert.equal(stepOfCode(SECRET, totpCode(SECRET, nowMs - 30_000), used), undefined);
  assert.equal(stepOfCode(SECRET, totpCode(SECRET, nowMs + 30_000), used), step + 1);
});

test('whatever else is typed is no code', () => {
  const nowMs = 1_700_000_010_000;
  const right = totpCode(SECRET, nowMs);
  const near = new Set([-1, 0, 1].map((away) => totpCode(SECRET, nowMs + away * 30_000)));
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (typed) => {
      fc.pre(!near.has(typed.replaceAll(/\s/g, '')));
      return stepOfCode(SECRET, typed, { nowMs, lastStep: 0 }) === undefined;
    }),
  );
  assert.ok(stepOfCode(SECRET, `${right.slice(0, 3)} ${right.slice(3)}`, { nowMs, lastStep: 0 }));
});

test('the secret is written as RFC 4648 does, and the address names whose it is', () => {
  assert.deepEqual(
    ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text))),
    ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'],
  );
  assert.equal(
    totpUri(SECRET, { issuer: 'Shop & Co', account: 'ada@shop.test' }),
    'otpauth://totp/Shop%20%26%20Co:ada%40shop.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop%20%26%20Co&algorithm=SHA1&digits=6&period=30',
  );
  assert.equal(makeTotpSecret().length, 20);
});
