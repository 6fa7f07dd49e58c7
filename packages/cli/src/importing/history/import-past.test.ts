import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../exit.ts';
import { historyFromMs } from './import-past.ts';

test('from when on is a day or an instant, and nothing else', () => {
  assert.equal(historyFromMs({ history: true }), undefined);
  assert.equal(historyFromMs({ history: true, historyFrom: '2026-01-31' }), Date.UTC(2026, 0, 31));
  assert.equal(historyFromMs({ history: true, historyFrom: '2026-01-31T12:00:00+01:00' }), Date.UTC(2026, 0, 31, 11));
  for (const historyFrom of ['last week', '2026-13-01', '7', '']) {
    assert.throws(() => historyFromMs({ history: true, historyFrom }), {
      name: UsageError.name,
      message: `--history-from must be a day such as 2026-01-31, got "${historyFrom}"`,
    });
  }
});
