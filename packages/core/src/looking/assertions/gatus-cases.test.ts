/**
 * Gatus' own condition cases, said in our words. Deliberate differences:
 *
 * - `len(…)` is `json $[?length(@.data) == 3]`-like filters of RFC 9535, on members of an object or an array; the length
 *   of a body that is no JSON is `size`, an upper bound only.
 * - The whole body as a value (`[BODY] == test`, `[BODY] < 124`) is an anchored expression, or `json $` where it is JSON.
 * - `pat(…)` is a regular expression; `any(a, b)` is an alternation.
 * - Two members of a body are compared by a filter, not by two placeholders.
 * - A missing member has no value: every comparison with it fails, `!=` too, where Gatus compares with "(INVALID)".
 * - A string never equals a number: `"5"` is found by `== 5` as a text, not as 5.0; Gatus drops fractions of numbers.
 * - `time` has an upper bound only: that an answer must take long is not something to watch for.
 * - `[IP]`, `[CONNECTED]`, `[DOMAIN_EXPIRATION]`, `[DNS_RCODE]` and contexts belong to check types that are yet to come.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { judge, type JudgedSample } from '../judge.ts';
import { parseExpectation } from '../expect/parse.ts';
import { sharedFile } from '../../testing/shared-corpus.ts';
import { compileAssertions } from './compile.ts';

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly portable?: boolean;
  readonly input: {
    readonly condition?: string;
    readonly path?: string;
    readonly data?: string;
    readonly pattern?: string;
    readonly text?: string;
    readonly headers?: Readonly<Record<string, string>> | null;
    readonly lookup?: string;
    readonly result?: { readonly status?: number; readonly response_time_ms?: number; readonly body?: string };
  };
  readonly expected: {
    readonly success?: boolean;
    readonly output?: string;
    readonly match?: boolean;
    readonly found?: boolean;
  };
}

const file = sharedFile('corpora/gatus-cases.json');
const skip = file === undefined && 'the shared corpora are not here';
const cases: readonly Case[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases : [];

/** Gatus' condition, and ours. */
const CONDITIONS: Readonly<Record<string, string>> = {
  '[STATUS] == 200': 'status == 200',
  '[BODY] == test': 'body matches /^test$/',
  '[BODY].status == UP': 'json $.status == UP',
  '[BODY] < 124': 'json $ < 124',
  '[BODY] > 123': 'json $ > 123',
  '[BODY].user.firstName != [BODY].user.lastName': 'json $[?@.firstName != @.lastName] exists',
  '[BODY].data.id == 1': 'json $.data.id == 1',
  '[BODY].data.id > 5': 'json $.data.id > 5',
  '[BODY].data.id < 5': 'json $.data.id < 5',
  'len([BODY].data) == 3': 'json $[?length(@) == 3] exists',
  'len([BODY].data) == 8': 'json $.data[7] exists',
  'len([BODY]) == 8': 'body matches /^.{8}$/s',
  '[BODY].name == pat(john*)': 'json $.name matches /^john.*$/',
  '[BODY] == pat(*<div id="user">john.doe</div>*)': 'body contains \'<div id="user">john.doe</div>\'',
  '[BODY].name == any(john.doe, jane.doe)': String.raw`json $.name matches /^(john\.doe|jane\.doe)$/`,
};
const NOT_OURS = /\[(?:IP|DOMAIN_EXPIRATION|CONNECTED|DNS_RCODE)\]|\[RESPONSE_TIME\] >/;

function holds(expectation: string, sample: Partial<JudgedSample> & { readonly text?: string }): boolean {
  const assertion = parseExpectation(expectation);
  assert.ok(!('problem' in assertion), expectation);
  const body = sample.text === undefined ? undefined : new TextEncoder().encode(sample.text);
  const seen = { phases: { totalMs: 1 }, facts: {}, ...sample, ...(body && { body }) };
  return judge(seen, compileAssertions([assertion]), { nowMs: () => 0, limitMs: 1 }).assertions[0]?.passed === true;
}

const ofKind = (kind: string) => cases.filter((one) => one.kind === kind && one.portable);

test('conditions come out as they do in Gatus', { skip }, () => {
  let compared = 0;
  for (const { id, input, expected } of ofKind('condition')) {
    const condition = input.condition ?? '';
    if (NOT_OURS.test(condition)) continue;
    const ours = CONDITIONS[condition];
    assert.ok(ours, `${id}: ${condition} is neither said in our words nor listed as a difference`);
    const sample = {
      facts: { statusCode: input.result?.status ?? 200 },
      ...(input.result?.body !== undefined && { text: input.result.body }),
    };
    assert.equal(holds(ours, sample), expected.success, `${id}: ${ours}`);
    compared++;
  }
  assert.ok(compared >= 15, `${compared} compared`);
});

test('paths find what they find in Gatus', { skip }, () => {
  for (const { id, input, expected } of ofKind('jsonpath')) {
    const path = input.path?.startsWith('[') ? `$${input.path}` : `$.${input.path}`;
    assert.ok(holds(`json ${path} == '${expected.output}'`, { text: input.data ?? '' }), `${id}: ${path}`);
  }
});

test('patterns with stars match as regular expressions do', { skip }, () => {
  for (const { id, input, expected } of ofKind('glob')) {
    const expression = (input.pattern ?? '').replaceAll('*', '.*');
    assert.equal(holds(`body matches /^${expression}$/s`, { text: input.text ?? '' }), expected.match, id);
  }
});

test('headers are found in any case', { skip }, () => {
  for (const { id, input, expected } of ofKind('header-case')) {
    const names = Object.entries(input.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    const facts = { headers: Object.fromEntries(names) as Record<string, string> };
    assert.equal(holds(`header ${input.lookup} exists`, { facts }), expected.found, id);
  }
});
