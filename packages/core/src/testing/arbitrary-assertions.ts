/** Assertions that creation accepts, at random. */
import fc from 'fast-check';
import {
  type Assertion,
  ASSERTION_OPERATORS,
  type AssertionConfig,
  type AssertionOperator,
} from '../looking/assertion.ts';

const INTEGER_MAX = 2 ** 31 - 1;
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      '0',
      '/',
      '"',
      "'",
      '\\',
      ' ',
      '\n',
      '\u2028',
      '\ufeff',
      ';',
      '=',
      '😀',
      '\ud800',
      '\u0000',
    ),
    minLength: 1,
    maxLength: 8,
  }),
  fc.constantFrom('true', '200', '-1.5', '.5', 'https://shop.example/a?b=c#d', 'warn', 'exists', '/a/i'),
);
const pattern = fc.constantFrom(
  'ok|up',
  '^a/b$',
  '(?i)x',
  ' a ',
  '/',
  '//i',
  'a\nb',
  String.raw`\d+"`,
  "it's",
  '[/]',
  'é\u0085',
);
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
const range = fc.constantFrom('200-299', '0.5..1.5', '-5 - -1', '1-1');
const statusCodes = fc.constantFrom('200', '2xx', '5XX', '200-299', '200 , 204', '200,204,3xx');
const path = fc.constantFrom(
  '$',
  '$.status',
  "$['a b'].c",
  '$..id',
  '$.items[0] .id',
  '$[?@.a == "x y"].b',
  '$[?search(@.n, "a/b")]',
);
const headerName = fc.constantFrom('content-type', 'X-Foo', "a!#$%&'*+.^_`|~9", 'x!');
const count = fc.nat({ max: INTEGER_MAX });
const milliseconds = fc.integer({ min: 1, max: INTEGER_MAX });

function expectedOf(operator: AssertionOperator): fc.Arbitrary<string> {
  switch (operator) {
    case 'exists':
    case 'not_exists':
      return fc.constant('');
    case 'matches':
      return pattern;
    case 'range':
      return range;
    case 'less_than':
    case 'greater_than':
    case 'at_most':
    case 'at_least':
      return decimal;
    case 'equals':
    case 'not_equals':
    case 'contains':
    case 'not_contains':
      return text;
  }
}

const compared = fc
  .constantFrom(...ASSERTION_OPERATORS)
  .chain((operator) => fc.record({ operator: fc.constant(operator), expected: expectedOf(operator) }));

const status = compared
  .filter(({ operator }) => operator !== 'exists' && operator !== 'not_exists')
  .chain(({ operator, expected }) => {
    const isExpression = operator === 'equals' || operator === 'not_equals' || operator === 'range';
    return fc.record({ operator: fc.constant(operator), expected: isExpression ? statusCodes : fc.constant(expected) });
  });

const httpConfig: fc.Arbitrary<AssertionConfig> = fc.oneof(
  status.map((more) => ({ type: 'status_code' as const, ...more })),
  milliseconds.map((thresholdMs) => ({ type: 'response_time' as const, thresholdMs })),
  milliseconds.map((warnMs) => ({ type: 'response_time_warn' as const, warnMs })),
  text.map((substring) => ({ type: 'body_contains' as const, substring })),
  text.map((substring) => ({ type: 'body_not_contains' as const, substring })),
  pattern.map((one) => ({ type: 'regex_body' as const, pattern: one })),
  fc.tuple(path, compared).map(([one, more]) => ({ type: 'json_path' as const, path: one, ...more })),
  fc.tuple(headerName, compared).map(([name, more]) => ({ type: 'header_value' as const, headerName: name, ...more })),
  count.map((maxBytes) => ({ type: 'response_size' as const, maxBytes })),
  count.map((maxCount) => ({ type: 'redirect_count' as const, maxCount })),
  compared.map((more) => ({ type: 'redirect_target' as const, ...more })),
  count.map((minDaysRemaining) => ({ type: 'ssl_expiry' as const, minDaysRemaining })),
);

