import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Challenges } from './challenges.ts';

function begun() {
  let nowMs = 1000.5;
  const challenges = new Challenges({ monotonic: () => nowMs });
  return { challenges, pass: (ms: number) => void (nowMs += ms) };
}

test('a challenge holds for five minutes, for its purpose, once', () => {
  const { challenges, pass } = begun();
  const text = challenges.make('sign in').toString('base64url');
  assert.equal(challenges.holds(text, 'register'), false);
  assert.equal(challenges.use(text, 'register'), false);
  pass(299_999);
  assert.equal(challenges.holds(text, 'sign in'), true);
  assert.deepEqual([challenges.use(text, 'sign in'), challenges.use(text, 'sign in')], [true, false]);
  const late = challenges.make('sign in').toString('base64url');
  pass(300_000);
  assert.equal(challenges.use(late, 'sign in'), false);
});

test('one of another process, or changed anywhere, is none', () => {
  const { challenges } = begun();
  const bytes = challenges.make('sign in');
  assert.equal(begun().challenges.use(bytes.toString('base64url'), 'sign in'), false);
  for (const place of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[place]! ^= 1;
    assert.equal(challenges.use(changed.toString('base64url'), 'sign in'), false, String(place));
  }
  for (const text of ['', 'AAAA', `${bytes.toString('base64url')}AAAA`, '💥'])
    assert.equal(challenges.use(text, 'sign in'), false, text);
});

test('spelled in another way it is still the same one', () => {
  const { challenges } = begun();
  const bytes = challenges.make('sign in');
  assert.equal(challenges.use(bytes.toString('base64url'), 'sign in'), true);
  assert.equal(challenges.use(bytes.toString('base64'), 'sign in'), false);
});
