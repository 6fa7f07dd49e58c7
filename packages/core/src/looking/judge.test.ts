import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Assertion, AssertionConfig, AssertionOperator, AssertionSeverity } from './assertion.ts';
import { compileAssertions, needsBody } from './assertions/compile.ts';
import { failure } from './failure.ts';
import { judge, type JudgedSample, type Judgement } from './judge.ts';
import type { Facts, TlsFacts } from './observation.ts';
import { outcomeOf } from './observation.ts';

const encoder = new TextEncoder();
const budget = { nowMs: () => 0, limitMs: 50 };

interface Seen {
  readonly totalMs?: number;
  readonly facts?: Facts;
  readonly body?: string | Uint8Array;
}

function sampleOf({ totalMs = 120, facts = {}, body }: Seen): JudgedSample {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  return {
    phases: { totalMs },
    facts: { statusCode: 200, ...(bytes && { bodyBytes: bytes.length }), ...facts },
    ...(bytes && { body: bytes }),
  };
}

function judged(seen: Seen, configs: readonly AssertionConfig[], severity: AssertionSeverity = 'fail'): Judgement {
  return judge(sampleOf(seen), compileAssertions(configs.map((config) => ({ config, severity }))), budget);
}

/** `ok`, or the code and the particulars. */
function verdictOf(seen: Seen, config: AssertionConfig): string {
  const { failure: reason, assertions } = judged(seen, [config]);
  assert.equal(assertions.length, 1);
  assert.equal(assertions[0]?.passed, reason === undefined);
  return reason ? `${reason.code}: ${assertions[0]?.message}` : 'ok';
}

describe('the rule without assertions', () => {
  test('any 2xx is well, and nothing else is', () => {
    for (const statusCode of [200, 204, 299]) assert.equal(judged({ facts: { statusCode } }, []).failure, undefined);
    for (const statusCode of [100, 199, 300, 404, 500, 999]) {
      assert.deepEqual(judged({ facts: { statusCode } }, []), {
        failure: failure('status.unexpected', `expected 2xx, got ${statusCode}`),
        assertions: [],
      });
    }
  });

  test('a sample of another protocol, without a status code, is not asked for one', () => {
    assert.deepEqual(judge({ phases: { totalMs: 1 }, facts: {} }, compileAssertions([]), budget), { assertions: [] });
  });

  test('it holds beside other assertions, and before them', () => {
    const { failure: reason, assertions } = judged({ facts: { statusCode: 503 }, body: 'down' }, [
      { type: 'body_contains', substring: 'up' },
    ]);
    assert.equal(reason?.code, 'status.unexpected');
    assert.equal(assertions[0]?.passed, false);
  });

  test('a status assertion of either severity takes its place', () => {
    const config: AssertionConfig = { type: 'status_code', operator: 'equals', expected: '2xx' };
    assert.equal(judged({ facts: { statusCode: 404 } }, [{ ...config, expected: '404' }]).failure, undefined);
    const warned = judged({ facts: { statusCode: 404 } }, [config], 'warn');
    assert.equal(warned.failure, undefined);
    assert.equal(outcomeOf(warned), 'degraded');
  });
});

test('a sample that failed keeps its failure, and no assertion is judged', () => {
  const reason = failure('timeout.ttfb');
  const assertions = compileAssertions([{ config: { type: 'body_contains', substring: 'x' }, severity: 'fail' }]);
  assert.deepEqual(judge({ phases: { totalMs: 1 }, facts: {}, failure: reason }, assertions, budget), {
    failure: reason,
    assertions: [],
  });
});

