import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from './duration.ts';
import { UsageError } from './exit.ts';

test('durations are read as people write them', () => {
  const table = {
    '500ms': 500,
    '2s': 2000,
    '1.5m': 90_000,
    '1h': 3_600_000,
    '7d': 604_800_000,
    '3': 3000,
    ' 1s ': 1000,
  };
  for (const [text, ms] of Object.entries(table)) assert.equal(parseDuration(text, '--x'), ms);
});

test('anything else is refused with the option, what was expected and what came', () => {
  for (const text of ['', 's', '-1s', '1 s', '1e3', 'NaN', '5y', '1s2s']) {
    assert.throws(
      () => parseDuration(text, '--timeout'),
      (error) => {
        assert.ok(error instanceof UsageError);
        return error.message.startsWith('--timeout must be a duration') && error.message.endsWith(`got "${text}"`);
      },
    );
  }
});
