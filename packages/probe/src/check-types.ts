/** The list of check types: a folder here and a line there make a new one. Loads the schemas; `runs.ts` does not. */
import { defineCheck } from './check.ts';
import { httpConfigSchema } from './http/config.ts';
import { HTTP_RUN } from './http/look.ts';
import { icmpConfigSchema } from './icmp/config.ts';
import { ICMP_RUN } from './icmp/look.ts';
import { mcpConfigSchema } from './mcp/config.ts';
import { MCP_RUN } from './mcp/look.ts';
import { isCommand } from './mcp/mcp-config.ts';

export const CHECK_TYPES = {
  HTTP: defineCheck({ ...HTTP_RUN, config: httpConfigSchema }),
  ICMP: defineCheck({ ...ICMP_RUN, config: icmpConfigSchema }),
  MCP_SERVER: defineCheck({
    ...MCP_RUN,
    config: mcpConfigSchema,
    commandIn: (config) => (isCommand(config) ? 'command' : undefined),
  }),
} as const;
