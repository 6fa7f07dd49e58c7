import { z } from 'zod';
import { milliseconds } from '../values.ts';

export const ICMP_SCHEMAS = [
  z.strictObject({ type: z.literal('icmp_reachable') }),
  z.strictObject({ type: z.literal('icmp_packet_loss'), maxPercent: z.number().min(0).max(100) }),
  z.strictObject({ type: z.literal('icmp_response_time'), maxMs: milliseconds }),
  z.strictObject({ type: z.literal('icmp_response_time_warn'), warnMs: milliseconds }),
] as const;
