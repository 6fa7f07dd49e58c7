/** The wire shapes of assertions, checked at the edge. Kept apart from the judging, so that probes need not load zod. */
import { z } from 'zod';
import type { Assertion, AssertionConfig } from '../assertion.ts';
import { compileCheck } from './compile.ts';
import { DNS_SCHEMAS } from './dns/schema.ts';
import { HEARTBEAT_SCHEMAS } from './heartbeat/schema.ts';
import { HTTP_SCHEMAS } from './http/schema.ts';
import { ICMP_SCHEMAS } from './icmp/schema.ts';
import { MCP_SCHEMAS } from './mcp/schema.ts';
import { AssertionSyntaxError } from './syntax-error.ts';
import { TCP_SCHEMAS } from './tcp/schema.ts';

const config = z.discriminatedUnion('type', [
  ...HTTP_SCHEMAS,
  ...TCP_SCHEMAS,
  ...DNS_SCHEMAS,
  ...ICMP_SCHEMAS,
  ...MCP_SCHEMAS,
  ...HEARTBEAT_SCHEMAS,
]);

/**
 * The settings of an assertion. What cannot be used (an expression, a path, a status expression that is none) is
 * refused here, at the field that holds it.
 */
export const AssertionConfigSchema = config.superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem) context.addIssue({ code: 'custom', path: [problem.field], message: problem.message });
});

/** The contract's `CreateAssertionRequest`. */
export const CreateAssertionSchema = z.strictObject({
  config: AssertionConfigSchema,
  severity: z.enum(['fail', 'warn']).nullish(),
});

/** The assertion that a request asks for: it fails unless it says that it only warns. */
export function assertionOf(request: z.output<typeof CreateAssertionSchema>): Assertion {
  return { config: request.config, severity: request.severity ?? 'fail' };
}

function problemOf(value: AssertionConfig): { readonly field: string; readonly message: string } | undefined {
  if ('expected' in value && value.expected === '' && value.operator !== 'exists' && value.operator !== 'not_exists') {
    return { field: 'expected', message: `expected must not be empty for operator ${value.operator}, got ""` };
  }
  try {
    compileCheck(value);
    return undefined;
  } catch (error) {
    if (error instanceof AssertionSyntaxError) return { field: error.field, message: error.message };
    throw error;
  }
}