describe('status_code', () => {
  const cases: readonly (readonly [number, AssertionOperator, string, boolean])[] = [
    [200, 'equals', '200', true],
    [201, 'equals', '200', false],
    [204, 'equals', '2xx', true],
    [301, 'equals', '200,204,3xx', true],
    [299, 'range', '200-299', true],
    [300, 'range', '200-299', false],
    [500, 'not_equals', '5xx', false],
    [404, 'not_equals', '5xx', true],
    [399, 'less_than', '400', true],
    [400, 'less_than', '400', false],
    [400, 'at_most', '400', true],
    [401, 'greater_than', '400', true],
    [400, 'at_least', '400', true],
    [204, 'contains', '20', true],
    [304, 'contains', '20', false],
    [304, 'not_contains', '20', true],
    [418, 'matches', '^4.8$', true],
    [428, 'matches', '^[23]', false],
  ];
  for (const [statusCode, operator, expected, holds] of cases) {
    test(`${statusCode} ${operator} ${expected}: ${holds}`, () => {
      const verdict = verdictOf({ facts: { statusCode } }, { type: 'status_code', operator, expected });
      assert.equal(verdict.startsWith(holds ? 'ok' : 'status.unexpected: expected '), true, verdict);
    });
  }

  test('tells what was expected and what came', () => {
    const config: AssertionConfig = { type: 'status_code', operator: 'equals', expected: '200-299' };
    assert.deepEqual(judged({ facts: { statusCode: 503 } }, [config]), {
      failure: {
        class: 'status',
        code: 'status.unexpected',
        message: 'The status code is not one of those expected: expected 200-299, got 503',
      },
      assertions: [
        {
          type: 'status_code',
          severity: 'fail',
          passed: false,
          message: 'expected 200-299, got 503',
          expected: '200-299',
          actual: '503',
        },
      ],
    });
    assert.equal(
      judge({ phases: { totalMs: 1 }, facts: {} }, compileAssertions([{ config, severity: 'fail' }]), budget).failure
        ?.message,
      'The status code is not one of those expected: expected 200-299, got no status code',
    );
  });
});

test('a response time may be as long as the threshold and no longer', () => {
  const config: AssertionConfig = { type: 'response_time', thresholdMs: 800 };
  assert.equal(verdictOf({ totalMs: 800 }, config), 'ok');
  assert.equal(verdictOf({ totalMs: 800.04 }, config), 'timeout.slow: expected at most 800 ms, got 800.0 ms');
  assert.equal(verdictOf({ totalMs: 934.26 }, config), 'timeout.slow: expected at most 800 ms, got 934.3 ms');
});

test('response_time_warn degrades and never fails, whatever severity it is stored with', () => {
  for (const severity of ['fail', 'warn'] as const) {
    const result = judged({ totalMs: 301 }, [{ type: 'response_time_warn', warnMs: 300 }], severity);
    assert.equal(outcomeOf(result), 'degraded');
    assert.equal(result.assertions[0]?.severity, 'warn');
  }
  assert.equal(outcomeOf(judged({ totalMs: 300 }, [{ type: 'response_time_warn', warnMs: 300 }])), 'up');
});

test('the body contains a text, or must not', () => {
  const has = (substring: string): AssertionConfig => ({ type: 'body_contains', substring });
  const lacks = (substring: string): AssertionConfig => ({ type: 'body_not_contains', substring });
  assert.equal(verdictOf({ body: 'all systems nominal' }, has('systems')), 'ok');
  assert.equal(
    verdictOf({ body: 'down for\nmaintenance' }, has('systems')),
    String.raw`body.missing_text: expected a body with "systems", got "down for\nmaintenance"`,
  );
  assert.equal(verdictOf({}, has('x')), 'body.missing_text: expected a body with "x", got an empty body');
  assert.equal(verdictOf({ body: 'fine' }, lacks('error')), 'ok');
  assert.equal(
    verdictOf({ body: 'an error' }, lacks('error')),
    'body.forbidden_text: expected a body without "error", got it at character 4',
  );
});

