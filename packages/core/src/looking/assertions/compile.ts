/** Turns assertions into checks, once per assignment, so that a look parses nothing. */
import type { Assertion, AssertionConfig, AssertionSeverity } from '../assertion.ts';
import {
  compileHeaderValue,
  compileRedirectCount,
  compileRedirectTarget,
  compileResponseSize,
  compileResponseTime,
  compileSslExpiry,
  compileStatusCode,
} from './answer-checks.ts';
import { compileBodyContains, compileBodyNotContains, compileJsonPathCheck, compileRegexBody } from './body-checks.ts';
import type { Check } from './check.ts';
import { excerpt } from './excerpt.ts';
import { AssertionSyntaxError } from './syntax-error.ts';

/** One assertion, ready to be judged. */
export interface CompiledAssertion {
  readonly type: AssertionConfig['type'];
  readonly severity: AssertionSeverity;
  /** What the result shows as expected, already cut; empty where nothing is compared. */
  readonly expected: string;
  readonly check: Check;
}

/** The assertions of one monitor, ready to be judged again and again. Holds functions: it cannot cross threads. */
export interface CompiledAssertions {
  readonly list: readonly CompiledAssertion[];
  /** Whether any of them wants the body to be read and decoded. */
  readonly needsBody: boolean;
  /** Whether one of them speaks of the status code; otherwise 2xx is expected. */
  readonly hasStatusRule: boolean;
}

/**
 * Makes assertions ready. One that cannot be used (which creation refuses) does not spoil the rest: it fails each look
 * as `probe.config`, which says nothing of the target.
 */
export function compileAssertions(assertions: readonly Assertion[]): CompiledAssertions {
  return {
    list: assertions.map(compileAssertion),
    needsBody: needsBody(assertions),
    hasStatusRule: assertions.some(({ config }) => config.type === 'status_code'),
  };
}

const BODY_TYPES: ReadonlySet<AssertionConfig['type']> = new Set([
  'body_contains',
  'body_not_contains',
  'regex_body',
  'json_path',
  'response_size',
]);

/** Whether any of the assertions wants the body to be read and decoded. */
export function needsBody(assertions: readonly Assertion[]): boolean {
  return assertions.some(({ config }) => BODY_TYPES.has(config.type));
}

function compileAssertion({ config, severity }: Assertion): CompiledAssertion {
  return {
    type: config.type,
    severity: config.type === 'response_time_warn' ? 'warn' : severity,
    expected: excerpt(expectedOf(config)),
    check: compileCheckOrRefusal(config),
  };
}

function compileCheckOrRefusal(config: AssertionConfig): Check {
  try {
    return compileCheck(config);
  } catch (error) {
    if (!(error instanceof AssertionSyntaxError)) throw error;
    const { message } = error;
    return () => ({ code: 'probe.config', message });
  }
}

/** @throws {AssertionSyntaxError} when the settings cannot be used: a pattern, a path, a status expression */
export function compileCheck(config: AssertionConfig): Check {
  switch (config.type) {
    case 'status_code':
      return compileStatusCode(config);
    case 'response_time':
      return compileResponseTime(config.thresholdMs);
    case 'response_time_warn':
      return compileResponseTime(config.warnMs);
    case 'body_contains':
      return compileBodyContains(config);
    case 'body_not_contains':
      return compileBodyNotContains(config);
    case 'regex_body':
      return compileRegexBody(config);
    case 'json_path':
      return compileJsonPathCheck(config);
    case 'header_value':
      return compileHeaderValue(config);
    case 'response_size':
      return compileResponseSize(config);
    case 'redirect_count':
      return compileRedirectCount(config);
    case 'redirect_target':
      return compileRedirectTarget(config);
    case 'ssl_expiry':
      return compileSslExpiry(config);
  }
}

function expectedOf(config: AssertionConfig): string {
  switch (config.type) {
    case 'status_code':
    case 'json_path':
    case 'header_value':
    case 'redirect_target':
      return config.expected;
    case 'response_time':
      return `${config.thresholdMs} ms`;
    case 'response_time_warn':
      return `${config.warnMs} ms`;
    case 'body_contains':
    case 'body_not_contains':
      return config.substring;
    case 'regex_body':
      return config.pattern;
    case 'response_size':
      return `${config.maxBytes} bytes`;
    case 'redirect_count':
      return String(config.maxCount);
    case 'ssl_expiry':
      return `${config.minDaysRemaining} days`;
  }
}
