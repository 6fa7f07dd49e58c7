/** Writes an assertion as people write it. */
import type { Assertion, AssertionConfig, AssertionOperator } from '../assertion.ts';
import { numberOf } from '../assertions/number-text.ts';
import { printBytes } from './quantities.ts';

const SYMBOLS: Readonly<Record<AssertionOperator, string>> = {
  equals: '==',
  not_equals: '!=',
  less_than: '<',
  at_most: '<=',
  greater_than: '>',
  at_least: '>=',
  contains: 'contains',
  not_contains: 'not contains',
  matches: 'matches',
  range: 'range',
  exists: 'exists',
  not_exists: 'not exists',
};

/**
 * The expectation that parses to this assertion.
 * @example
 * formatExpectation({ config: { type: 'response_time', thresholdMs: 300 }, severity: 'warn' }); // 'warn time <= 300ms'
 */
export function formatExpectation({ config, severity }: Assertion): string {
  return `${severity === 'warn' ? 'warn ' : ''}${formatConfig(config)}`;
}

function formatConfig(config: AssertionConfig): string {
  switch (config.type) {
    case 'status_code':
      return `status ${formatComparison(config)}`;
    case 'response_time':
      return `time <= ${config.thresholdMs}ms`;
    case 'response_time_warn':
      return `time.warn <= ${config.warnMs}ms`;
    case 'body_contains':
      return `body contains ${JSON.stringify(config.substring)}`;
    case 'body_not_contains':
      return `body not contains ${JSON.stringify(config.substring)}`;
    case 'regex_body':
      return `body matches ${formatPattern(config.pattern)}`;
    case 'json_path':
      return `json ${config.path} ${formatComparison(config)}`;
    case 'header_value':
      return `header ${config.headerName} ${formatComparison(config)}`;
    case 'response_size':
      return `size <= ${printBytes(config.maxBytes)}`;
    case 'redirect_count':
      return `redirects <= ${config.maxCount}`;
    case 'redirect_target':
      return `redirect ${formatComparison(config)}`;
    case 'ssl_expiry':
      return `tls.days >= ${config.minDaysRemaining}`;
  }
}

function formatComparison({ operator, expected }: { readonly operator: AssertionOperator; readonly expected: string }) {
  const symbol = SYMBOLS[operator];
  if (operator === 'exists' || operator === 'not_exists') return symbol;
  return `${symbol} ${operator === 'matches' ? formatPattern(expected) : formatValue(expected)}`;
}

/** What would read the same without quotes: numbers, status expressions, addresses, JSON's words. */
const BARE = /^(?:[\dx.,-]+|https?:\/\/[!-~]+|true|false|null)$/;

function formatValue(value: string): string {
  const isNumber = value.trim() === value && numberOf(value) !== undefined;
  return isNumber || BARE.test(value) ? value : JSON.stringify(value);
}

/** In slashes, unless it holds what cannot be seen: that goes into a JSON string. */
function formatPattern(pattern: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(pattern) ? JSON.stringify(pattern) : `/${pattern}/`;
}