const times = (name: 'tcp' | 'dns' | 'icmp' | 'mcp') => [
  milliseconds.map((maxMs) => ({ type: `${name}_response_time` as const, maxMs })),
  milliseconds.map((warnMs) => ({ type: `${name}_response_time_warn` as const, warnMs })),
];
const recordType = fc.constantFrom('A', 'MX', 'TXT', 'TYPE65', 'caa');
const percent = fc.nat({ max: 100 });
const tcpConfigs = [fc.constant({ type: 'tcp_connects' as const }), ...times('tcp')];
const certificate = count.map((minDaysRemaining) => ({ type: 'ssl_expiry' as const, minDaysRemaining }));

/** A record as JSON gives it: with the prototype that `deepEqual` looks at. */
function plain<Shape>(shape: { readonly [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }): fc.Arbitrary<Shape> {
  return fc.record(shape, { noNullPrototype: true });
}

/** What each check type takes. */
const CONFIGS: Readonly<Record<string, fc.Arbitrary<AssertionConfig>>> = {
  HTTP: httpConfig,
  TCP: fc.oneof(...tcpConfigs, certificate),
  TLS: fc.oneof(...tcpConfigs, certificate),
  DNS: fc.oneof(
    fc.constant({ type: 'dns_resolves' as const }),
    fc
      .array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 4 })
      .map((ips) => ({ type: 'dns_expected_ips' as const, ips })),
    text.map((value) => ({ type: 'dns_expected_cname' as const, value })),
    plain({ type: fc.constant('dns_record_contains' as const), recordType, substring: text }),
    plain({ type: fc.constant('dns_record_equals' as const), recordType, value: text }),
    text.map((substring) => ({ type: 'dns_txt_contains' as const, substring })),
    plain({ type: fc.constant('dns_min_answers' as const), recordType, min: count }),
    plain({ type: fc.constant('dns_max_answers' as const), recordType, max: count }),
    count.map((minTtl) => ({ type: 'dns_ttl_low' as const, minTtl })),
    count.map((maxTtl) => ({ type: 'dns_ttl_high' as const, maxTtl })),
    ...times('dns'),
  ),
  ICMP: fc.oneof(
    fc.constant({ type: 'icmp_reachable' as const }),
    percent.map((maxPercent) => ({ type: 'icmp_packet_loss' as const, maxPercent })),
    ...times('icmp'),
  ),
  MCP_SERVER: fc.oneof(
    fc.constant({ type: 'mcp_connects' as const }),
    text.map((capability) => ({ type: 'mcp_has_capability' as const, capability })),
    text.map((toolName) => ({ type: 'mcp_tool_available' as const, toolName })),
    count.map((min) => ({ type: 'mcp_min_tools' as const, min })),
    count.map((expectedCount) => ({ type: 'mcp_tool_count_changed' as const, expectedCount })),
    fc.constantFrom('2024-11-05', '2025-06-18').map((version) => ({ type: 'mcp_protocol_version' as const, version })),
    ...times('mcp'),
  ),
  HEARTBEAT: fc.oneof(
    fc.constant({ type: 'heartbeat_received' as const }),
    milliseconds.map((maxSeconds) => ({ type: 'heartbeat_max_interval' as const, maxSeconds })),
    fc
      .integer({ min: 1, max: 100 })
      .map((maxDeviationPercent) => ({ type: 'heartbeat_interval_drift' as const, maxDeviationPercent })),
    plain({
      type: fc.constant('heartbeat_payload_contains' as const),
      path: fc.oneof(path, fc.constantFrom('rows', 'jobs.done')),
      value: text,
    }),
  ),
};

const severity = fc.constantFrom('fail' as const, 'warn' as const);

/** With a check type that takes it. */
export const arbitraryTypedAssertion: fc.Arbitrary<{ readonly type: string; readonly assertion: Assertion }> = fc
  .constantFrom(...Object.entries(CONFIGS))
  .chain(([type, config]) => plain({ type: fc.constant(type), assertion: plain({ config, severity }) }));

export const arbitraryAssertion: fc.Arbitrary<Assertion> = arbitraryTypedAssertion.map(({ assertion }) => assertion);
