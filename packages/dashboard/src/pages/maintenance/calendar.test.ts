import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysInView, moved, onDay } from './calendar.ts';

test('a month is shown in whole weeks from Monday to Sunday, with each of its days once', () => {
  for (let month = 0; month < 48; month += 1) {
    const at = new Date(2025, month, 17, 13).getTime();
    const days = daysInView(at, 'month').map((day) => new Date(day));
    assert.equal(days.length % 7, 0);
    assert.deepEqual([days[0]!.getDay(), days.at(-1)!.getDay()], [1, 0]);
    const own = days.filter((day) => day.getMonth() === ((month % 12) + 12) % 12).map((day) => day.getDate());
    assert.deepEqual(
      own,
      Array.from({ length: new Date(2025, month + 1, 0).getDate() }, (_, day) => day + 1),
    );
  }
});

test('a week is seven days around the one that is asked for', () => {
  const wednesday = new Date(2026, 10, 25, 9).getTime();
  const days = daysInView(wednesday, 'week');
  assert.equal(days.length, 7);
  assert.ok(days[0]! <= wednesday && days.at(-1)! > wednesday);
});

test('a step is a month or a week, also over the end of a year', () => {
  const december = new Date(2026, 11, 31).getTime();
  assert.deepEqual(new Date(moved(december, 'month', 1)), new Date(2027, 0, 1));
  assert.deepEqual(new Date(moved(december, 'week', -1)), new Date(2026, 11, 24));
});

test('what lasts over midnight lies on both days, and what ends at midnight on one', () => {
  const day = new Date(2026, 10, 25).getTime();
  const iso = (hours: number): string => new Date(day + hours * 3_600_000).toISOString();
  const spans = [
    { id: 'over', startsAt: iso(-2), endsAt: iso(2) },
    { id: 'until', startsAt: iso(-2), endsAt: iso(0) },
    { id: 'next', startsAt: iso(24), endsAt: iso(25) },
  ];
  assert.deepEqual(
    onDay(spans, day).map(({ id }) => id),
    ['over'],
  );
});
