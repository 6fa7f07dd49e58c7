import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { backoffMs, GIVE_UP_AFTER_MS, nextAttemptAt, parseRetryAfter } from './backoff.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const question = (given: Partial<Parameters<typeof nextAttemptAt>[0]>) =>
  nextAttemptAt({ attemptCount: 1, nowMs: NOW, createdAtMs: NOW, random: 0.999_999_9, ...given });

test('waits are 1, 2, 4 … 300 seconds', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1_000].map((count) =>
    Math.round(backoffMs(count, 0.999_999) / 1_000),
  );
  assert.deepEqual(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('jitter shortens by at most a quarter and never lengthens', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (count, random) => {
        const fullMs = Math.min(300_000, 1_000 * 2 ** Math.min(count - 1, 30));
        const waitMs = backoffMs(count, random);
        assert.ok(waitMs >= fullMs * 0.75 - 1 && waitMs <= fullMs, `${waitMs} of ${fullMs}`);
      },
    ),
  );
});

test('Retry-After is read in every form and garbage is none (A02)', () => {
  const rows: readonly (readonly [string | undefined, number | undefined])[] = [
    ['7', 7_000],
    [' 7 ', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    ['-5', -5_000],
    ['315360000', 315_360_000_000],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
    ['Sat Nov 21 12:00:30 2026', 30_000],
    ['Sat, 21 Nov 2026 11:59:00 GMT', -60_000],
    ['Sat, 31 Xyz 2026 12:00:30 GMT', undefined],
    ['soon', undefined],
    ['5 minutes', undefined],
    ['2026', 2_026_000],
    ['1e9', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['9'.repeat(400), undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of rows) assert.equal(parseRetryAfter(value, NOW), expected, String(value).slice(0, 40));
});

test('Retry-After is honoured, clamped to [1 s, 1 h] (A02)', () => {
  const rows: readonly (readonly [number | undefined, number])[] = [
    [7_000, 7_000],
    [-5_000, 1_000],
    [0, 1_000],
    [315_360_000_000, 3_600_000],
    [undefined, 1_000],
  ];
  for (const [retryAfterMs, waitMs] of rows)
    assert.equal(question(retryAfterMs === undefined ? {} : { retryAfterMs }), NOW + waitMs, String(retryAfterMs));
});

test('a provider that asks for one second for ever is not asked every second for ever', () => {
  assert.equal(question({ attemptCount: 12, retryAfterMs: 1_000 }), NOW + 300_000);
});

test('an attempt that would come more than 24 h after creation is not made', () => {
  assert.equal(question({ attemptCount: 99, createdAtMs: NOW - GIVE_UP_AFTER_MS + 300_000 }), NOW + 300_000);
  assert.equal(question({ attemptCount: 99, createdAtMs: NOW - GIVE_UP_AFTER_MS + 299_000 }), undefined);
  assert.equal(question({ retryAfterMs: 3_600_000, createdAtMs: NOW - GIVE_UP_AFTER_MS + 60_000 }), undefined);
});

test('a provider that never works is tried about 300 times in a day, then never again', () => {
  let nowMs = NOW;
  let attemptCount = 0;
  for (;;) {
    attemptCount++;
    const nextMs = question({ attemptCount, nowMs, random: 0.5 });
    if (nextMs === undefined) break;
    assert.ok(nextMs > nowMs);
    nowMs = nextMs;
  }
  assert.ok(attemptCount > 280 && attemptCount < 400, String(attemptCount));
  assert.ok(nowMs <= NOW + GIVE_UP_AFTER_MS);
});