test('a text that is missing in a body that was cut is told as such', () => {
  const seen = { body: 'abc', facts: { statusCode: 200, isBodyTruncated: true, bodyBytes: 3 } };
  assert.equal(
    verdictOf(seen, { type: 'body_contains', substring: 'x' }),
    'body.missing_text: expected a body with "x", got "abc" and more, of which only the first 3 bytes were read',
  );
});

test('the body matches an expression anywhere', () => {
  const config: AssertionConfig = { type: 'regex_body', pattern: 'status: (ok|up)' };
  assert.equal(verdictOf({ body: 'the status: up.' }, config), 'ok');
  assert.equal(
    verdictOf({ body: 'status: down' }, config),
    'body.regex: expected a body that matches /status: (ok|up)/, got "status: down"',
  );
});

test('the body is read by its charset, and as UTF-8 where that is unknown', () => {
  const config: AssertionConfig = { type: 'body_contains', substring: 'größe' };
  const latin = Uint8Array.from('größe', (letter) => letter.charCodeAt(0));
  const as = (contentType: string) => ({ facts: { headers: { 'content-type': contentType } } });
  assert.equal(verdictOf({ body: 'größe', ...as('text/plain') }, config), 'ok');
  assert.equal(verdictOf({ body: 'größe', ...as('text/plain; charset=nonsense') }, config), 'ok');
  assert.equal(verdictOf({ body: latin, ...as('text/html; Charset="ISO-8859-1"') }, config), 'ok');
  assert.notEqual(verdictOf({ body: latin, ...as('text/html; charset=utf-8') }, config), 'ok');
});

describe('json_path', () => {
  const body = JSON.stringify({
    status: 'ok',
    huge: 'HUGE',
    count: 3,
    ratio: 1.5,
    code: '5',
    isReady: true,
    error: null,
    list: ['a', 'b', 'c', 'd'],
    nested: { a: 1, b: [2] },
    empty: [],
  }).replace('"HUGE"', '1e999');
  const cases: readonly (readonly [string, AssertionOperator, string, boolean])[] = [
    ['$.status', 'equals', 'ok', true],
    ['$.status', 'equals', 'OK', false],
    ['$.status', 'not_equals', 'down', true],
    ['$.status', 'not_equals', 'ok', false],
    ['$.status', 'contains', 'k', true],
    ['$.status', 'matches', '^(ok|up)$', true],
    ['$.count', 'equals', '3', true],
    ['$.count', 'equals', '3.0', true],
    ['$.count', 'equals', 'three', false],
    ['$.count', 'greater_than', '2', true],
    ['$.count', 'greater_than', '3', false],
    ['$.count', 'at_least', '3', true],
    ['$.count', 'less_than', '3', false],
    ['$.count', 'at_most', '3', true],
    ['$.count', 'range', '1-5', true],
    ['$.ratio', 'range', '1..1.4', false],
    ['$.huge', 'equals', 'null', false],
    ['$.huge', 'equals', '1e999', true],
    ['$.code', 'equals', '5', true],
    ['$.code', 'equals', '5.0', false],
    ['$.code', 'greater_than', '4', true],
    ['$.status', 'greater_than', '4', false],
    ['$.isReady', 'equals', 'true', true],
    ['$.isReady', 'equals', '1', false],
    ['$.error', 'equals', 'null', true],
    ['$.error', 'exists', '', true],
    ['$.error', 'not_exists', '', false],
    ['$.nested', 'equals', '{ "b": [2.0], "a": 1 }', true],
    ['$.nested', 'equals', '{"a":1}', false],
    ['$.nested', 'contains', '"b":[2]', true],
    ['$.empty', 'equals', '[]', true],
    ['$.list[*]', 'equals', 'c', true],
    ['$.list[*]', 'equals', 'x', false],
    ['$.list[*]', 'not_equals', 'x', true],
    ['$.list[*]', 'not_equals', 'c', false],
    ['$.list[*]', 'not_contains', 'c', false],
    ['$.list', 'equals', '["a","b","c","d"]', true],
    ['$.missing', 'equals', 'x', false],
    ['$.missing', 'not_equals', 'x', false],
    ['$.missing', 'not_contains', 'x', false],
    ['$.missing', 'exists', '', false],
    ['$.missing', 'not_exists', '', true],
    ['$.empty[*]', 'not_exists', '', true],
  ];
  for (const [path, operator, expected, holds] of cases) {
    test(`${path} ${operator} ${expected}: ${holds}`, () => {
      const verdict = verdictOf({ body }, { type: 'json_path', path, operator, expected });
      assert.equal(verdict.startsWith(holds ? 'ok' : 'body.json: expected '), true, verdict);
    });
  }

  const messageOf = (path: string, text: string = body) =>
    verdictOf({ body: text }, { type: 'json_path', path, operator: 'equals', expected: 'x' });

  test('tells what came', () => {
    assert.equal(messageOf('$.status'), 'body.json: expected "x" at $.status, got "ok"');
    assert.equal(messageOf('$.nested'), 'body.json: expected "x" at $.nested, got {"a":1,"b":[2]}');
    assert.equal(messageOf('$.list[*]'), 'body.json: expected "x" at $.list[*], got "a", "b", "c" and 1 more');
    assert.equal(messageOf('$.nope'), 'body.json: expected "x" at $.nope: nothing found');
  });

  test('a body that is no JSON is told as such', () => {
    assert.equal(messageOf('$', '<html>'), 'body.not_json: expected "x" at $, got "<html>": it is not JSON');
    assert.equal(messageOf('$', ''), 'body.not_json: expected "x" at $, got an empty body: it is not JSON');
    const deep = messageOf('$', '['.repeat(100_000));
    assert.ok(deep.endsWith('it is nested more than 1000 deep'), deep);
  });
});

