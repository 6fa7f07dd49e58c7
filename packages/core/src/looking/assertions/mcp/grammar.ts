/** How expectations of an MCP server are written. */
import { type Grammar, printValue } from '../../expect/grammar.ts';
import { readCount } from '../../expect/quantities.ts';
import { type Reader, readOperator } from '../../expect/reader.ts';
import { readEqual, readTime } from '../../expect/readings.ts';
import type { McpAssertion } from './kinds.ts';

export const MCP_GRAMMAR: Grammar<McpAssertion> = {
  subjects: {
    connects: () => ({ type: 'mcp_connects' }),
    capability: (reader) => ({ type: 'mcp_has_capability', capability: readEqual(reader) }),
    tool: (reader) => ({ type: 'mcp_tool_available', toolName: readEqual(reader) }),
    tools: readToolCount,
    protocol: (reader) => ({ type: 'mcp_protocol_version', version: readEqual(reader) }),
    time: (reader) => ({ type: 'mcp_response_time', maxMs: readTime(reader) }),
    'time.warn': (reader) => ({ type: 'mcp_response_time_warn', warnMs: readTime(reader) }),
  },
  print: {
    mcp_connects: () => 'connects',
    mcp_has_capability: ({ capability }) => `capability == ${printValue(capability)}`,
    mcp_tool_available: ({ toolName }) => `tool == ${printValue(toolName)}`,
    mcp_min_tools: ({ min }) => `tools >= ${min}`,
    mcp_tool_count_changed: ({ expectedCount }) => `tools == ${expectedCount}`,
    mcp_protocol_version: ({ version }) => `protocol == ${printValue(version)}`,
    mcp_response_time: ({ maxMs }) => `time <= ${maxMs}ms`,
    mcp_response_time_warn: ({ warnMs }) => `time.warn <= ${warnMs}ms`,
  },
};

function readToolCount(reader: Reader): McpAssertion {
  const written = readOperator(reader, ['==', '=', '>=', '>']);
  const count = readCount(reader);
  if (written === '>=' || written === '>') return { type: 'mcp_min_tools', min: written === '>' ? count + 1 : count };
  return { type: 'mcp_tool_count_changed', expectedCount: count };
}
