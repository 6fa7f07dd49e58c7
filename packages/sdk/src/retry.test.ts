import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Failed, retryAfterMsOf, retryDelayMs } from './retry.ts';

const transport: Failed = { type: 'transport' };
const answered = (status: number, retryAfterMs?: number): Failed => ({ type: 'answer', status, retryAfterMs });
const first = { attempt: 1, retries: 2, random: 0.5 };

test('what may be repeated is sent again after a lost connection and after a failure of the server', () => {
  for (const status of [408, 429, 500, 502, 503, 504])
    assert.equal(retryDelayMs({ ...first, failed: answered(status), isRepeatable: true }), 250, String(status));
  assert.equal(retryDelayMs({ ...first, failed: transport, isRepeatable: true }), 250);
});

test('what may not be repeated is sent again only when the server says that it did nothing', () => {
  for (const status of [429, 503])
    assert.equal(retryDelayMs({ ...first, failed: answered(status), isRepeatable: false }), 250, String(status));
  for (const failed of [transport, ...[408, 500, 502, 504].map((status) => answered(status))])
    assert.equal(retryDelayMs({ ...first, failed, isRepeatable: false }), undefined);
});

test('a refusal that would be the same the next time is final', () => {
  for (const status of [400, 401, 403, 404, 405, 409, 412, 413, 422, 501, 507])
    assert.equal(retryDelayMs({ ...first, failed: answered(status), isRepeatable: true }), undefined, String(status));
});

test('a wait is anything from nothing to a bound that doubles up to 8 s, and the retries end', () => {
  const facts = fc.record({
    attempt: fc.integer({ min: 1, max: 200 }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 100 }), ({ attempt, random }, retries) => {
      const delayMs = retryDelayMs({ failed: transport, attempt, random, retries, isRepeatable: true });
      if (attempt > retries) return delayMs === undefined;
      return delayMs !== undefined && delayMs >= 0 && delayMs <= Math.min(8_000, 500 * 2 ** (attempt - 1));
    }),
  );
  const bounds = [1, 2, 3, 4, 5, 6].map((attempt) =>
    retryDelayMs({ failed: transport, attempt, random: 1, retries: 9, isRepeatable: true }),
  );
  assert.deepEqual(bounds, [500, 1_000, 2_000, 4_000, 8_000, 8_000]);
});

test('a server that says when is waited for, but not longer than a minute', () => {
  const delayMs = (retryAfterMs: number) =>
    retryDelayMs({ ...first, failed: answered(429, retryAfterMs), isRepeatable: false });
  assert.equal(delayMs(7_000), 7_250);
  assert.equal(delayMs(60_000), 60_250);
  assert.equal(delayMs(60_001), undefined);
});

test('Retry-After is seconds or a date, and nothing else', () => {
  const nowMs = Date.UTC(2026, 0, 31, 12);
  assert.equal(retryAfterMsOf('12', nowMs), 12_000);
  assert.equal(retryAfterMsOf('Sat, 31 Jan 2026 12:00:09 GMT', nowMs), 9_000);
  assert.equal(retryAfterMsOf('Sat, 31 Jan 2026 11:00:00 GMT', nowMs), 0);
  for (const text of [null, '', 'soon', '-1', '9999999999999'])
    assert.equal(retryAfterMsOf(text, nowMs), undefined, String(text));
});
