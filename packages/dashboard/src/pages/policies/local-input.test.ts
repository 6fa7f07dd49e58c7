import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localInput, nextSundayNight } from './local-input.ts';

test('what a field for a time shows is read back as the same minute', () => {
  for (const at of [new Date(2026, 0, 2, 3, 4).getTime(), new Date(2026, 11, 31, 23, 59).getTime()])
    assert.equal(new Date(localInput(at)).getTime(), at);
});

test('the next Sunday night is always ahead, within a week, at three', () => {
  for (let day = 1; day <= 14; day += 1)
    for (const hour of [0, 3, 4, 23]) {
      const now = new Date(2026, 5, day, hour).getTime();
      const night = new Date(nextSundayNight(now));
      assert.deepEqual([night.getDay(), night.getHours(), night.getMinutes()], [0, 3, 0]);
      assert.ok(night.getTime() > now && night.getTime() - now <= 8 * 86_400_000, night.toISOString());
    }
});