describe('header_value', () => {
  const facts = { headers: { 'content-type': 'application/json', 'x-count': '10' } };
  const cases: readonly (readonly [string, AssertionOperator, string, boolean])[] = [
    ['Content-Type', 'equals', 'application/json', true],
    ['content-type', 'equals', 'Application/JSON', false],
    ['content-type', 'contains', 'json', true],
    ['content-type', 'matches', '^application/', true],
    ['x-count', 'greater_than', '9', true],
    ['x-count', 'equals', '10.0', false],
    ['x-count', 'range', '1-10', true],
    ['x-none', 'not_exists', '', true],
    ['x-none', 'not_equals', 'a', false],
    ['content-type', 'exists', '', true],
    ['constructor', 'exists', '', false],
    ['__proto__', 'exists', '', false],
  ];
  for (const [headerName, operator, expected, holds] of cases) {
    test(`${headerName} ${operator} ${expected}: ${holds}`, () => {
      const verdict = verdictOf({ facts }, { type: 'header_value', headerName, operator, expected });
      assert.equal(verdict.startsWith(holds ? 'ok' : 'status.header: expected '), true, verdict);
    });
  }

  test('tells what came', () => {
    const config = { type: 'header_value', operator: 'equals', expected: 'a' } as const;
    assert.equal(
      verdictOf({ facts }, { ...config, headerName: 'X-Count' }),
      'status.header: expected "a", got x-count: "10"',
    );
    assert.equal(
      verdictOf({ facts }, { ...config, headerName: 'X-No' }),
      'status.header: expected "a", got no header x-no',
    );
  });
});

