/** Every check type as a looking thread knows it: what runs, without the schemas (see `check.ts`). */
import { type CheckRun, defineRun } from './check.ts';
import { DNS_RUN } from './dns-check/run.ts';
import { HEARTBEAT_RUN } from './heartbeat/look.ts';
import { HTTP_RUN } from './http/run.ts';
import { ICMP_RUN } from './icmp/look.ts';
import { MCP_RUN } from './mcp/look.ts';
import { TCP_RUN, TLS_RUN } from './tcp/run.ts';

export const RUNS: Readonly<Record<string, CheckRun>> = {
  HTTP: defineRun(HTTP_RUN),
  DNS: defineRun(DNS_RUN),
  TCP: defineRun(TCP_RUN),
  TLS: defineRun(TLS_RUN),
  ICMP: defineRun(ICMP_RUN),
  MCP_SERVER: defineRun(MCP_RUN),
  HEARTBEAT: defineRun(HEARTBEAT_RUN),
};
