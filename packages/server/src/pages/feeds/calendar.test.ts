import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageIncidentView } from '@upwatch/core';
import fc from 'fast-check';
import { calendar } from './calendar.ts';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

function work(title: string, body = 'We move.'): PageIncidentView {
  return {
    ...{
      id: 'w',
      title,
      status: 'INVESTIGATING',
      phase: 'scheduled',
      impact: 'NONE',
      startedAtMs: AT,
      updatedAtMs: AT,
    },
    scheduled: { fromMs: AT, untilMs: AT + 3_600_000 },
    affected: [{ componentId: 'c', name: 'Checkout', status: 'UNDER_MAINTENANCE' }],
    updates: [{ id: 'u', status: 'INVESTIGATING', body, atMs: AT }],
  };
}

const linesOf = (text: string): readonly string[] => text.replaceAll('\r\n ', '').split('\r\n');

test('announced work is an event with its times in UTC and its text escaped (RFC 5545)', () => {
  const text = calendar({ name: 'Shop, inc', works: [work('New; database')], urlOf: (id) => `https://s.test/${id}` });
  const lines = linesOf(text);
  for (const line of [
    ...['BEGIN:VEVENT', 'UID:w@upwatch', 'DTSTART:20260102T030405Z', 'DTEND:20260102T040405Z'],
    ...[String.raw`SUMMARY:New\; database`, String.raw`DESCRIPTION:We move.\nCheckout`, 'URL:https://s.test/w'],
    ...[String.raw`X-WR-CALNAME:Shop\, inc`, 'END:VCALENDAR'],
  ]) {
    assert.ok(lines.includes(line), line);
  }
});

test('whatever is in it, no line is longer than 75 octets, and no text makes a line of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const text = calendar({ name: title, works: [work(title, title)], urlOf: () => undefined });
      for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.equal(linesOf(text).filter((line) => line.startsWith('BEGIN:')).length, 2);
      assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
    }),
  );
});

test('work that does not take place is cancelled in calendars, and stands in them no longer as if it did', () => {
  const calledOff = { ...work('New database'), status: 'RESOLVED', phase: 'called-off' } as const;
  const linesOfOne = (one: PageIncidentView) =>
    linesOf(calendar({ name: 'Shop', works: [one], urlOf: () => undefined })).filter((line) =>
      line.startsWith('STATUS'),
    );
  assert.deepEqual(linesOfOne(work('New database')), ['STATUS:CONFIRMED']);
  assert.deepEqual(linesOfOne(calledOff), ['STATUS:CANCELLED']);
});
