import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ComponentStatus } from './component-status.ts';
import { type LaneStretch, saidDays, uptimeDays } from './uptime-days.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 0, 5);

function hour(number: number, down: number, degraded = 0): LaneStretch {
  const looks = { up: 60 - down - degraded, degraded, down };
  return { startMs: MONDAY + number * HOUR, knownSeconds: 3600, looks };
}

test('one lane: its looks that were down are a major outage', () => {
  const [day, ...rest] = uptimeDays([[hour(0, 0), hour(1, 15, 6)]]);
  assert.deepEqual(rest, []);
  assert.deepEqual(day, {
    dayMs: MONDAY,
    majorOutageSeconds: 900,
    partialOutageSeconds: 0,
    degradedSeconds: 360,
    uptimePercentage: (100 * 105) / 120,
  });
});

test('two lanes: what only one of them saw is an outage in part, also where each was down at another hour', () => {
  const [same] = uptimeDays([[hour(1, 30)], [hour(1, 10)]]);
  assert.deepEqual([same?.majorOutageSeconds, same?.partialOutageSeconds], [600, 1200]);
  const [apart] = uptimeDays([
    [hour(1, 60), hour(9, 0)],
    [hour(1, 0), hour(9, 60)],
  ]);
  assert.deepEqual([apart?.majorOutageSeconds, apart?.partialOutageSeconds], [0, 7200]);
  assert.equal(apart?.uptimePercentage, 50);
});

test('days of which nothing is known have no bar, and the others come oldest first', () => {
  const silent = { ...hour(30, 0), looks: { up: 0, degraded: 0, down: 0 } };
  const days = uptimeDays([[hour(50, 0), hour(1, 0), silent]]);
  assert.deepEqual(
    days.map(({ dayMs }) => dayMs),
    [MONDAY, MONDAY + 2 * DAY],
  );
});

test('what people said counts from when they said it until they said otherwise, midnight or not', () => {
  const story = [
    { atMs: MONDAY + 23 * HOUR, status: 'MAJOR_OUTAGE' },
    { atMs: MONDAY + 25 * HOUR, status: 'PARTIAL_OUTAGE' },
    { atMs: MONDAY + 26 * HOUR, status: 'OPERATIONAL' },
  ] as const;
  const days = saidDays([story], { fromMs: MONDAY + 12 * HOUR, toMs: MONDAY + 2 * DAY });
  assert.deepEqual(days, [
    {
      dayMs: MONDAY,
      majorOutageSeconds: 3600,
      partialOutageSeconds: 0,
      degradedSeconds: 0,
      uptimePercentage: (100 * 11) / 12,
    },
    {
      dayMs: MONDAY + DAY,
      majorOutageSeconds: 3600,
      partialOutageSeconds: 3600,
      degradedSeconds: 0,
      uptimePercentage: (100 * 22) / 24,
    },
  ]);
});

test('maintenance is left out: a day of nothing else is whole', () => {
  const story = [{ atMs: MONDAY, status: 'UNDER_MAINTENANCE' }] as const;
  const [day] = saidDays([story], { fromMs: MONDAY, toMs: MONDAY + DAY });
  assert.equal(day?.uptimePercentage, 100);
});

test('whatever was said, no day has more seconds than it lasted and uptime is between 0 and 100', () => {
  const status = fc.constantFrom<ComponentStatus>('OPERATIONAL', 'MAJOR_OUTAGE', 'PARTIAL_OUTAGE', 'UNDER_MAINTENANCE');
  const said = fc.record({ atMs: fc.integer({ min: MONDAY, max: MONDAY + 3 * DAY }), status });
  const story = fc.array(said).map((all) => all.toSorted((a, b) => a.atMs - b.atMs));
  const toMs = MONDAY + 2 * DAY + HOUR;
  fc.assert(
    fc.property(fc.array(story, { maxLength: 3 }), (stories) => {
      const days = saidDays(stories, { fromMs: MONDAY, toMs });
      assert.equal(days.length, 3);
      for (const day of days) {
        const lastedSeconds = (Math.min(toMs, day.dayMs + DAY) - day.dayMs) / 1000;
        assert.ok(day.majorOutageSeconds + day.partialOutageSeconds + day.degradedSeconds <= lastedSeconds + 2);
        assert.ok(day.uptimePercentage >= 0 && day.uptimePercentage <= 100);
      }
    }),
  );
});
