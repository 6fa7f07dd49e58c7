/** The list of check types: a folder here and a line there make a new one. Loads the schemas; `runs.ts` does not. */
import { defineCheck } from './check.ts';
import { dnsConfigSchema } from './dns-check/config.ts';
import { DNS_RUN } from './dns-check/run.ts';
import { heartbeatConfigSchema, heartbeatDefaults } from './heartbeat/config.ts';
import { HEARTBEAT_RUN } from './heartbeat/look.ts';
import { httpConfigSchema } from './http/config.ts';
import { HTTP_RUN } from './http/run.ts';
import { icmpConfigSchema } from './icmp/config.ts';
import { ICMP_RUN } from './icmp/look.ts';
import { mcpConfigSchema } from './mcp/config.ts';
import { MCP_RUN } from './mcp/look.ts';
import { isCommand } from './mcp/mcp-config.ts';
import { tcpConfigSchema, tlsConfigSchema } from './tcp/config.ts';
import { TCP_RUN, TLS_RUN } from './tcp/run.ts';

export const CHECK_TYPES = {
  HTTP: defineCheck({ ...HTTP_RUN, config: httpConfigSchema }),
  DNS: defineCheck({ ...DNS_RUN, config: dnsConfigSchema }),
  TCP: defineCheck({ ...TCP_RUN, config: tcpConfigSchema }),
  TLS: defineCheck({ ...TLS_RUN, config: tlsConfigSchema }),
  ICMP: defineCheck({ ...ICMP_RUN, config: icmpConfigSchema }),
  MCP_SERVER: defineCheck({
    ...MCP_RUN,
    config: mcpConfigSchema,
    commandIn: (config) => (isCommand(config) ? 'command' : undefined),
  }),
  HEARTBEAT: defineCheck({
    ...HEARTBEAT_RUN,
    config: heartbeatConfigSchema,
    isPassive: true,
    defaultsOf: heartbeatDefaults,
  }),
} as const;
