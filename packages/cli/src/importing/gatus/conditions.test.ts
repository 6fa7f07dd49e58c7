import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compileAssertions, judge } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import { revealed } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import { type Said, sayCondition, splitCondition } from './conditions.ts';

function configsOf(said: Said): unknown {
  return 'assertions' in said ? said.assertions.map(({ config }) => config) : said;
}

/** What Gatus takes, and what it becomes. */
const SAID: readonly (readonly [condition: string, type: string, said: unknown])[] = [
  ['[STATUS] == 200', 'HTTP', [{ type: 'status_code', expected: '200', operator: 'equals' }]],
  ['200 == [STATUS]', 'HTTP', [{ type: 'status_code', expected: '200', operator: 'equals' }]],
  ['300 > [STATUS]', 'HTTP', [{ type: 'status_code', expected: '300', operator: 'less_than' }]],
  ['[STATUS] == any(200, 429)', 'HTTP', [{ type: 'status_code', expected: '200,429', operator: 'equals' }]],
  ['[STATUS] == pat(2*)', 'HTTP', [{ type: 'status_code', expected: '2xx', operator: 'equals' }]],
  ['[STATUS] == 0xC8', 'HTTP', [{ type: 'status_code', expected: '200', operator: 'equals' }]],
  ['[RESPONSE_TIME] < 300', 'HTTP', [{ type: 'response_time', thresholdMs: 299 }]],
  ['[RESPONSE_TIME] <= 1.5s', 'HTTP', [{ type: 'response_time', thresholdMs: 1500 }]],
  ['[RESPONSE_TIME] < 1m', 'TCP', [{ type: 'tcp_response_time', maxMs: 59_999 }]],
  ['[RESPONSE_TIME] < 100', 'ICMP', [{ type: 'icmp_response_time', maxMs: 99 }]],
  ['[CERTIFICATE_EXPIRATION] > 48h', 'HTTP', [{ type: 'ssl_expiry', minDaysRemaining: 2 }]],
  ['[CERTIFICATE_EXPIRATION] > 30h', 'HTTP', [{ type: 'ssl_expiry', minDaysRemaining: 2 }]],
  ['[CONNECTED] == true', 'TCP', { holds: true }],
  [
    '[BODY].user.name == john',
    'HTTP',
    [{ type: 'json_path', path: '$.user.name', operator: 'equals', expected: 'john' }],
  ],
  ['[BODY][0].id == 1', 'HTTP', [{ type: 'json_path', path: '$[0].id', operator: 'equals', expected: '1' }]],
  ['[BODY].a-b == 1', 'HTTP', [{ type: 'json_path', path: "$['a-b']", operator: 'equals', expected: '1' }]],
  ['[BODY].load < 0.5', 'HTTP', [{ type: 'json_path', path: '$.load', operator: 'less_than', expected: '0.5' }]],
  ['[BODY].age > 5s', 'HTTP', [{ type: 'json_path', path: '$.age', operator: 'greater_than', expected: '5000' }]],
  ['len([BODY].items) >= 2', 'HTTP', [{ type: 'json_path', path: '$.items[1]', operator: 'exists', expected: '' }]],
  [
    'has([BODY].error) == false',
    'HTTP',
    [{ type: 'json_path', path: '$.error', operator: 'not_exists', expected: '' }],
  ],
  ['[BODY] == pat(*ok*)', 'HTTP', [{ type: 'body_contains', substring: 'ok' }]],
  ['[BODY] != pat(*error*)', 'HTTP', [{ type: 'body_not_contains', substring: 'error' }]],
  ['[BODY] == 192.0.2.1', 'DNS', [{ type: 'dns_record_equals', value: '192.0.2.1' }]],
  ['[BODY] == pat(*.example.)', 'DNS', { lost: 'of a pattern only *text* can be said' }],
  ['[DNS_RCODE] == NOERROR', 'DNS', [{ type: 'dns_resolves' }]],
  ['[DNS_RCODE] == NXDOMAIN', 'DNS', { lost: 'what must not resolve cannot be said' }],
  ['[RESPONSE_TIME] > 100', 'HTTP', { lost: 'an answer may be too slow, not too fast' }],
  ['[STATUS]==200', 'HTTP', { lost: 'has no operator with blanks around it' }],
  ['[BODY].a == [BODY].b', 'HTTP', { lost: 'compares two parts of an answer with one another' }],
  ['[DOMAIN_EXPIRATION] > 720h', 'HTTP', { lost: 'Upwatch does not ask when a domain expires' }],
];
for (const [condition, type, expected] of SAID) {
  test(`a condition of Gatus on ${type}: ${condition}`, () => {
    const said = sayCondition(condition, type);
    assert.deepEqual(configsOf(said), expected);
  });
}

test('where a condition would come out otherwise, that is said', () => {
  for (const condition of [
    '[BODY].load < 0.5',
    '[BODY].a != b',
    '[CERTIFICATE_EXPIRATION] > 30h',
    'len([BODY].items) > 2',
    '[BODY].age > 5s',
  ]) {
    const said = sayCondition(condition, 'HTTP');
    assert.ok('changed' in said && said.changed !== undefined, condition);
  }
});

test('operators are looked for in the order of Gatus, wherever they stand', () => {
  assert.deepEqual(splitCondition('[BODY].a > 1 == true'), { left: '[BODY].a > 1', operator: '==', right: 'true' });
  assert.deepEqual(splitCondition('[STATUS] <= 3 > 2'), { left: '[STATUS]', operator: '<=', right: '3 > 2' });
});

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly portable: boolean;
  readonly input: {
    readonly condition: string;
    readonly result?: { status?: number; response_time_ms?: number; body?: string };
  };
  readonly expected: { readonly success: boolean };
}
const file = sharedFile('corpora/gatus-cases.json');

test('conditions that are said come out as they do in Gatus', {
  skip: !file && 'the shared corpora are not here',
}, () => {
  const { cases } = JSON.parse(readFileSync(file!, 'utf8')) as { cases: readonly Case[] };
  let compared = 0;
  for (const { id, kind, portable, input, expected } of cases) {
    if (kind !== 'condition' || !portable) continue;
    const said = sayCondition(input.condition, 'HTTP');
    if (!('assertions' in said) || /CERTIFICATE/.test(input.condition)) continue;
    const monitor = {
      name: 'm',
      type: 'HTTP',
      config: { url: 'https://a.example/', method: 'GET' },
      assertions: said.assertions,
    };
    const thing = { section: 'monitors', ref: 'm', name: 'm', from: 'http', body: monitor } as const;
    assert.equal(problemOf(thing), undefined, id);
    const { status = 200, response_time_ms: totalMs = 1, body = '' } = input.result ?? {};
    const sample = { phases: { totalMs }, facts: { statusCode: status }, body: new TextEncoder().encode(body) };
    const assertions = revealed(said.assertions) as unknown as Parameters<typeof compileAssertions>[0];
    const judged = judge(sample, compileAssertions(assertions), { nowMs: () => 0, limitMs: 100 });
    const holds = judged.assertions.every(({ passed }) => passed);
    if (holds !== expected.success && said.changed !== undefined) continue;
    assert.equal(holds, expected.success, `${id}: ${input.condition}`);
    compared++;
  }
  assert.ok(compared >= 10, `${compared} compared`);
});
