/** The wire shapes of assertions, checked at the edge. Kept apart from the judging, so that probes need not load zod. */
import { z } from 'zod';
import { type Assertion, ASSERTION_OPERATORS, type AssertionConfig } from '../assertion.ts';
import { compileCheck } from './compile.ts';
import { PATTERN_LENGTH_MAX } from './regex.ts';
import { AssertionSyntaxError } from './syntax-error.ts';

const TEXT_LENGTH_MAX = 4096;
const HEADER_NAME_LENGTH_MAX = 256;
const PATH_LENGTH_MAX = 2048;
const INTEGER_MAX = 2 ** 31 - 1;

/** What is too long is not looked at any further. */
const ends = { abort: true } as const;

const operator = z.enum(ASSERTION_OPERATORS);
const text = z.string().min(1).max(TEXT_LENGTH_MAX, ends);
/** May be empty only where it is not looked at. */
const comparedWith = z.string().max(TEXT_LENGTH_MAX, ends).default('');
const milliseconds = z.int().min(1).max(INTEGER_MAX);
const count = z.int().min(0).max(INTEGER_MAX);

const config = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('status_code'),
    expected: text,
    operator: operator.exclude(['exists', 'not_exists']),
  }),
  z.strictObject({ type: z.literal('response_time'), thresholdMs: milliseconds }),
  z.strictObject({ type: z.literal('response_time_warn'), warnMs: milliseconds }),
  z.strictObject({ type: z.literal('body_contains'), substring: text }),
  z.strictObject({ type: z.literal('body_not_contains'), substring: text }),
  z.strictObject({ type: z.literal('regex_body'), pattern: z.string().min(1).max(PATTERN_LENGTH_MAX, ends) }),
  z.strictObject({
    type: z.literal('json_path'),
    path: z.string().min(1).max(PATH_LENGTH_MAX, ends),
    expected: comparedWith,
    operator,
  }),
  z.strictObject({
    type: z.literal('header_value'),
    headerName: z
      .string()
      .max(HEADER_NAME_LENGTH_MAX, ends)
      .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a header'),
    expected: comparedWith,
    operator,
  }),
  z.strictObject({ type: z.literal('response_size'), maxBytes: count }),
  z.strictObject({ type: z.literal('redirect_count'), maxCount: count }),
  z.strictObject({ type: z.literal('redirect_target'), expected: comparedWith, operator }),
  z.strictObject({ type: z.literal('ssl_expiry'), minDaysRemaining: count }),
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
