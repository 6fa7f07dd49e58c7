import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { windowOf } from '../testing/windows.ts';
import { isActive, maintenanceSpans, nextChange, occurrenceAt, occurrencesBetween } from './occurrences.ts';
import { instantOf, localOf } from './time-zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 21, 12);

/** Starts of a rule, as the clock there shows them. */
function locally(timeZone: string, first: string, repeatRule: string, from: string, to: string): string[] {
  const startsAtMs = instantOf(Date.parse(`${first}Z`), timeZone);
  const window = windowOf({ startsAtMs, endsAtMs: startsAtMs + HOUR, timeZone, repeatRule });
  const between = occurrencesBetween(window, Date.parse(`${from}Z`), Date.parse(`${to}Z`));
  return between.map(({ startMs }) => new Date(localOf(startMs, timeZone)).toISOString().slice(0, 16));
}

describe('a window that comes once', () => {
  const window = windowOf();

  test('lasts from its start, inclusive, to its end, exclusive', () => {
    assert.equal(isActive(window, NOON - 1), false);
    assert.equal(isActive(window, NOON), true);
    assert.equal(isActive(window, NOON + HOUR - 1), true);
    assert.equal(isActive(window, NOON + HOUR), false);
  });

  test('changes at its start, then at its end, then never', () => {
    assert.equal(nextChange(window, 0), NOON);
    assert.equal(nextChange(window, NOON), NOON + HOUR);
    assert.equal(nextChange(window, NOON + HOUR), undefined);
  });
});

describe('a daily window at 02:30 comes exactly once on each local day', () => {
  // Each is 02:30 (or 00:30) through two years with both changes of the clock; the last three skip midnight or half an hour.
  const zones = [
    ['America/Sao_Paulo', '2017-01-01T02:30', 2017],
    ['Australia/Lord_Howe', '2026-01-01T02:30', 2026],
    ['Australia/Lord_Howe', '2026-01-01T02:15', 2026],
    ['Europe/Berlin', '2026-01-01T02:30', 2026],
    ['America/New_York', '2026-01-01T01:30', 2026],
    ['America/Sao_Paulo', '2017-01-01T00:30', 2017],
    ['Africa/Cairo', '2025-01-01T00:30', 2025],
    ['Asia/Kathmandu', '2037-01-01T02:30', 2037],
  ] as const;
  for (const [timeZone, first, year] of zones) {
    test(`${timeZone}, ${first.slice(11)} in ${year} and ${year + 1}`, () => {
      const starts = locally(timeZone, first, 'FREQ=DAILY', `${year}-01-01T12:00`, `${year + 2}-01-01T12:00`);
      const days = starts.map((start) => start.slice(0, 10));
      const expected = (Date.UTC(year + 2, 0, 1) - Date.UTC(year, 0, 1)) / DAY;
      assert.equal(days.length, expected);
      assert.equal(new Set(days).size, expected, 'no day twice');
    });
  }

  test('at a time that the clock skips, as much later as it is moved on', () => {
    const berlin = locally('Europe/Berlin', '2026-01-01T02:30', 'FREQ=DAILY', '2026-03-28T00:00', '2026-03-31T00:00');
    assert.deepEqual(berlin, ['2026-03-28T02:30', '2026-03-29T03:30', '2026-03-30T02:30']);
    const howe = locally(
      'Australia/Lord_Howe',
      '2026-01-01T02:15',
      'FREQ=DAILY',
      '2026-10-02T15:00',
      '2026-10-04T15:00',
    );
    assert.deepEqual(howe, ['2026-10-03T02:15', '2026-10-04T02:45']);
  });

  test('and it is still to come when that time, on the wall, is past', () => {
    const startsAtMs = Date.parse('2026-01-01T02:30+01:00');
    const endsAtMs = startsAtMs + HOUR;
    const window = windowOf({ startsAtMs, endsAtMs, timeZone: 'Europe/Berlin', repeatRule: 'FREQ=DAILY' });
    assert.equal(nextChange(window, Date.parse('2026-03-29T03:10+02:00')), Date.parse('2026-03-29T03:30+02:00'));
  });

  test('at a time that comes twice, the first time', () => {
    const startsAtMs = Date.parse('2026-01-01T02:30+01:00');
    const window = windowOf({
      startsAtMs,
      endsAtMs: startsAtMs + HOUR,
      timeZone: 'Europe/Berlin',
      repeatRule: 'FREQ=DAILY',
    });
    assert.equal(isActive(window, Date.parse('2026-10-25T02:30+02:00')), true);
    assert.equal(isActive(window, Date.parse('2026-10-25T03:30+02:00')), false, 'which is 02:30 again');
  });
});

