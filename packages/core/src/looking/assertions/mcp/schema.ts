import { z } from 'zod';
import { count, milliseconds, text } from '../values.ts';

export const MCP_SCHEMAS = [
  z.strictObject({ type: z.literal('mcp_connects') }),
  z.strictObject({ type: z.literal('mcp_has_capability'), capability: text }),
  z.strictObject({ type: z.literal('mcp_tool_available'), toolName: text }),
  z.strictObject({ type: z.literal('mcp_min_tools'), min: count }),
  z.strictObject({ type: z.literal('mcp_tool_count_changed'), expectedCount: count }),
  z.strictObject({ type: z.literal('mcp_protocol_version'), version: text }),
  z.strictObject({ type: z.literal('mcp_response_time'), maxMs: milliseconds }),
  z.strictObject({ type: z.literal('mcp_response_time_warn'), warnMs: milliseconds }),
] as const;
