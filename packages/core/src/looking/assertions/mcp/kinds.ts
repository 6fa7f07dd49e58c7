/** What an MCP server must show. */
import { type Check, findingOf } from '../check.ts';
import { quoted } from '../excerpt.ts';
import type { AssertionFamily } from '../family.ts';
import { compileResponseTime } from '../response-time.ts';

export type McpAssertion =
  | { readonly type: 'mcp_connects' }
  | { readonly type: 'mcp_has_capability'; readonly capability: string }
  | { readonly type: 'mcp_tool_available'; readonly toolName: string }
  | { readonly type: 'mcp_min_tools'; readonly min: number }
  | { readonly type: 'mcp_tool_count_changed'; readonly expectedCount: number }
  | { readonly type: 'mcp_protocol_version'; readonly version: string }
  | { readonly type: 'mcp_response_time'; readonly maxMs: number }
  | { readonly type: 'mcp_response_time_warn'; readonly warnMs: number };

export const MCP_KINDS: AssertionFamily<McpAssertion> = {
  // A sample that has come as far as assertions has been through the handshake.
  mcp_connects: { compile: () => () => ({ message: 'connected' }), expectedOf: () => '' },
  mcp_has_capability: {
    compile: ({ capability }) => compileCapability(capability),
    expectedOf: ({ capability }) => capability,
  },
  mcp_tool_available: { compile: ({ toolName }) => compileTool(toolName), expectedOf: ({ toolName }) => toolName },
  mcp_min_tools: {
    compile: ({ min }) => compileToolCount(`at least ${min} tools`, (count) => count >= min),
    expectedOf: ({ min }) => String(min),
  },
  mcp_tool_count_changed: {
    compile: ({ expectedCount }) => compileToolCount(`${expectedCount} tools`, (count) => count === expectedCount),
    expectedOf: ({ expectedCount }) => String(expectedCount),
  },
  mcp_protocol_version: { compile: ({ version }) => compileVersion(version), expectedOf: ({ version }) => version },
  mcp_response_time: { compile: ({ maxMs }) => compileResponseTime(maxMs), expectedOf: ({ maxMs }) => `${maxMs} ms` },
  mcp_response_time_warn: {
    compile: ({ warnMs }) => compileResponseTime(warnMs),
    expectedOf: ({ warnMs }) => `${warnMs} ms`,
    isWarning: true,
  },
};

function compileCapability(capability: string): Check {
  const wanted = `the capability ${quoted(capability)}`;
  return ({ facts }) => {
    const found = facts.mcp?.capabilities ?? [];
    return findingOf(found.includes(capability), 'status.capability', { wanted, ...listed(found) });
  };
}

function compileTool(toolName: string): Check {
  const wanted = `the tool ${quoted(toolName)}`;
  return ({ facts }) => {
    const found = facts.mcp?.tools ?? [];
    return findingOf(found.includes(toolName), 'status.tools', { wanted, ...listed(found) });
  };
}

function compileToolCount(wanted: string, holds: (count: number) => boolean): Check {
  return ({ facts }) => {
    const actual = String(facts.mcp?.toolCount ?? 0);
    return findingOf(holds(Number(actual)), 'status.tools', { wanted, got: actual, actual });
  };
}

function compileVersion(version: string): Check {
  return ({ facts }) => {
    const got = facts.mcp?.protocolVersion ?? 'none';
    return findingOf(got === version, 'status.protocol_version', { wanted: version, got, actual: got });
  };
}

/** Names that a message shows. */
const SHOWN_NAMES = 10;

function listed(names: readonly string[]): { readonly got: string; readonly actual?: string } {
  if (names.length === 0) return { got: 'none' };
  const more = names.length - SHOWN_NAMES;
  const actual = names.slice(0, SHOWN_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return { got: actual, actual };
}
