/** What a look must show. The wire format is the API contract's, with our additions. */

/** `warn`: a failed assertion makes the look degraded, never down. */
export type AssertionSeverity = 'fail' | 'warn';

/** How an actual value is compared with the expected one. The first six are the contract's. */
export type AssertionOperator =
  | 'equals'
  | 'contains'
  | 'less_than'
  | 'greater_than'
  | 'matches'
  | 'range'
  | 'not_equals'
  | 'not_contains'
  | 'exists'
  | 'not_exists';

/** One thing that must hold. */
export type AssertionConfig =
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

/** An assertion with what its failure means. */
export interface Assertion {
  readonly config: AssertionConfig;
  readonly severity: AssertionSeverity;
}

/** How an assertion came out. */
export interface AssertionResult {
  readonly type: AssertionConfig['type'];
  readonly severity: AssertionSeverity;
  readonly passed: boolean;
  readonly message: string;
  readonly expected?: string;
  /** At most 256 characters. */
  readonly actual?: string;
}
