/** Every check type as a looking thread knows it: what runs, without the schemas (see `check.ts`). */
import { type CheckRun, defineRun } from './check.ts';
import { HTTP_RUN } from './http/look.ts';
import { ICMP_RUN } from './icmp/look.ts';
import { MCP_RUN } from './mcp/look.ts';

export const RUNS: Readonly<Record<string, CheckRun>> = {
  HTTP: defineRun(HTTP_RUN),
  ICMP: defineRun(ICMP_RUN),
  MCP_SERVER: defineRun(MCP_RUN),
};
