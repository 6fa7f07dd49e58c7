import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incidentsListQuery, incidentsSearch, isFiltered } from './incidents-search.ts';

const MONITOR = '019b0000-0000-7000-8000-000000000000';

test('an address is the list that it was copied from, and what it does not know it leaves out', () => {
  const whole = { status: 'RESOLVED', severity: 'DOWN', source: 'MANUAL', days: '7', monitor: MONITOR, page: 3 };
  assert.deepEqual(incidentsSearch(whole), whole);
  assert.deepEqual(incidentsSearch({ days: 7 }), { days: '7' });
  assert.deepEqual(incidentsSearch({ status: 'GONE', days: '8', monitor: '1 or 1', page: '-2', other: 1 }), {});
});

test('the list asks for what its filters say: days are counted back from now, pages from 0', () => {
  const nowMs = Date.parse('2026-01-08T00:00:00Z');
  assert.deepEqual(incidentsListQuery({ days: '7', monitor: MONITOR, page: 2 }, nowMs), {
    startedFrom: '2026-01-01T00:00:00.000Z',
    monitorId: MONITOR,
    size: 25,
    page: 1,
    sort: ['startedAt,desc'],
  });
});

test('a page is no filter', () => {
  assert.equal(isFiltered({ page: 2 }), false);
  assert.equal(isFiltered({ severity: 'DOWN', page: 2 }), true);
});
