import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { contextFor, opening } from './testing/alerts.ts';

const long = 'x'.repeat(5_000);
const many = { total: 500, headlines: Array.from({ length: 400 }, (_, index) => `shop ${index} ${long}`) };

test('what fits as it is stays as it is', () => {
  const message = opening({ target: 'y'.repeat(3_900) });
  const text = fitAlert(
    { message, context: contextFor() },
    (one) => one,
    () => true,
  );
  assert.equal(text.facts[0]?.value, message.target);
  assert.equal(text.headline, message.headline);
  assert.equal(text.cause, message.failure?.message);
});

test('every text is cut alike, the short ones stay whole, and links are never touched', () => {
  const message = opening({ headline: long, target: long, monitorName: long, regions: ['local'] });
  const text = fitAlert(
    { message, context: contextFor() },
    (one) => one,
    (one) => jsonBytes(one) <= 2_000,
  );
  assert.ok(jsonBytes(text) <= 2_000);
  for (const cutText of [text.name, text.headline, text.summary, text.facts[0]!.value])
    assert.match(cutText, /^x+… \(\+\d{4}\)$/);
  assert.equal(text.headline.length, text.facts[0]!.value.length);
  assert.equal(text.facts[1]?.value, 'local');
  assert.equal(text.link, 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002');
});

test('of many monitors fewer are named, and those left out are counted', () => {
  const message = opening({ digest: many });
  const of = (bytes: number) =>
    fitAlert(
      { message, context: contextFor() },
      (one) => one,
      (one) => jsonBytes(one) <= bytes,
    ).members;
  assert.equal(of(1_000_000).length, 101);
  assert.equal(of(1_000_000).at(-1), 'and 400 more');
  assert.equal(of(2_000).length, 11);
  assert.equal(of(2_000).at(-1), 'and 490 more');
});

test('where nothing fits the shortest form is what is sent', () => {
  const sizes: number[] = [];
  const made = fitAlert(
    { message: opening({ digest: many, headline: long }), context: contextFor() },
    (text) => text,
    (text) => {
      sizes.push(jsonBytes(text));
      return false;
    },
  );
  assert.equal(jsonBytes(made), sizes.at(-1));
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  assert.equal(made.members.at(-1), 'and 495 more');
});

test("a channel's own words are cut as ours are", () => {
  const context = contextFor({ template: { title: `${'t'.repeat(400)} {{ name }}`, body: 'b'.repeat(3_000) } });
  const text = fitAlert(
    { message: opening(), context },
    (one) => one,
    (one) => jsonBytes(one) <= 1_500,
  );
  assert.match(text.title ?? '', /^t+… \(\+\d+\)$/);
  assert.equal(text.title, text.headline);
  assert.match(text.notes[0] ?? '', /^b+… \(\+\d+\)$/);
});
