/** Checks a value against a schema; what is wrong is the user's to mend. */
import type { ApiErrorEntry } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import type { z } from 'zod';
import { UsageError } from './exit.ts';

/**
 * @param worded how a fault is said to whoever typed the value elsewhere, as an option
 * @throws UsageError with every fault, one a line
 */
export function checkedWithSchema<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  worded: (fault: ApiErrorEntry) => string = ({ message }) => message,
): z.output<Schema> {
  const result = parseOrFaults(schema, value);
  if ('value' in result) return result.value;
  throw new UsageError(result.faults.map(worded).join('\n'));
}
