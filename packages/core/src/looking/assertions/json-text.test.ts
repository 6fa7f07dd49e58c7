import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '../../testing/shared-corpus.ts';
import { JSON_DEPTH_MAX, parseJson } from './json-text.ts';

interface Case {
  readonly id: string;
  readonly expected: { readonly parse: 'accept' | 'reject' | 'either' };
  readonly bytes_b64?: string;
  readonly generator?: string;
}

const file = sharedFile('corpora/json-parsing.json');
const skip = file === undefined && 'the shared corpora are not here';
const cases: readonly Case[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases : [];

function textOf({ bytes_b64, generator }: Case): string {
  if (bytes_b64 !== undefined) return new TextDecoder().decode(Buffer.from(bytes_b64, 'base64'));
  assert.ok(generator !== undefined);
  return '[{"":'.repeat(50_000);
}

test('every body of the JSON test suite is taken or refused as it says', { skip }, () => {
  assert.ok(cases.length > 100);
  for (const one of cases) {
    const parsed = parseJson(textOf(one));
    if (one.expected.parse !== 'either') {
      assert.equal('value' in parsed, one.expected.parse === 'accept', `${one.id}: ${JSON.stringify(parsed)}`);
    }
  }
});

test('a document may be as deep as the limit and no deeper, whatever it is made of', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const) {
    const levels = open.length === 1 || open === '{"a":' ? 1 : 2;
    const at = (depth: number) => open.repeat(depth / levels) + '1' + close.repeat(depth / levels);
    assert.ok('value' in parseJson(at(JSON_DEPTH_MAX)), open);
    assert.deepEqual(parseJson(at(JSON_DEPTH_MAX + levels)), { problem: 'it is nested more than 1000 deep' }, open);
    assert.ok('problem' in parseJson(at(100_000)), open);
    assert.ok('problem' in parseJson(open.repeat(100_000)), open);
  }
});

test('a document of many brackets may be as deep as the limit too', () => {
  const deep = (depth: number) => `[${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},[],[]]`;
  assert.ok('value' in parseJson(deep(JSON_DEPTH_MAX)));
  assert.ok('problem' in parseJson(deep(JSON_DEPTH_MAX + 1)));
});

test('many brackets side by side, or inside strings, are not depth', () => {
  assert.ok('value' in parseJson(`[${'[],'.repeat(5000)}{}]`));
  assert.ok('value' in parseJson(JSON.stringify({ text: '[{"'.repeat(5000), '[\\': '{'.repeat(2000) })));
});

test('a body cannot reach the prototypes', () => {
  const parsed = parseJson('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
  assert.ok('value' in parsed);
  assert.equal(Object.getPrototypeOf(parsed.value), Object.prototype);
  assert.equal('isAdmin' in {}, false);
});

test('numbers out of range and a number of a million digits are numbers', () => {
  assert.deepEqual(parseJson('[1e999,-1e999]'), { value: [Infinity, -Infinity] });
  assert.ok('value' in parseJson('9'.repeat(1_000_000)));
});

test('of two members with one name the last counts', () => {
  assert.deepEqual(parseJson('{"a":1,"a":2}'), { value: { a: 2 } });
});