test('a size is counted in decoded bytes; of a body that was cut, by its Content-Length or not at all', () => {
  const config: AssertionConfig = { type: 'response_size', maxBytes: 100 };
  const cut = (headers: Record<string, string>, maxBytes: number) =>
    verdictOf({ facts: { bodyBytes: 80, isBodyTruncated: true, headers } }, { type: 'response_size', maxBytes });
  assert.equal(verdictOf({ facts: { bodyBytes: 100 } }, config), 'ok');
  assert.equal(
    verdictOf({ facts: { bodyBytes: 101 } }, config),
    'body.size: expected at most 100 bytes, got 101 bytes',
  );
  assert.equal(cut({}, 100), 'body.size: expected at most 100 bytes, got more than the 80 bytes that were read');
  assert.equal(cut({ 'content-length': '90' }, 100), 'ok');
  assert.equal(cut({ 'content-length': '190' }, 100), 'body.size: expected at most 100 bytes, got 190 bytes');
  assert.match(cut({ 'content-length': '90', 'content-encoding': 'gzip' }, 100), /more than the 80 bytes/);
});

test('redirects are counted, and may end only where expected', () => {
  const hop = { url: 'http://a.example/', statusCode: 301, phases: { totalMs: 1 } };
  const facts = { redirects: [hop, hop], finalUrl: 'https://shop.example/' };
  const target = (operator: AssertionOperator, expected: string, seen: Facts = facts) =>
    verdictOf({ facts: seen }, { type: 'redirect_target', operator, expected });
  assert.equal(verdictOf({ facts }, { type: 'redirect_count', maxCount: 2 }), 'ok');
  assert.equal(
    verdictOf({ facts }, { type: 'redirect_count', maxCount: 1 }),
    'status.redirect_count: expected at most 1, got 2',
  );
  assert.equal(verdictOf({}, { type: 'redirect_count', maxCount: 0 }), 'ok');
  assert.equal(target('equals', 'HTTPS://Shop.Example'), 'ok');
  assert.equal(target('contains', 'shop'), 'ok');
  assert.equal(
    target('equals', 'https://other.example/'),
    'status.redirect_target: expected "https://other.example/", got "https://shop.example/"',
  );
  assert.equal(
    target('equals', 'https://other.example/', {}),
    'status.redirect_target: expected "https://other.example/", got no redirect',
  );
  assert.equal(target('not_exists', '', {}), 'ok');
  assert.equal(target('not_exists', '', { statusCode: 201, headers: { location: '/made' } }), 'ok');
  assert.equal(target('exists', ''), 'ok');
});

test('a redirect that was not followed leads where its Location says', () => {
  const facts = { statusCode: 302, headers: { location: 'https://shop.example' } };
  const configs: AssertionConfig[] = [
    { type: 'status_code', operator: 'equals', expected: '302' },
    { type: 'redirect_target', operator: 'equals', expected: 'https://shop.example/' },
  ];
  assert.equal(judged({ facts }, configs).failure, undefined);
});

test('a certificate must be valid for as many days as asked', () => {
  const tls = (daysLeft: number) => ({ facts: { tls: { daysLeft } as TlsFacts } });
  const config: AssertionConfig = { type: 'ssl_expiry', minDaysRemaining: 14 };
  assert.equal(verdictOf(tls(14), config), 'ok');
  assert.equal(
    verdictOf(tls(13), config),
    'tls.expiring: expected a certificate valid for at least 14 days, got one for 13 days',
  );
  assert.equal(
    verdictOf({}, config),
    'tls.expiring: expected a certificate valid for at least 14 days, got no certificate',
  );
});

test('the first failed assertion that is no warning gives the failure, and all are told', () => {
  const list: Assertion[] = [
    { config: { type: 'body_contains', substring: 'x' }, severity: 'warn' },
    { config: { type: 'response_time', thresholdMs: 500 }, severity: 'fail' },
    { config: { type: 'regex_body', pattern: 'y' }, severity: 'fail' },
    { config: { type: 'redirect_count', maxCount: 0 }, severity: 'fail' },
  ];
  const result = judge(sampleOf({ totalMs: 900, body: 'abc' }), compileAssertions(list), budget);
  assert.equal(result.failure?.code, 'timeout.slow');
  assert.deepEqual(
    result.assertions.map(({ type, passed }) => [type, passed]),
    [
      ['body_contains', false],
      ['response_time', false],
      ['regex_body', false],
      ['redirect_count', true],
    ],
  );
});

