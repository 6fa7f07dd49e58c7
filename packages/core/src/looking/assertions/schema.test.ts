import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { arbitraryAssertion } from '../../testing/arbitrary-assertions.ts';
import { compileCheck } from './compile.ts';
import { AssertionConfigSchema, assertionOf, CreateAssertionSchema } from './schema.ts';

/** Each refusal as `path: message`. */
function refusalsOf(value: unknown): string[] {
  const result = CreateAssertionSchema.safeParse(value);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('what is accepted can be judged', () => {
  fc.assert(
    fc.property(arbitraryAssertion, (assertion) => {
      const parsed = CreateAssertionSchema.parse(assertion);
      assert.deepEqual(assertionOf(parsed), assertion);
      compileCheck(parsed.config);
    }),
    { numRuns: 1000 },
  );
});

test('the shapes of the contract are taken as they are', () => {
  const operators = {
    equals: '200',
    contains: '2',
    less_than: '300',
    greater_than: '100',
    matches: '2',
    range: '200-299',
  };
  for (const [operator, expected] of Object.entries(operators)) {
    for (const config of [
      { type: 'status_code', expected, operator },
      { type: 'json_path', path: '$.a', expected, operator },
      { type: 'header_value', headerName: 'A', expected, operator },
      { type: 'redirect_target', expected, operator },
    ]) {
      assert.deepEqual(AssertionConfigSchema.parse(config), config);
    }
  }
  for (const config of [
    { type: 'response_time', thresholdMs: 1 },
    { type: 'response_time_warn', warnMs: 1 },
    { type: 'body_contains', substring: 'a' },
    { type: 'regex_body', pattern: 'a' },
    { type: 'response_size', maxBytes: 0 },
    { type: 'redirect_count', maxCount: 0 },
    { type: 'ssl_expiry', minDaysRemaining: 0 },
  ]) {
    assert.deepEqual(AssertionConfigSchema.parse(config), config);
  }
});

test('an assertion fails unless it says that it only warns', () => {
  const config = { type: 'redirect_count', maxCount: 0 } as const;
  assert.equal(assertionOf(CreateAssertionSchema.parse({ config })).severity, 'fail');
  assert.equal(assertionOf(CreateAssertionSchema.parse({ config, severity: null })).severity, 'fail');
  assert.equal(assertionOf(CreateAssertionSchema.parse({ config, severity: 'warn' })).severity, 'warn');
});

test('what is expected may be left out only where it is not looked at', () => {
  assert.deepEqual(AssertionConfigSchema.parse({ type: 'json_path', path: '$', operator: 'exists' }), {
    type: 'json_path',
    path: '$',
    operator: 'exists',
    expected: '',
  });
  assert.deepEqual(refusalsOf({ config: { type: 'header_value', headerName: 'a', operator: 'equals' } }), [
    'config.expected: expected must not be empty for operator equals, got ""',
  ]);
});

test('what cannot be used is refused at its field, with the value that came', () => {
  const refused: readonly (readonly [object, RegExp])[] = [
    [
      { type: 'status_code', operator: 'equals', expected: 'ok' },
      /^config.expected: expected must be status codes .* got "ok"$/,
    ],
    [{ type: 'status_code', operator: 'range', expected: '299-200' }, /^config.expected: .* got "299-200"$/],
    [{ type: 'status_code', operator: 'exists', expected: '1' }, /^config.operator: /],
    [
      { type: 'header_value', headerName: 'a', operator: 'less_than', expected: 'x' },
      /^config.expected: expected must be a number, got "x"$/,
    ],
    [
      { type: 'header_value', headerName: 'a b', operator: 'equals', expected: 'x' },
      /^config.headerName: must be the name of a header$/,
    ],
    [
      { type: 'redirect_target', operator: 'range', expected: 'x' },
      /^config.expected: expected must be a range such as "200-299", got "x"$/,
    ],
    [
      { type: 'redirect_target', operator: 'matches', expected: '(?=a)' },
      /^config.expected: .*got "\(\?=a\)": look-around is not supported/,
    ],
    [{ type: 'regex_body', pattern: String.raw`(a)\1` }, /^config.pattern: .*back-references are not supported/],
    [{ type: 'regex_body', pattern: 'a'.repeat(1001) }, /^config.pattern: .*1000/],
    [
      { type: 'json_path', path: '$.a[', operator: 'exists' },
      /^config.path: path must be a JSONPath query .* at character 5, got the end$/,
    ],
    [{ type: 'response_time', thresholdMs: 0 }, /^config.thresholdMs: /],
    [{ type: 'response_time', thresholdMs: 2 ** 31 }, /^config.thresholdMs: /],
    [{ type: 'response_time', thresholdMs: 1.5 }, /^config.thresholdMs: /],
    [{ type: 'response_time', thresholdMs: 1, more: 1 }, /^config: Unrecognized key: "more"$/],
    [{ type: 'ssl_expiry', minDaysRemaining: -1 }, /^config.minDaysRemaining: /],
    [{ type: 'body_contains', substring: '' }, /^config.substring: /],
    [{ type: 'tcp_knocks' }, /^config.type: /],
    [{ type: 'dns_expected_ips', ips: ['192.0.2.256'] }, /^config.ips.0: must be an IPv4 or IPv6 address$/],
    [{ type: 'dns_min_answers', recordType: 'M X', min: 1 }, /^config.recordType: /],
    [{ type: 'icmp_packet_loss', maxPercent: 101 }, /^config.maxPercent: /],
    [{ type: 'heartbeat_interval_drift', maxDeviationPercent: 0 }, /^config.maxDeviationPercent: /],
    [{ type: 'heartbeat_payload_contains', path: '$.a[', value: 'x' }, /^config.path: path must be a JSONPath query/],
  ];
  for (const [config, refusal] of refused) {
    const all = refusalsOf({ config });
    assert.equal(all.length, 1, JSON.stringify(config));
    assert.match(all[0] ?? '', refusal);
  }
});

test('nothing at all makes the schema throw', () => {
  fc.assert(fc.property(fc.anything(), (value) => void CreateAssertionSchema.safeParse(value)));
  const config = fc.record({
    type: fc.constantFrom('json_path', 'regex_body', 'status_code'),
    operator: fc.constant('equals'),
  });
  const strange = fc.tuple(config, fc.string(), fc.anything()).map(([one, text, more]) => ({
    config: { ...one, path: `$${text}`, pattern: text, expected: more },
  }));
  fc.assert(fc.property(strange, (value) => void CreateAssertionSchema.safeParse(value)));
});

test('the schema can be shown as JSON Schema', () => {
  const shown = JSON.stringify(z.toJSONSchema(CreateAssertionSchema, { io: 'input' }));
  assert.match(shown, /"oneOf":\[\{"type":"object","properties":\{"type":\{"type":"string","const":"status_code"\}/);
});

test('what a probe loads to judge does not load zod', () => {
  const seen = new Set<string>();
  const visit = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)(?! type)[^;]*?from '([^']+)'/gms,
    )) {
      assert.notEqual(name, 'zod', file.pathname);
      if (name.startsWith('.')) visit(new URL(name, file));
    }
  };
  visit(new URL('../../index.ts', import.meta.url));
  assert.ok(seen.size > 30, `${seen.size} files`);
});