describe('an hourly window', () => {
  test('comes each hour that there is, however the clock is set', () => {
    const startsAtMs = Date.parse('2026-01-01T00:00+01:00');
    const window = windowOf({
      startsAtMs,
      endsAtMs: startsAtMs + 10 * MINUTE,
      timeZone: 'Europe/Berlin',
      repeatRule: 'FREQ=HOURLY',
    });
    for (const day of ['2026-03-29', '2026-10-25']) {
      const fromMs = Date.parse(`${day}T00:00Z`);
      const starts = occurrencesBetween(window, fromMs, fromMs + 6 * HOUR).map(({ startMs }) => startMs);
      assert.deepEqual(
        starts,
        [0, 1, 2, 3, 4, 5].map((hour) => fromMs + hour * HOUR),
        day,
      );
    }
  });
});

describe('rules over odd dates', () => {
  test('the last day of each month', () => {
    const starts = locally(
      'UTC',
      '2027-01-31T22:00',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2027-12-01T00:00',
      '2028-04-01T00:00',
    );
    assert.deepEqual(starts, ['2027-12-31T22:00', '2028-01-31T22:00', '2028-02-29T22:00', '2028-03-31T22:00']);
  });

  test('the 31st comes in months that have one', () => {
    const starts = locally('UTC', '2027-01-31T22:00', 'FREQ=MONTHLY', '2027-01-01T00:00', '2027-08-01T00:00');
    assert.deepEqual(
      starts.map((start) => start.slice(5, 10)),
      ['01-31', '03-31', '05-31', '07-31'],
    );
  });

  test('the leap day comes in leap years, and not in 2100', () => {
    const starts = locally('UTC', '2028-02-29T00:00', 'FREQ=YEARLY', '2028-01-01T00:00', '2105-01-01T00:00');
    assert.equal(starts[0], '2028-02-29T00:00');
    assert.deepEqual(starts.slice(-2), ['2096-02-29T00:00', '2104-02-29T00:00']);
  });

  test('days go on past January 2038', () => {
    const starts = locally(
      'Europe/Berlin',
      '2026-01-01T02:30',
      'FREQ=WEEKLY;BYDAY=TU',
      '2038-01-15T00:00',
      '2038-01-30T00:00',
    );
    assert.deepEqual(starts, ['2038-01-19T02:30', '2038-01-26T02:30']);
  });

  test('the second Tuesday of each month', () => {
    const starts = locally('UTC', '2026-11-10T03:00', 'FREQ=MONTHLY;BYDAY=2TU', '2026-11-01T00:00', '2027-02-01T00:00');
    assert.deepEqual(
      starts.map((start) => start.slice(0, 10)),
      ['2026-11-10', '2026-12-08', '2027-01-12'],
    );
  });

  test('the first start counts, also where the rule does not name it', () => {
    const starts = locally(
      'UTC',
      '2026-11-21T03:00',
      'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
      '2026-11-01T00:00',
      '2027-02-01T00:00',
    );
    assert.deepEqual(
      starts.map((start) => start.slice(0, 10)),
      ['2026-11-21', '2026-11-23', '2026-11-30'],
    );
  });

  test('UNTIL is the last start there may be, a day alone all of that day where the window is', () => {
    const span = ['2026-11-01T00:00', '2027-02-01T00:00'] as const;
    const daily = (until: string) =>
      locally('Asia/Tokyo', '2026-11-21T03:00', `FREQ=DAILY;UNTIL=${until}`, ...span).length;
    assert.equal(daily('20261123'), 3);
    assert.equal(daily('20261122T180000Z'), 3, 'which is 03:00 of the 23rd there');
    assert.equal(daily('20261122T175959Z'), 2);
  });
});

