import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { parseOrFaults } from './faults.ts';

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
