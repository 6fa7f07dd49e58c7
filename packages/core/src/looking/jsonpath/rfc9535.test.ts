import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createFuel } from '../assertions/fuel.ts';
import type { Json } from '../monitor.ts';
import { sharedFile } from '../../testing/shared-corpus.ts';
import { compileJsonPath, evaluateJsonPath } from './evaluate.ts';
import { parseJsonPath } from './parse.ts';
import { printJsonPath } from './print.ts';
import { JsonPathSyntaxError } from './syntax-error.ts';

interface Case {
  readonly id: string;
  readonly title: string;
  readonly input: { readonly selector: string; readonly document: Json };
  readonly expected: {
    readonly result?: readonly Json[];
    readonly results?: readonly (readonly Json[])[];
    readonly invalid_selector?: true;
  };
}

const file = sharedFile('corpora/jsonpath-rfc9535.json');
const skip = file === undefined && 'the shared corpora are not here';
const cases: readonly Case[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases : [];
const fuel = () => createFuel({ nowMs: () => 0, limitMs: 1 });

test('every query of the compliance suite gives what RFC 9535 says, or is refused', { skip }, () => {
  assert.equal(cases.length, 703);
  for (const { id, title, input, expected } of cases) {
    const where = `${id} ${title}: ${input.selector}`;
    if (expected.invalid_selector) {
      assert.throws(() => compileJsonPath(input.selector), JsonPathSyntaxError, where);
      continue;
    }
    const found = evaluateJsonPath(compileJsonPath(input.selector), input.document, fuel());
    const right = expected.results ?? [expected.result ?? []];
    assert.ok(
      right.some((result) => JSON.stringify(result) === JSON.stringify(found)),
      `${where}: ${JSON.stringify(found)} is not ${JSON.stringify(right)}`,
    );
  }
});

test('every query of the compliance suite prints to a text that parses to it', { skip }, () => {
  for (const { input, expected } of cases) {
    if (expected.invalid_selector) continue;
    const query = parseJsonPath(input.selector);
    assert.deepEqual(parseJsonPath(printJsonPath(query)), query, input.selector);
  }
});
