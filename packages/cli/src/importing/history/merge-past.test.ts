import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePast } from './merge-past.ts';
import { DAY_MS, HOUR_MS, type PastLook, type PastTotals } from './past.ts';

const T0 = Date.UTC(2026, 2, 2);
const ALL = { fromMs: 0, toMs: Infinity };
const sum = (up: number, down = 0): PastTotals => ({ up, down });

/** So many looks of an hour, evenly. */
function looksIn(hour: number, count: number): readonly PastLook[] {
  return Array.from({ length: count }, (_, n) => {
    return { atMs: T0 + hour * HOUR_MS + n * (HOUR_MS / count), outcome: 'up' };
  });
}

function merged(
  { looks = [], hours = [], days = [] }: Partial<Record<'looks' | 'hours' | 'days', readonly unknown[]>>,
  span = ALL,
) {
  const kept = {
    looks: looks as readonly PastLook[],
    hours: new Map(hours as [number, PastTotals][]),
    days: new Map(days as [number, PastTotals][]),
  };
  return [...mergePast(kept, span)].map((part) => {
    const count = part.type === 'looks' ? part.looks.length : part.totals.up;
    return [part.type, (part.fromMs - T0) / HOUR_MS, count];
  });
}

const hour = (n: number, totals: PastTotals): readonly [number, PastTotals] => [T0 + n * HOUR_MS, totals];
const day = (n: number, totals: PastTotals): readonly [number, PastTotals] => [T0 + n * DAY_MS, totals];

test('an hour is told by its looks where they are nearly all there, else by its sum', () => {
  const looks = [...looksIn(1, 60), ...looksIn(2, 58), ...looksIn(3, 12)];
  const hours = [1, 2, 3, 4].map((n) => hour(n, sum(60)));
  assert.deepEqual(merged({ looks, hours }), [
    ['looks', 1, 60],
    ['looks', 2, 58],
    ['hour', 3, 60],
    ['hour', 4, 60],
  ]);
});

test('a day is told by its hours where they are nearly all there, else by its own sum', () => {
  const hours = Array.from({ length: 24 }, (_, n) => hour(24 + n, sum(60)));
  assert.deepEqual(
    merged({ hours: hours.slice(0, 23), days: [day(1, sum(1400))] }).map(([type]) => type),
    Array.from({ length: 23 }, () => 'hour'),
  );
  assert.deepEqual(merged({ hours: hours.slice(12), days: [day(1, sum(1440))] }), [['day', 24, 1440]]);
  assert.deepEqual(merged({ looks: looksIn(0, 3), days: [day(0, sum(1440))] }), [['day', 0, 1440]]);
});

test('parts come oldest first, whichever way they are kept', () => {
  const found = merged({
    looks: [...looksIn(30, 2), ...looksIn(80, 2)],
    hours: [hour(53, sum(60)), hour(81, sum(60))],
    days: [day(-3, sum(1)), day(0, sum(1)), day(9, sum(1))],
  });
  assert.deepEqual(
    found.map(([, at]) => at),
    [-72, 0, 30, 53, 80, 81, 216],
  );
});

test('nothing reaches beyond the span: of an hour that does, the looks within', () => {
  const looks = [...looksIn(0, 60), ...looksIn(1, 60)];
  const hours = [hour(0, sum(60)), hour(1, sum(60)), hour(2, sum(60))];
  const span = { fromMs: T0, toMs: T0 + 1.5 * HOUR_MS };
  assert.deepEqual(merged({ looks, hours, days: [day(0, sum(1440))] }, span), [
    ['looks', 0, 60],
    ['looks', 1, 30],
  ]);
  const later = { fromMs: T0 + 1.5 * HOUR_MS, toMs: T0 + 3 * HOUR_MS };
  assert.deepEqual(merged({ looks, hours }, later), [
    ['looks', 1, 30],
    ['hour', 2, 60],
  ]);
});