describe('times that overlap or touch', () => {
  const twoDays = windowOf({ endsAtMs: NOON + 30 * HOUR, repeatRule: 'FREQ=DAILY;COUNT=3' });

  test('are one time without a gap', () => {
    const occurrence = occurrenceAt(twoDays, NOON + 25 * HOUR);
    assert.equal(occurrence?.endMs, NOON + 2 * DAY + 30 * HOUR);
    assert.equal(nextChange(twoDays, NOON), NOON + 2 * DAY + 30 * HOUR);
  });

  test('are counted once in a span, and cut to it', () => {
    const other = windowOf({ startsAtMs: NOON - HOUR, endsAtMs: NOON + HOUR });
    const spans = maintenanceSpans([twoDays, other], { fromMs: NOON - 30 * MINUTE, toMs: NOON + 10 * DAY });
    assert.deepEqual(spans, [{ startMs: NOON - 30 * MINUTE, endMs: NOON + 2 * DAY + 30 * HOUR }]);
  });

  test('a window that never ends is followed for a bounded while', () => {
    const always = windowOf({ endsAtMs: NOON + DAY, repeatRule: 'FREQ=DAILY' });
    const changeMs = nextChange(always, NOON)!;
    assert.ok(changeMs > NOON + 100 * DAY);
    assert.equal(isActive(always, changeMs), true);
  });
});

test('a time that was ended early ends there, and the next one is whole', () => {
  const window = windowOf({ repeatRule: 'FREQ=DAILY', endedEarlyAtMs: [NOON + 10 * MINUTE] });
  assert.deepEqual(occurrenceAt(window, NOON), { startMs: NOON, endMs: NOON + 10 * MINUTE });
  assert.equal(isActive(window, NOON + 10 * MINUTE), false);
  assert.equal(nextChange(window, NOON + 10 * MINUTE), NOON + DAY);
  assert.deepEqual(occurrenceAt(window, NOON + DAY), { startMs: NOON + DAY, endMs: NOON + DAY + HOUR });
});

test('one that was deleted lasts no longer than that', () => {
  const window = windowOf({ repeatRule: 'FREQ=DAILY', deletedAtMs: NOON + DAY + 10 * MINUTE });
  assert.equal(isActive(window, NOON + DAY + 5 * MINUTE), true);
  assert.equal(isActive(window, NOON + DAY + 10 * MINUTE), false);
  assert.deepEqual(occurrencesBetween(window, NOON, NOON + 9 * DAY), [
    { startMs: NOON, endMs: NOON + HOUR },
    { startMs: NOON + DAY, endMs: NOON + DAY + 10 * MINUTE },
  ]);
});

test('what is active, what comes and what lies between agree, whatever the rule, the zone and the instant', () => {
  const rules = [
    'FREQ=HOURLY;INTERVAL=5',
    'FREQ=DAILY',
    'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYDAY=-1SU',
    'FREQ=DAILY;COUNT=40',
  ];
  const zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.constantFrom(...rules),
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2011, 0, 1) / MINUTE, max: Date.UTC(2030, 0, 1) / MINUTE }),
      fc.integer({ min: 1, max: 50 * 60 }),
      fc.integer({ min: 0, max: 400 * 24 * 60 }),
      (repeatRule, timeZone, startMinute, lengthMinutes, laterMinutes) => {
        const startsAtMs = startMinute * MINUTE;
        const endsAtMs = startsAtMs + lengthMinutes * MINUTE;
        const window = windowOf({ startsAtMs, endsAtMs, timeZone, repeatRule });
        const atMs = startsAtMs + laterMinutes * MINUTE;
        const around = occurrencesBetween(window, atMs, atMs + 1);
        assert.equal(isActive(window, atMs), around.length > 0);
        const changeMs = nextChange(window, atMs);
        if (changeMs === undefined) return;
        assert.ok(changeMs > atMs);
        const inBetween = occurrencesBetween(window, atMs, changeMs);
        if (around.length > 0) assert.equal(Math.max(...inBetween.map(({ endMs }) => endMs)) >= changeMs, true);
        else assert.deepEqual(inBetween, [], 'nothing begins before the next change');
      },
    ),
    { numRuns: 150 },
  );
});
