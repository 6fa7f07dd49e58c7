import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeAlert } from './alert-text.ts';
import { smsText } from './sms-text.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';

const LINK = 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002';
const sms = (...[message, context = contextFor()]: Partial<Parameters<typeof composeAlert>>): string =>
  smsText(composeAlert(message ?? opening(), context));

test('an alert with its link fits one message', () => {
  assert.equal(sms(), `shop is down in local since 12:04: the certificate has expired ${LINK}`);
  assert.equal(sms(recovery()), `shop is up again after 12 min 5 s ${LINK}`);
});

test('the link by which one acts goes before the one that shows, which goes before none', () => {
  const actions = [{ label: 'Acknowledge', url: `https://upwatch.example/act/${'t'.repeat(75)}` }];
  const withHeadline = (length: number): string =>
    sms(opening({ headline: 'x'.repeat(length) }), contextFor({ actions })).replace(/^x+ ?/, '');
  assert.equal(withHeadline(55), actions[0]!.url);
  assert.equal(withHeadline(57), LINK);
  assert.equal(withHeadline(100), '');
});

test('a title of a template stands alone', () => {
  const text = sms(opening({ repeats: 2 }), contextFor({ template: { title: '{{ monitor.name }}!' } }));
  assert.match(text, /^[^:]*! /);
});

test('what is told again says so; many are named as far as there is room', () => {
  assert.match(sms(opening({ repeats: 2 })), /^STILL DOWN: shop is down/);
  assert.match(sms(opening({ kind: 'INCIDENT_REOPENED' })), /^DOWN AGAIN: shop is down/);
  const digest = { total: 10, headlines: ['a is down', 'b is down'] };
  assert.equal(
    sms(opening({ headline: '10 monitors are down', digest })),
    '10 monitors are down: a is down; b is down; and 8 more https://upwatch.example',
  );
});

test('that it is late is said whole, however long the headline: the link gives way, then the headline', () => {
  const late = { byMs: 3_600_000, nowTrue: 'It is up again now.' };
  const text = sms(opening({ headline: 'x'.repeat(500) }), contextFor({ late }));
  assert.ok(text.length <= 160);
  assert.match(text, /^x+\.\.\.\(\+\d+\) This message comes 1 h late: it is about .* It is up again now\.$/);
});

test('marks of typography do not cost half of the message; another alphabet does', () => {
  const name = '\u201cshop\u201d \u2013 a\u2026b';
  assert.match(sms(opening({ headline: `${name} is down` })), /^"shop" - a\.\.\.b is down https/);
  for (const headline of ['магазин не отвечает '.repeat(20), '🔥'.repeat(300), '店'.repeat(300)]) {
    const text = sms(opening({ headline }));
    assert.ok(text.length <= 70 && text.length > 60, text);
    assert.ok(text.isWellFormed());
    assert.match(text, /\.\.\.\(\+\d+\)$/);
  }
});

test('characters of the extended alphabet take the room of two', () => {
  const text = sms(opening({ headline: '€'.repeat(200) }));
  assert.match(text, /^€+\.\.\.\(\+\d+\)$/);
  assert.ok(text.replaceAll('€', '€€').length <= 160);
  assert.equal(sms(opening({ headline: '{'.repeat(80) })), '{'.repeat(80));
});

test('a text that fits to the last character is not cut', () => {
  assert.equal(sms(opening({ headline: 'a'.repeat(160) })), 'a'.repeat(160));
  assert.match(sms(opening({ headline: 'a'.repeat(161) })), /^a{151}\.\.\.\(\+10\)$/);
  assert.equal(sms(opening({ headline: 'я'.repeat(70) })), 'я'.repeat(70));
});
