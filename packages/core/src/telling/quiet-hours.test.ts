import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTimeZone, quietUntil, type QuietHours, WEEKDAYS } from './quiet-hours.ts';

const NIGHT: QuietHours = { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00' };

function until(hours: QuietHours, at: string): string | undefined {
  const ms = quietUntil(hours, 'DEGRADED', Date.parse(at));
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

test('what is told at night waits until morning, by the clock of the place', () => {
  assert.equal(until(NIGHT, '2026-01-10T20:59:59Z'), undefined);
  assert.equal(until(NIGHT, '2026-01-10T21:00:00Z'), '2026-01-11T06:00:00.000Z');
  assert.equal(until(NIGHT, '2026-01-11T05:59:59Z'), '2026-01-11T06:00:00.000Z');
  assert.equal(until(NIGHT, '2026-01-11T06:00:00Z'), undefined);
  assert.equal(until(NIGHT, '2026-07-11T00:00:00Z'), '2026-07-11T05:00:00.000Z', 'in summer an hour earlier');
});

test('a night in which the clocks change ends by the clock on the wall', () => {
  assert.equal(until(NIGHT, '2026-03-28T22:00:00Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(until(NIGHT, '2026-10-24T22:00:00Z'), '2026-10-25T06:00:00.000Z');
  assert.equal(
    until({ ...NIGHT, to: '02:30' }, '2026-03-28T23:00:00Z'),
    '2026-03-29T01:30:00.000Z',
    'an hour that is skipped',
  );
  assert.equal(
    until({ ...NIGHT, to: '02:30' }, '2026-10-24T22:00:00Z'),
    '2026-10-25T01:30:00.000Z',
    'an hour that comes twice',
  );
});

test('what is down is told at any hour, unless the policy says otherwise', () => {
  const at = Date.parse('2026-01-10T23:00:00Z');
  assert.equal(quietUntil(NIGHT, 'DOWN', at), undefined);
  assert.equal(quietUntil({ ...NIGHT, severities: ['DOWN'] }, 'DOWN', at), Date.parse('2026-01-11T06:00:00Z'));
  assert.equal(quietUntil({ ...NIGHT, severities: ['DOWN'] }, 'DEGRADED', at), undefined);
  assert.equal(quietUntil(undefined, 'DEGRADED', at), undefined);
});

test('days are those on which the hours begin', () => {
  const fridays: QuietHours = { ...NIGHT, timeZone: 'UTC', days: ['FRI'] };
  assert.equal(until(fridays, '2026-11-20T23:00:00Z'), '2026-11-21T07:00:00.000Z', 'a Friday');
  assert.equal(until(fridays, '2026-11-21T03:00:00Z'), '2026-11-21T07:00:00.000Z', 'the morning after it');
  assert.equal(until(fridays, '2026-11-20T03:00:00Z'), undefined, 'the morning before it');
  assert.equal(until(fridays, '2026-11-21T23:00:00Z'), undefined);
});

test('hours that touch are one: a quiet weekend ends on Monday', () => {
  const weekend: QuietHours = { timeZone: 'UTC', days: ['SAT', 'SUN'], from: '00:00', to: '00:00' };
  assert.equal(until(weekend, '2026-11-21T10:00:00Z'), '2026-11-23T00:00:00.000Z');
  assert.equal(until(weekend, '2026-11-23T00:00:00Z'), undefined);
});

test('the end of quiet hours is later than now, within nine days, and not quiet itself', () => {
  const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
  const hours = fc.record({
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    days: fc.subarray([...WEEKDAYS], { minLength: 1, maxLength: 6 }),
    from: time,
    to: time,
  });
  const start = Date.UTC(2026, 0, 1);
  fc.assert(
    fc.property(hours, fc.nat(366 * 1440), (given, minutes) => {
      const nowMs = start + minutes * 60_000;
      const endMs = quietUntil(given, 'DEGRADED', nowMs);
      if (endMs === undefined) return;
      assert.ok(endMs > nowMs && endMs <= nowMs + 9 * 86_400_000, `${new Date(nowMs).toISOString()} ${endMs}`);
      assert.equal(quietUntil(given, 'DEGRADED', endMs), undefined);
    }),
  );
});

test('a time zone that nobody knows is told apart', () => {
  assert.ok(isTimeZone('Europe/Berlin'));
  assert.ok(!isTimeZone('Europe/Atlantis'));
});
