import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { parseOrFaults, shown } from './faults.ts';

const TEXTS: readonly (readonly [title: string, schema: z.ZodType, message: string])[] = [
  ["a pattern's own message", z.string().regex(/^a+$/, 'must be many a'), 'name must be many a, got "b"'],
  ['the pattern itself where it has none', z.string().regex(/^a+$/), 'name must match /^a+$/, got "b"'],
  ['a format that has a name', z.url(), 'name must be a URL, got "b"'],
  ['any other format', z.ipv4(), 'name must be a text in the format ipv4, got "b"'],
];
for (const [title, schema, message] of TEXTS) {
  test(`what a text must look like is said: ${title}`, () => {
    const result = parseOrFaults(z.object({ name: schema }), { name: 'b' });
    assert.ok('faults' in result);
    assert.equal(result.faults[0]!.message, message);
  });
}

test('a rule over what was made of a text is told of with the text that came', () => {
  const time = z.iso.datetime().transform((text) => Date.parse(text));
  const schema = z.object({
    hours: z.array(z.object({ from: time.refine((ms) => ms === 0, 'must be the beginning') })),
  });
  const result = parseOrFaults(schema, { hours: [{ from: '2026-01-01T09:30:00Z' }] });
  assert.ok('faults' in result);
  assert.equal(result.faults[0]!.message, 'hours[0].from must be the beginning, got "2026-01-01T09:30:00Z"');
});

test('what an address may hold is not repeated: a login, and the values of its query', () => {
  for (const [text, said] of [
    ['https://u:p@h.example/a?token=s&b=t#c', 'https://…@h.example/a?token=…&b=…#c'],
    ['ftp://u:p@h', 'ftp://…@h'],
    ['https:\\\\u:p@h', 'https:\\\\…@h'],
    ['h.example/?token=s t', 'h.example/?token=…'],
    ['https://h.example/@u?a', 'https://h.example/@u?a'],
    ['^(?=ok)a', '^(?=ok)a'],
    ['who? me=you', 'who? me=you'],
    ['a@shop.test', 'a@shop.test'],
  ] as const)
    assert.equal(shown(text), JSON.stringify(said));
});

const MONITOR = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('a'), name: z.string(), config: z.object({ url: z.string() }) }),
  z.strictObject({ type: z.literal('b'), name: z.string(), config: z.object({ host: z.string() }) }),
]);

test('where the field is missing that tells the forms apart, what is wrong in every form is said all the same', () => {
  const messagesOf = (value: unknown): readonly string[] => {
    const result = parseOrFaults(MONITOR, value);
    assert.ok('faults' in result);
    return result.faults.map((fault) => fault.message);
  };
  assert.deepEqual(messagesOf({ name: 1, config: {}, more: true }), [
    'type must be one of a, b',
    'name must be a text, got 1',
    'more is not a known field',
  ]);
  assert.deepEqual(messagesOf({ type: 'c', name: 1 }), ['type must be one of a, b, got "c"']);
  assert.deepEqual(messagesOf([]), ['body must be an object, got an empty list']);
});
