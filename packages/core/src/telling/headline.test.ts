import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cause } from '../deciding/event.ts';
import { durationInWords, openingHeadline, titleOf } from './headline.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0);
const cause: Cause = {
  severity: 'down',
  rule: '2 consecutive failures in local',
  regions: ['local'],
  regionsHeard: 1,
  sinceMs: NOON,
  trigger: { region: 'local', slotMs: NOON },
};

test('a duration is told in two units at most', () => {
  const cases = [
    [0, '0 s'],
    [-5000, '0 s'],
    [45_000, '45 s'],
    [723_000, '12 min 3 s'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
  ] as const;
  for (const [ms, words] of cases) assert.equal(durationInWords(ms), words);
});

test('a time of another day has its date', () => {
  assert.match(openingHeadline('INCIDENT_CREATED', 'shop', cause, NOON + 86_400_000), /since 2026-11-21 12:00 UTC/);
});

test('without a failure or a warning the rule is the reason', () => {
  const headline = openingHeadline('INCIDENT_CREATED', 'shop', cause, NOON);
  assert.equal(headline, 'shop is down in local since 12:00 UTC: 2 consecutive failures in local');
});

test('a headline is one line of bounded length whatever the name', () => {
  for (const name of ['a\r\nBcc: b@c', 'a\u2028b', '😀'.repeat(500), 'x'.repeat(1e6)]) {
    const title = titleOf(name, cause);
    assert.doesNotMatch(title, /[\r\n\u2028]/);
    assert.ok(title.length < 200 && title.isWellFormed());
  }
});

test('a dependency that failed is told by its name, with why and what is well', () => {
  const message =
    'The target reports that a dependency of its own has failed: database (connection refused, 3 ms); redis ok';
  const failed = { ...cause, failure: { class: 'dependency', code: 'dependency.failed', message } as const };
  assert.equal(
    openingHeadline('INCIDENT_CREATED', 'checkout', failed, NOON),
    'checkout is down in local since 12:00 UTC: database (connection refused, 3 ms); redis ok',
  );
});
