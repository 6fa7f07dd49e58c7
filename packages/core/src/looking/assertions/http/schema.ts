import { z } from 'zod';
import { PATTERN_LENGTH_MAX } from '../regex.ts';
import { comparedWith, count, ends, milliseconds, operator, text } from '../values.ts';

const HEADER_NAME_LENGTH_MAX = 256;
const PATH_LENGTH_MAX = 2048;

export const HTTP_SCHEMAS = [
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
] as const;
