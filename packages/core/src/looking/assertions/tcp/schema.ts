import { z } from 'zod';
import { milliseconds } from '../values.ts';

export const TCP_SCHEMAS = [
  z.strictObject({ type: z.literal('tcp_connects') }),
  z.strictObject({ type: z.literal('tcp_response_time'), maxMs: milliseconds }),
  z.strictObject({ type: z.literal('tcp_response_time_warn'), warnMs: milliseconds }),
] as const;
