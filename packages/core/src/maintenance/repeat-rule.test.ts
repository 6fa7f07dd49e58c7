import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRepeatRule, timeZoneProblem } from './repeat-rule.ts';
import { repeatProblem } from './repeat-check.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

test('a rule is read part by part, in any order, with or without its name', () => {
  const rule = { freq: 'MONTHLY', byDay: ['-1SU', '2MO'], interval: 2, count: 5 };
  assert.deepEqual(parseRepeatRule('RRULE:INTERVAL=2;freq=monthly;BYDAY=-1SU,+2MO;COUNT=5;'), { rule });
});

const REFUSED = [
  ['', 'must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part ""'],
  ['daily', 'must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part "daily"'],
  ['FREQ=DAILY;BYEASTER=1', 'must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part "BYEASTER=1"'],
  ['FREQ=DAILY;__proto__=1', 'must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part "__proto__=1"'],
  ['FREQ=MINUTELY', 'must have FREQ as one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, got "MINUTELY"'],
  ['BYDAY=SU', 'must say how often, such as FREQ=DAILY, got no FREQ'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'must have FREQ once, got it twice'],
  ['FREQ=DAILY;COUNT=0', 'must have COUNT as a whole number from 1 to 1000, got "0"'],
  ['FREQ=DAILY;INTERVAL=-1', 'must have INTERVAL as a whole number from 1 to 1000, got "-1"'],
  ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'must have COUNT or UNTIL, got both'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'must have BYMONTHDAY as a whole number from -31 to 31 but 0, got "32"'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'must have BYMONTHDAY as a whole number from -31 to 31 but 0, got "0"'],
  ['FREQ=WEEKLY;BYDAY=2MO', 'must have numbered days in BYDAY with MONTHLY or YEARLY alone, got WEEKLY'],
  ['FREQ=WEEKLY;BYDAY=XX', 'must have BYDAY as days such as MO, 2TU or -1SU, got "XX"'],
  [
    'FREQ=DAILY;UNTIL=20270631',
    'must have UNTIL as a day or a time such as 20301231 or 20301231T235959Z, got "20270631"',
  ],
  ['FREQ=DAILY;BYSETPOS=1', 'must have another BY part beside BYSETPOS, got none'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'must come again within 10 years, got "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"'],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'must come again within 10 years, got "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"'],
  ['FREQ=YEARLY;INTERVAL=50;COUNT=2', 'must come again within 10 years, got "FREQ=YEARLY;INTERVAL=50;COUNT=2"'],
  ['FREQ=YEARLY;INTERVAL=1000', 'must come again within 10 years, got "FREQ=YEARLY;INTERVAL=1000"'],
  [
    'FREQ=DAILY;UNTIL=20261120',
    'must have UNTIL at or after the first start 2026-11-21T12:00:00.000Z, got "FREQ=DAILY;UNTIL=20261120"',
  ],
  [
    'FREQ=HOURLY;BYSECOND=0,30',
    'must have BYSECOND as one second, so that its times are a minute apart at least, got "0,30"',
  ],
  ['FREQ=HOURLY', 'must leave time between one time and the next, got "FREQ=HOURLY" with times of 3600 s'],
  [
    'FREQ=HOURLY;COUNT=3',
    'must leave time between one time and the next, got "FREQ=HOURLY;COUNT=3" with times of 3600 s',
  ],
] as const;

const TAKEN = [
  'FREQ=HOURLY;INTERVAL=2',
  'FREQ=DAILY;BYHOUR=1,2,3',
  'FREQ=DAILY;UNTIL=20261121',
  'FREQ=DAILY;COUNT=1',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=YEARLY;INTERVAL=10',
];

for (const repeatRule of TAKEN) {
  test(`the rule "${repeatRule}" is taken`, () => {
    assert.equal(repeatProblem({ startsAtMs: NOON, endsAtMs: NOON + HOUR, timeZone: 'UTC', repeatRule }), undefined);
  });
}

for (const [repeatRule, problem] of REFUSED) {
  test(`the rule "${repeatRule}" is refused with what is wrong with it`, () => {
    assert.equal(repeatProblem({ startsAtMs: NOON, endsAtMs: NOON + HOUR, timeZone: 'UTC', repeatRule }), problem);
  });
}

test('a zone is one of the IANA database', () => {
  assert.equal(timeZoneProblem('Australia/Lord_Howe'), undefined);
  assert.equal(timeZoneProblem('CET/Berlin'), 'must be an IANA time zone such as Europe/Berlin, got "CET/Berlin"');
  assert.equal(timeZoneProblem(''), 'must be an IANA time zone such as Europe/Berlin, got ""');
});
