import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf, shown } from './message.ts';

const throwing = Object.defineProperty({}, 'message', {
  get: () => {
    throw new Error('again');
  },
});

const MESSAGES: readonly (readonly [string, unknown, string])[] = [
  ['an error', new Error('connection refused'), 'connection refused'],
  ['a text', 'no route', 'no route'],
  ['nothing', undefined, 'failed with undefined undefined'],
  ['null', null, 'failed with object null'],
  ['a number', 42, 'failed with number 42'],
  ['a symbol', Symbol('x'), 'failed with symbol Symbol(x)'],
  ['an empty text', '', 'failed without a message'],
  ['an empty error with a code', Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [
    'an error with a cause',
    new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
    'fetch failed: connect ECONNREFUSED',
  ],
  ['an error that names its cause', new Error('a: b', { cause: new Error('b') }), 'a: b'],
  [
    'every address of a name',
    new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')], ''),
    'refused ::1; refused 127.0.0.1',
  ],
  ['an object', { x: 1 }, 'failed with an object'],
  ['what throws when read', throwing, 'failed with something that is not an error'],
  ['what has no prototype', Object.create(null), 'failed with an object'],
  ['several lines', new Error('one\r\n\ttwo\u0000\u202Ethree'), 'one two three'],
  ['a credential', new Error('login with password=hunter2 refused'), 'login with password=*** refused'],
];

for (const [what, thrown, message] of MESSAGES)
  test(`${what} becomes a message`, () => assert.equal(messageOf(thrown), message));

test('an error that is its own cause comes to an end', () => {
  const error = new Error('round');
  error.cause = new Error('and', { cause: error });
  assert.equal(messageOf(error), 'round: and: round: and');
});

test('a message has at most 300 characters, and no half of one', () => {
  assert.equal(shown('x'.repeat(1_000)).length, 300);
  const emoji = shown(`a${'😀'.repeat(400)}`);
  assert.ok(emoji.isWellFormed() && emoji.length <= 300);
});
