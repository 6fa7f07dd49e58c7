import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PostResult } from './post-json.ts';
import { answerOutcome, jsonAnswerOf, numberIn, objectIn, type ProviderDialect, textIn } from './provider-answer.ts';

const NOW_MS = Date.UTC(2026, 10, 21);
const dialect: ProviderDialect = {
  name: 'Acme',
  takenText: 'ok',
  isTaken: (answer) => answer['done'] === true,
  read: (answer) => ({
    error: textIn(answer, 'error'),
    retryAfterMs: numberIn(answer, 'wait'),
    externalId: textIn(answer, 'id'),
  }),
};
const answered = (statusCode: number, body: string, rest: Partial<Extract<PostResult, { type: 'answer' }>> = {}) =>
  answerOutcome({ type: 'answer', statusCode, body, bodyEnd: 'whole', ...rest }, NOW_MS, dialect);

test('a 2xx is sent when its body says so, or says nothing', () => {
  assert.deepEqual(answered(200, '{"done":true,"id":"a1"}'), {
    type: 'sent',
    statusCode: 200,
    responseExcerpt: '{"done":true,"id":"a1"}',
    externalId: 'a1',
  });
  for (const body of ['', ' \n', 'ok', 'ok\n', '{"done":true}']) assert.equal(answered(202, body).type, 'sent', body);
});

test('a 2xx that says otherwise is refused, with the words of the provider', () => {
  assert.deepEqual(answered(200, '{"done":false,"error":"no\\nsuch room"}'), {
    type: 'reject',
    reason: 'Acme answered 200, but not that it has the message ("no such room")',
    statusCode: 200,
    responseExcerpt: '{"done":false,"error":"no\\nsuch room"}',
  });
  for (const body of ['<html>', '[]', 'null', '7', '"ok"', 'okay'])
    assert.equal(answered(200, body).type, 'reject', body);
});

test('a 2xx whose body broke off is asked again, unless it had said enough', () => {
  for (const body of ['', '{"done":tr', '<html'])
    assert.equal(answered(200, body, { bodyEnd: 'broken' }).type, 'retry', body);
  assert.equal(answered(200, '{"done":true}', { bodyEnd: 'broken' }).type, 'sent');
});

test('of two waits that a provider asks for, the longer one counts', () => {
  const waits = (body: string, retryAfter?: string) => {
    const outcome = answered(429, body, retryAfter === undefined ? {} : { retryAfter });
    return outcome.type === 'retry' && outcome.retryAfterMs;
  };
  assert.equal(waits('{"wait":5000}'), 5_000);
  assert.equal(waits('{"wait":5000}', '9'), 9_000);
  assert.equal(waits('{"wait":5000}', '1'), 5_000);
  assert.equal(waits('{"wait":"soon"}', '1'), 1_000);
  assert.equal(waits('<html>'), undefined);
});

test('an error keeps what the status means, and its words are one line of bounded length', () => {
  const outcome = answered(404, JSON.stringify({ error: `a\r\nb${'c'.repeat(1_000)}` }));
  assert.equal(outcome.type, 'reject');
  const reason = outcome.type === 'reject' ? outcome.reason : '';
  assert.match(reason, /^the provider answered 404: nothing takes messages at this URL \("a bc+… \(\+\d+\)"\)$/);
  assert.ok(reason.length < 400);
  const none = answerOutcome({ type: 'none', reason: 'no answer' }, NOW_MS, dialect);
  assert.deepEqual(none, { type: 'retry', reason: 'no answer' });
});

test('a field is read as what it must be, or not at all', () => {
  const answer = jsonAnswerOf('{"text":"a","empty":"","number":1.5,"object":{"x":1},"list":[1],"nothing":null}');
  assert.equal(textIn(answer, 'text'), 'a');
  for (const field of ['empty', 'number', 'object', 'nothing', 'absent', 'toString'])
    assert.equal(textIn(answer, field), undefined);
  assert.equal(numberIn(answer, 'number'), 1.5);
  for (const field of ['text', 'list', 'absent']) assert.equal(numberIn(answer, field), undefined);
  assert.deepEqual(objectIn(answer, 'object'), { x: 1 });
  for (const field of ['list', 'nothing', 'text']) assert.equal(objectIn(answer, field), undefined);
  for (const body of ['', 'x', '[]', 'null', '1']) assert.equal(jsonAnswerOf(body), undefined);
});
