/** Turns assertions into checks, once per assignment, so that a look parses nothing. */
import type { Assertion, AssertionConfig, AssertionSeverity, AssertionType } from '../assertion.ts';
import type { Check } from './check.ts';
import { DNS_KINDS } from './dns/kinds.ts';
import { excerpt } from './excerpt.ts';
import type { AssertionFamily, AssertionKind } from './family.ts';
import { HEARTBEAT_KINDS } from './heartbeat/kinds.ts';
import { HTTP_KINDS } from './http/kinds.ts';
import { ICMP_KINDS } from './icmp/kinds.ts';
import { MCP_KINDS } from './mcp/kinds.ts';
import { AssertionSyntaxError } from './syntax-error.ts';
import { TCP_KINDS } from './tcp/kinds.ts';

/** One assertion, ready to be judged. */
export interface CompiledAssertion {
  readonly type: AssertionType;
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

const KINDS: AssertionFamily<AssertionConfig> = {
  ...HTTP_KINDS,
  ...TCP_KINDS,
  ...DNS_KINDS,
  ...ICMP_KINDS,
  ...MCP_KINDS,
  ...HEARTBEAT_KINDS,
};

/** Each kind of a family takes the settings of its own type, which is the key that it is found by. */
function kindOf({ type }: AssertionConfig): AssertionKind<AssertionConfig> {
  return KINDS[type] as AssertionKind<AssertionConfig>;
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

/** Whether any of the assertions wants the body to be read and decoded. */
export function needsBody(assertions: readonly Assertion[]): boolean {
  return assertions.some(({ config }) => kindOf(config).readsBody);
}

function compileAssertion({ config, severity }: Assertion): CompiledAssertion {
  const kind = kindOf(config);
  return {
    type: config.type,
    severity: kind.isWarning ? 'warn' : severity,
    expected: excerpt(kind.expectedOf(config)),
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
  return kindOf(config).compile(config);
}
