import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CalendarSyntaxError, nextOccurrence, parseCalendar } from './calendar.ts';

const utc = (text: string): number => Date.parse(text);

/** What is written, after when, where, and when it takes place next. */
const CASES: readonly (readonly [string, string, string, string | undefined])[] = [
  ['daily', '2026-03-01T00:00:00Z', 'UTC', '2026-03-02T00:00:00Z'],
  ['hourly', '2026-03-01T10:59:59.999Z', 'UTC', '2026-03-01T11:00:00Z'],
  ['weekly', '2026-03-01T00:00:00Z', 'UTC', '2026-03-02T00:00:00Z'],
  ['quarterly', '2026-03-01T00:00:00Z', 'UTC', '2026-04-01T00:00:00Z'],
  ['Mon..Fri 09:00', '2026-03-06T09:00:00Z', 'UTC', '2026-03-09T09:00:00Z'],
  ['Sat,Sun *-*-* 06:30', '2026-03-06T09:00:00Z', 'UTC', '2026-03-07T06:30:00Z'],
  ['Fri..Mon 12:00', '2026-03-03T12:00:00Z', 'UTC', '2026-03-06T12:00:00Z'],
  ['*-*~1 23:00', '2026-02-01T00:00:00Z', 'UTC', '2026-02-28T23:00:00Z'],
  ['*-02-29 00:00', '2026-02-01T00:00:00Z', 'UTC', '2028-02-29T00:00:00Z'],
  ['*:0/15', '2026-03-01T10:46:00Z', 'UTC', '2026-03-01T11:00:00Z'],
  ['*-*-* 8..18/2:00:30', '2026-03-01T09:00:00Z', 'UTC', '2026-03-01T10:00:30Z'],
  ['2026-12-24 18:00', '2026-12-24T18:00:00Z', 'UTC', undefined],
  ['*-*-* 09:00 Europe/Berlin', '2026-07-01T00:00:00Z', 'UTC', '2026-07-01T07:00:00Z'],
  // The clock goes forward from 02:00 to 03:00: 02:30 is as much later. And back: 02:30 comes once, the first time.
  ['02:30', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['02:30', '2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['02:30', '2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-26T01:30:00Z'],
];

for (const [text, after, zone, next] of CASES) {
  test(`${text} after ${after} in ${zone} is ${next ?? 'never'}`, () => {
    const found = nextOccurrence(parseCalendar(text), utc(after), zone);
    assert.equal(found === undefined ? undefined : new Date(found).toISOString(), next && new Date(next).toISOString());
  });
}

test('what is no calendar event is refused with what was expected', () => {
  for (const [text, says] of [
    ['', /weekdays, a date and a time/],
    ['Foo 09:00', /weekdays such as/],
    ['25:00', /hour from 0 to 23, got "25"/],
    ['*-13-01', /month from 1 to 12/],
    ['*-*-32', /day from 1 to 31/],
    ['09:00 09:00', /weekdays, a date and a time/],
    ['5..3:00', /hour/],
    ['*/0:00', /hour/],
    ['9', /time such as/],
  ] as const) {
    assert.throws(
      () => parseCalendar(text),
      (error) => error instanceof CalendarSyntaxError && says.test(error.message),
      text,
    );
  }
});

test('occurrences come in order, and nothing makes the search throw or hang', () => {
  const number = fc.nat({ max: 59 });
  const piece = fc.oneof(
    fc.constant('*'),
    number.map(String),
    fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}..${Math.max(a, b)}`),
    number.map((by) => `0/${by + 1}`),
  );
  const minutes = fc
    .tuple(fc.constantFrom('*', '0', '3', '12..14'), piece)
    .map(([hour, minute]) => `${hour}:${minute}`);
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo');
  fc.assert(
    fc.property(minutes, zones, fc.nat({ max: 366 * 24 * 60 }), (text, zone, minute) => {
      const event = parseCalendar(text);
      const afterMs = Date.UTC(2026, 0, 1) + minute * 60_000;
      const first = nextOccurrence(event, afterMs, zone);
      assert.ok(first !== undefined && first > afterMs && first - afterMs <= 26 * 3_600_000);
      const second = nextOccurrence(event, first, zone);
      assert.ok(second !== undefined && second > first);
    }),
    { numRuns: 300 },
  );
});
