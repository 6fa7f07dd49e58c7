import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monitorSearch } from './monitor-search.ts';

test('what the address says is taken where it makes sense, and left where not', () => {
  const whole = { tab: 'looks', chart: 'regions', window: '7d', from: 1, to: 2, region: 'eu-west', bad: true };
  assert.deepEqual(monitorSearch(whole), whole);
  assert.deepEqual(
    monitorSearch({ tab: 'nothing', chart: 1, window: '2d', from: 5, to: 5, region: '', bad: 'yes', other: 1 }),
    {},
  );
  assert.deepEqual(monitorSearch({ from: 1 }), {}, 'half a span is none');
});
