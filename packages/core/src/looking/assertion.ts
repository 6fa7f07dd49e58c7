/** What a look must show. The wire format is the API contract's, with our additions. */

import type { DnsAssertion } from './assertions/dns/kinds.ts';
import type { HeartbeatAssertion } from './assertions/heartbeat/kinds.ts';
import type { HttpAssertion } from './assertions/http/kinds.ts';
import type { IcmpAssertion } from './assertions/icmp/kinds.ts';
import type { McpAssertion } from './assertions/mcp/kinds.ts';
import type { TcpAssertion } from './assertions/tcp/kinds.ts';

/** `warn`: a failed assertion makes the look degraded, never down. */
export type AssertionSeverity = 'fail' | 'warn';

/** How an actual value is compared with the expected one. The first six are the contract's. */
export const ASSERTION_OPERATORS = [
  'equals',
  'contains',
  'less_than',
  'greater_than',
  'matches',
  'range',
  'not_equals',
  'not_contains',
  'at_most',
  'at_least',
  'exists',
  'not_exists',
] as const;

/**
 * - `equals`, `not_equals`: the same text, to the letter; a JSON number by its value, a JSON object or array by its
 *   members; a status code by an expression such as `2xx`, `200-299` or `200,204`.
 * - `contains`, `not_contains`: the text occurs in it.
 * - `less_than`, `greater_than`, `at_most`, `at_least`: both are decimal numbers and compare so; otherwise it fails.
 * - `matches`: the RE2 expression matches anywhere in it.
 * - `range`: a number from the first to the second, both included: `200-299`.
 * - `exists`, `not_exists`: there is one, or none; what is expected is not looked at.
 *
 * Where there is nothing to compare (no such header, nothing at the JSON path) all but `not_exists` fail.
 */
export type AssertionOperator = (typeof ASSERTION_OPERATORS)[number];

/** One thing that must hold. Each family belongs to one kind of target; its folder holds its checks, schema and grammar. */
export type AssertionConfig =
  | HttpAssertion
  | TcpAssertion
  | DnsAssertion
  | IcmpAssertion
  | McpAssertion
  | HeartbeatAssertion;

/** The kinds of assertion, as `type` tells them apart. */
export type AssertionType = AssertionConfig['type'];

/** An assertion with what its failure means. */
export interface Assertion {
  readonly config: AssertionConfig;
  readonly severity: AssertionSeverity;
}

/** How an assertion came out. */
export interface AssertionResult {
  /** `health`: what a health document makes of the look; no assertion asks for it. */
  readonly type: AssertionType | 'health';
  readonly severity: AssertionSeverity;
  readonly passed: boolean;
  /** One line: `expected 2xx, got 503`. */
  readonly message: string;
  /** At most 256 characters. */
  readonly expected?: string;
  /** At most 256 characters. */
  readonly actual?: string;
}
