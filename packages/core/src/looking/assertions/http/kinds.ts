/** What the answer of a web server, and its certificate, must show. */
import type { AssertionOperator } from '../../assertion.ts';
import type { AssertionFamily } from '../family.ts';
import {
  compileHeaderValue,
  compileRedirectCount,
  compileRedirectTarget,
  compileResponseSize,
  compileSslExpiry,
  compileStatusCode,
} from './answer-checks.ts';
import { compileResponseTime } from '../response-time.ts';
import { compileBodyContains, compileBodyNotContains, compileJsonPathCheck, compileRegexBody } from './body-checks.ts';

export type HttpAssertion =
  | { readonly type: 'status_code'; readonly expected: string; readonly operator: AssertionOperator }
  | { readonly type: 'response_time'; readonly thresholdMs: number }
  | { readonly type: 'response_time_warn'; readonly warnMs: number }
  | { readonly type: 'body_contains'; readonly substring: string }
  | { readonly type: 'body_not_contains'; readonly substring: string }
  | { readonly type: 'regex_body'; readonly pattern: string }
  | {
      readonly type: 'json_path';
      readonly path: string;
      readonly expected: string;
      readonly operator: AssertionOperator;
    }
  | {
      readonly type: 'header_value';
      readonly headerName: string;
      readonly expected: string;
      readonly operator: AssertionOperator;
    }
  | { readonly type: 'response_size'; readonly maxBytes: number }
  | { readonly type: 'redirect_count'; readonly maxCount: number }
  | { readonly type: 'redirect_target'; readonly expected: string; readonly operator: AssertionOperator }
  | { readonly type: 'ssl_expiry'; readonly minDaysRemaining: number };

const expectedOf = ({ expected }: { readonly expected: string }): string => expected;

export const HTTP_KINDS: AssertionFamily<HttpAssertion> = {
  status_code: { compile: compileStatusCode, expectedOf },
  response_time: {
    compile: ({ thresholdMs }) => compileResponseTime(thresholdMs),
    expectedOf: ({ thresholdMs }) => `${thresholdMs} ms`,
  },
  response_time_warn: {
    compile: ({ warnMs }) => compileResponseTime(warnMs),
    expectedOf: ({ warnMs }) => `${warnMs} ms`,
    isWarning: true,
  },
  body_contains: { compile: compileBodyContains, expectedOf: ({ substring }) => substring, readsBody: true },
  body_not_contains: { compile: compileBodyNotContains, expectedOf: ({ substring }) => substring, readsBody: true },
  regex_body: { compile: compileRegexBody, expectedOf: ({ pattern }) => pattern, readsBody: true },
  json_path: { compile: compileJsonPathCheck, expectedOf, readsBody: true },
  header_value: { compile: compileHeaderValue, expectedOf },
  response_size: {
    compile: compileResponseSize,
    expectedOf: ({ maxBytes }) => `${maxBytes} bytes`,
    readsBody: true,
  },
  redirect_count: { compile: compileRedirectCount, expectedOf: ({ maxCount }) => String(maxCount) },
  redirect_target: { compile: compileRedirectTarget, expectedOf },
  ssl_expiry: {
    compile: compileSslExpiry,
    expectedOf: ({ minDaysRemaining }) => `${minDaysRemaining} days`,
  },
};