test('assertions that take too long fail as such, and those that need no time are still judged', () => {
  let nowMs = 0;
  const hasty = { nowMs: () => (nowMs += 2), limitMs: 20 };
  const configs: AssertionConfig[] = [
    { type: 'regex_body', pattern: 'a[ab]{900}[cd]' },
    { type: 'json_path', path: '$..*..*..*', operator: 'exists', expected: '' },
    { type: 'redirect_count', maxCount: 0 },
  ];
  const sample = sampleOf({ body: `["${'ab'.repeat(100_000)}",${'[],'.repeat(100_000)}1]` });
  const list = configs.map((config) => ({ config, severity: 'fail' as const }));
  const { failure: reason, assertions } = judge(sample, compileAssertions(list), hasty);
  assert.equal(reason?.message, 'The assertion took too long to evaluate: gave up after 20 ms');
  assert.deepEqual(
    assertions.map(({ passed }) => passed),
    [false, false, true],
  );
});

test('an assertion that cannot be used says nothing of the target, and spoils no other', () => {
  for (const severity of ['fail', 'warn'] as const) {
    const configs: AssertionConfig[] = [
      { type: 'regex_body', pattern: '(' },
      { type: 'response_time', thresholdMs: 500 },
    ];
    const result = judged({ body: 'x' }, configs, severity);
    assert.equal(result.failure?.code, 'probe.config');
    assert.equal(outcomeOf(result), 'unknown');
    assert.match(result.failure.message, /pattern must be a regular expression in RE2 syntax, got "\("/);
    assert.equal(result.assertions[1]?.passed, true);
  }
});

test('the body is wanted only by those that look at it', () => {
  const wants = (config: AssertionConfig) => {
    const list = [{ config, severity: 'warn' as const }];
    assert.equal(compileAssertions(list).needsBody, needsBody(list));
    return needsBody(list);
  };
  assert.equal(needsBody([]), false);
  assert.equal(wants({ type: 'status_code', operator: 'equals', expected: '200' }), false);
  assert.equal(wants({ type: 'header_value', headerName: 'a', operator: 'exists', expected: '' }), false);
  assert.equal(wants({ type: 'ssl_expiry', minDaysRemaining: 1 }), false);
  assert.equal(wants({ type: 'body_contains', substring: 'a' }), true);
  assert.equal(wants({ type: 'body_not_contains', substring: 'a' }), true);
  assert.equal(wants({ type: 'regex_body', pattern: 'a' }), true);
  assert.equal(wants({ type: 'json_path', path: '$', operator: 'exists', expected: '' }), true);
  assert.equal(wants({ type: 'response_size', maxBytes: 1 }), true);
});

test('whatever a target sends, messages are one short line and values at most 256 characters', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '"', '\n', '\u0000', '😀', '\ud83d'),
    minLength: 200,
    maxLength: 600,
  });
  const configs: AssertionConfig[] = [
    { type: 'body_contains', substring: 'zzz' },
    { type: 'regex_body', pattern: 'zzz' },
    { type: 'json_path', path: '$..*', operator: 'equals', expected: 'zzz' },
    { type: 'header_value', headerName: 'x-a', operator: 'equals', expected: 'zzz' },
    { type: 'json_path', path: '$\n.a', operator: 'exists', expected: '' },
    { type: 'regex_body', pattern: 'z\nz\u2028' },
  ];
  fc.assert(
    fc.property(text, (value) => {
      const seen = { body: JSON.stringify([value, value]), facts: { headers: { 'x-a': value } } };
      for (const { message, actual } of judged(seen, configs).assertions) {
        assert.ok(!/[\p{Cc}\u2028]/u.test(message), message);
        assert.ok(message.isWellFormed() && message.length < 2000);
        assert.ok((actual ?? '').length <= 256 && (actual ?? '').isWellFormed());
      }
    }),
  );
});
