import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { windowOf } from '../testing/windows.ts';
import { nextStart, occurrencesBetween, isActive } from './occurrences.ts';
import { parseRepeatRule, type RepeatRule } from './repeat-rule.ts';
import { recurrenceOf } from './recurrence.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

function ruleOf(text: string): RepeatRule {
  const parsed = parseRepeatRule(text);
  assert.ok('rule' in parsed, text);
  return parsed.rule;
}

function startsOf(text: string, first: string, count: number): string {
  const startMs = Date.parse(`${first}Z`);
  const starts = [...recurrenceOf(ruleOf(text), startMs).from(startMs).take(count)];
  return starts.map((ms) => new Date(ms).toISOString().slice(0, 16).replace('T00:00', '')).join(' ');
}

/** Worked out by hand from the rules of RFC 5545, section 3.3.10; the calendars are those of 1997 to 2000. */
const CASES = [
  ['FREQ=DAILY;INTERVAL=2', '1997-09-02', '1997-09-02 1997-09-04 1997-09-06'],
  ['FREQ=DAILY;BYMONTH=1', '1997-12-30', '1997-12-30 1998-01-01 1998-01-02'],
  ['FREQ=DAILY;BYHOUR=9,17;BYSETPOS=-1', '1997-09-02T17:00', '1997-09-02T17:00 1997-09-03T17:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', '1997-08-05', '1997-08-05 1997-08-10 1997-08-19 1997-08-24'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', '1997-08-05', '1997-08-05 1997-08-17 1997-08-19 1997-08-31'],
  ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', '1997-09-05 1997-10-03 1997-11-07'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU', '1997-09-07', '1997-09-07 1997-09-28 1997-11-02 1997-11-30'],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', '1997-09-28 1997-10-29 1997-11-28'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1997-09-02', '1997-09-02 1998-02-13 1998-03-13 1998-11-13'],
  ['FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', '1997-09-04 1997-10-07 1997-11-06'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', '1997-09-29 1997-10-30 1997-11-27'],
  ['FREQ=MONTHLY;BYDAY=SU,1MO', '1997-09-01', '1997-09-01 1997-09-07 1997-09-14 1997-09-21'],
  ['FREQ=YEARLY;BYMONTH=6,7', '1997-06-10', '1997-06-10 1997-07-10 1998-06-10'],
  [
    'FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200',
    '1997-01-01',
    '1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09',
  ],
  ['FREQ=YEARLY;BYYEARDAY=-1', '1999-12-31', '1999-12-31 2000-12-31'],
  ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997-05-19 1998-05-18 1999-05-17'],
  ['FREQ=YEARLY;BYDAY=-1FR', '1997-12-26', '1997-12-26 1998-12-25 1999-12-31'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12', '1997-05-12 1998-05-11 1999-05-17'],
  ['FREQ=YEARLY;BYWEEKNO=20', '1997-05-12', '1997-05-12 1998-05-11 1999-05-17'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', '1997-03-13 1997-03-20 1997-03-27 1998-03-05'],
  ['FREQ=YEARLY;BYMONTHDAY=15', '1997-03-15', '1997-03-15 1997-04-15 1997-05-15'],
  ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '1996-11-05', '1996-11-05 2000-11-07'],
  ['FREQ=HOURLY;INTERVAL=7', '1997-09-02T20:30', '1997-09-02T20:30 1997-09-03T03:30 1997-09-03T10:30'],
  ['FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=2', '1997-09-02T08:30', '1997-09-02T08:30 1997-09-02T09:30'],
] as const;

for (const [rule, first, starts] of CASES) {
  test(`${rule} from ${first} comes when RFC 5545 has it`, () => {
    assert.equal(startsOf(rule, first.includes('T') ? first : `${first}T00:00`, starts.split(' ').length), starts);
  });
}

const part = (name: string, values: readonly (number | string)[]) =>
  fc.option(
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }).map((list) => `${name}=${list.join()}`),
    { nil: '' },
  );
const rules = fc
  .tuple(
    fc.constantFrom('HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY').map((freq) => `FREQ=${freq}`),
    fc.integer({ min: 1, max: 9 }).map((interval) => `INTERVAL=${interval}`),
    part('BYMONTH', [1, 2, 6, 11, 12]),
    part('BYDAY', ['MO', 'WE', 'SU']),
    part('BYHOUR', [0, 2, 3, 23]),
    part('BYMINUTE', [0, 15, 59]),
    fc.constantFrom('', 'BYMONTH=3,10;BYSETPOS=1,-1', 'WKST=SU'),
  )
  .map((parts) => parts.filter((one) => one !== '').join(';'))
  .filter((text) => 'rule' in parseRepeatRule(text));
const instants = fc.integer({ min: Date.UTC(2020, 0, 1) / MINUTE, max: Date.UTC(2027, 0, 1) / MINUTE });

