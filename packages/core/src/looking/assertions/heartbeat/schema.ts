import { z } from 'zod';
import { text } from '../values.ts';

const INTEGER_MAX = 2 ** 31 - 1;

export const HEARTBEAT_SCHEMAS = [
  z.strictObject({ type: z.literal('heartbeat_received') }),
  z.strictObject({ type: z.literal('heartbeat_max_interval'), maxSeconds: z.int().min(1).max(INTEGER_MAX) }),
  z.strictObject({ type: z.literal('heartbeat_interval_drift'), maxDeviationPercent: z.int().min(1).max(100) }),
  z.strictObject({ type: z.literal('heartbeat_payload_contains'), path: text, value: text }),
] as const;
