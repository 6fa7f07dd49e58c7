import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AttemptPlan, DEFAULT_ATTEMPT_PLAN, nextAttemptIn, SINGLE_ATTEMPT } from './attempts.ts';
import { failure, type FailureCode } from './failure.ts';

const after = (code: FailureCode, statusCode?: number, plan: AttemptPlan = DEFAULT_ATTEMPT_PLAN, made = 1) =>
  nextAttemptIn(plan, made, { failure: failure(code), ...(statusCode !== undefined && { statusCode }) });

test('by default three attempts, with 2 s and then 4 s between them', () => {
  assert.deepEqual(
    [1, 2, 3].map((made) => after('connect.refused', undefined, DEFAULT_ATTEMPT_PLAN, made)),
    [2000, 4000, undefined],
  );
  assert.equal(after('connect.refused', undefined, SINGLE_ATTEMPT), undefined);
});

test('a look that passed is over, whatever its status', () => {
  assert.equal(nextAttemptIn(DEFAULT_ATTEMPT_PLAN, 1, { statusCode: 503 }), undefined);
});

const CASES: readonly (readonly [
  code: FailureCode,
  statusCode: number | undefined,
  isRepeated: boolean,
  why: string,
])[] = [
  ['dns.timeout', undefined, true, 'the network'],
  ['connect.reset', undefined, true, 'the network'],
  ['timeout.ttfb', undefined, true, 'the network'],
  ['tls.handshake', undefined, true, 'the network'],
  ['protocol.empty', undefined, true, 'the network'],
  ['protocol.truncated', 200, true, 'an answer that was cut off'],
  ['timeout.download', 200, true, 'an answer that was cut off'],
  ['status.unexpected', 500, true, 'a 5xx'],
  ['status.unexpected', 503, true, 'a 5xx'],
  ['body.json', 502, true, 'a 5xx, whatever else was wrong'],
  ['status.unexpected', 404, false, 'a 4xx is an answer'],
  ['status.unexpected', 429, false, 'a 4xx is an answer'],
  ['body.missing_text', 200, false, 'a body is an answer'],
  ['timeout.slow', 200, false, 'it answered, only late'],
  ['tls.expired', undefined, false, 'it will not be valid in two seconds'],
  ['connect.blocked', undefined, false, 'it will not be allowed in two seconds'],
  ['probe.resources', undefined, false, 'it is our own fault'],
];
for (const [code, statusCode, isRepeated, why] of CASES) {
  test(`${code}${statusCode === undefined ? '' : ` with ${statusCode}`} is ${isRepeated ? '' : 'not '}tried again: ${why}`, () => {
    assert.equal(after(code, statusCode), isRepeated ? 2000 : undefined);
  });
}

test('a list of status codes is the whole list', () => {
  const plan = { ...DEFAULT_ATTEMPT_PLAN, retryStatusCodes: [501, 429] };
  assert.deepEqual(
    [501, 429, 500, 404].map((status) => after('status.unexpected', status, plan)),
    [2000, 2000, undefined, undefined],
  );
});