test('what lies around a time is what the walk from the start comes to, in both directions', () => {
  fc.assert(
    fc.property(rules, instants, fc.integer({ min: 0, max: 900 * 24 * 60 }), (text, startMinute, laterMinutes) => {
      const startMs = startMinute * MINUTE;
      const atMs = startMs + laterMinutes * MINUTE;
      const recurrence = recurrenceOf(ruleOf(text), startMs, atMs + 30 * DAY);
      const walked = [...recurrence.from(startMs)];
      assert.deepEqual(
        [...recurrence.from(atMs)],
        walked.filter((ms) => ms >= atMs),
      );
      const back = [...recurrence.backFrom(atMs)].toReversed();
      assert.deepEqual(
        back,
        walked.filter((ms) => ms <= atMs),
      );
      assert.ok(walked.every((ms, i) => i === 0 || walked[i - 1]! < ms));
    }),
    { numRuns: 150 },
  );
});

/** As it was before there was a jump: every time from the first on. */
function plainly(window: ReturnType<typeof windowOf>, atMs: number) {
  const all = occurrencesBetween(window, window.startsAtMs, atMs + 400 * DAY);
  return {
    isActive: all.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs),
    nextMs: all.find(({ startMs }) => startMs > atMs)?.startMs,
  };
}

test('in a zone, with COUNT or UNTIL, what is in force and what is next is what the walk comes to', () => {
  const zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
  const ends = fc.constantFrom('', ';COUNT=1', ';COUNT=200', ';UNTIL=20261231', ';UNTIL=20240101T000000Z');
  fc.assert(
    fc.property(
      rules,
      ends,
      fc.constantFrom(...zones),
      instants,
      fc.nat(500 * 24 * 60),
      (rule, end, timeZone, at, later) => {
        const [startsAtMs, atMs] = [at * MINUTE, (at + later) * MINUTE];
        const window = windowOf({ startsAtMs, endsAtMs: startsAtMs + 20 * MINUTE, timeZone, repeatRule: rule + end });
        const walked = plainly(window, atMs);
        assert.equal(isActive(window, atMs), walked.isActive);
        const nextMs = nextStart(window, atMs);
        // What comes later than the walk goes is not seen by it.
        if (walked.nextMs !== undefined || (nextMs ?? 0) < atMs + 390 * DAY) {
          assert.equal(nextMs !== undefined && nextMs < atMs + 400 * DAY ? nextMs : undefined, walked.nextMs);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('however old and dense a rule is, a handful of days is looked at', () => {
  let looked = 0;
  const byMonth = [1];
  byMonth.includes = () => {
    looked++;
    return true;
  };
  const byMinute = Array.from({ length: 60 }, (_, minute) => minute);
  const atMs = Date.UTC(2199, 0, 1);
  for (const freq of ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY'] as const) {
    const recurrence = recurrenceOf({ freq, byMonth, byMinute }, Date.UTC(2000, 0, 1));
    assert.ok(recurrence.from(atMs).next().value! >= atMs);
    assert.ok(recurrence.backFrom(atMs).next().value! <= atMs);
  }
  assert.ok(looked < 100, `${looked} days`);
});

test('where others disagree about weeks at the turn of a year, and a first week that is cut, it is as RFC 5545 has it', () => {
  const days = (text: string, start: string, from: string, to: string): string[] => {
    const parsed = parseRepeatRule(text);
    assert.ok('rule' in parsed, text);
    const found = recurrenceOf(parsed.rule, Date.parse(start)).from(Date.parse(from), Date.parse(to));
    return [...found].map((ms) => new Date(ms).toISOString().slice(0, 10));
  };
  // The first of January 2022 is of week 52, however else weeks are counted in the same rule.
  const mixed = 'FREQ=YEARLY;BYWEEKNO=-3,52;BYYEARDAY=1';
  assert.deepEqual(days(mixed, '2020-11-09', '2021-12-31', '2022-01-10'), ['2022-01-01']);
  // With weeks from Tuesday on 2033 has 52 of them, so that its last is no week 53.
  const last = 'FREQ=YEARLY;WKST=TU;BYWEEKNO=-2,53;BYDAY=SU,MO';
  assert.deepEqual(days(last, '2024-11-23', '2034-01-01', '2034-01-10'), []);
  // The third of a week is counted from the week's start, though the rule begins in the middle of it.
  const third = 'FREQ=WEEKLY;BYDAY=TU,FR,SA,SU;BYSETPOS=3';
  assert.deepEqual(days(third, '2010-08-06', '2010-08-06', '2010-08-10'), ['2010-08-06', '2010-08-07']);
  // Which day of a week by its number, the start says: without BYDAY it is not all seven.
  assert.deepEqual(days('FREQ=YEARLY;BYWEEKNO=2', '2012-04-18', '2013-01-01', '2013-12-31'), ['2013-01-09']);
});
