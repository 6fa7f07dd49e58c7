import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPasswordHasher, KNOWN } from './password-hash.ts';

test('a password is kept as Argon2id with the parameters of OWASP, each with a salt of its own, and verified', async () => {
  const hasher = createPasswordHasher();
  const [one, other] = [await hasher.hash('seven small boats'), await hasher.hash('seven small boats')];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(one, other);
  assert.equal(await hasher.verify('seven small boats', one), true);
  assert.equal(await hasher.verify('seven small boat', one), false);
  assert.equal(await hasher.verify('', one), false);
});

test('however a letter is composed, it is the same password', async () => {
  const hasher = createPasswordHasher();
  const kept = await hasher.hash('caf\u00e9 at the harbour');
  assert.equal(await hasher.verify('cafe\u0301 at the harbour', kept), true);
});

test('one that was kept with other parameters is verified with those', async () => {
  const hasher = createPasswordHasher();
  // Made by the reference implementation of RFC 9106's authors: argon2 somesalt -id -t 2 -k 256 -p 1 -l 32
  const kept = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
  assert.equal(await hasher.verify('password', kept), true);
  assert.equal(await hasher.verify('differentpassword', kept), false);
});

test('where there is nothing to compare with, nothing fits', async () => {
  assert.equal(await createPasswordHasher().verify('seven small boats', undefined), false);
});

test('a flood of strangers is told that we are busy, and does not keep those waiting who were here before', async () => {
  const hasher = createPasswordHasher();
  const kept = await hasher.hash('seven small boats');
  const done: string[] = [];
  const strangers = Array.from({ length: 100 }, async () => {
    await hasher.verify('guess', kept);
    done.push('stranger');
  });
  const known = hasher.verify('seven small boats', kept, KNOWN).then((isRight) => done.push(`known ${isRight}`));
  const outcomes = await Promise.allSettled(strangers);
  await known;
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  assert.equal(refused.length, 84, 'one is at work, and fifteen wait behind who is known');
  assert.ok(refused.every((one) => one.status === 'rejected' && one.reason.code === 'BUSY'));
  assert.deepEqual(done.slice(0, 2), ['stranger', 'known true']);
});
