/** Checks a value against a schema; what is wrong is the user's to mend. */
import { parseOrFaults } from '@upwatch/core/schemas';
import type { z } from 'zod';
import { UsageError } from './exit.ts';

/** @throws UsageError with every fault, one a line */
export function checkedWithSchema<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = parseOrFaults(schema, value);
  if ('value' in result) return result.value;
  throw new UsageError(result.faults.map((fault) => fault.message).join('\n'));
}
