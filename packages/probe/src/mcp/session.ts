/** A conversation with an MCP server: the handshake, then what it has to offer. The transport is the caller's. */
import type { Json, McpFacts } from '@upwatch/core';
import { asMap, type JsonMap, ProtocolError, RefusedError, textOf } from './json-rpc.ts';

/** The newest version of the protocol that we speak; a server may answer with an older one. */
const PROTOCOL_VERSION = '2025-06-18';
const KNOWN_VERSIONS = /^20\d\d-[01]\d-[0-3]\d$/;
/** A list may come in pages; so many are read. */
const PAGES_MAX = 20;
const NAMES_MAX = 1000;
const TEXT_MAX = 200;
const METHOD_NOT_FOUND = -32_601;

export interface McpTransport {
  /** @throws {RefusedError} @throws {ProtocolError} and whatever the transport fails with */
  request(method: string, params: JsonMap): Promise<JsonMap>;
  notify(method: string): Promise<void>;
  /** Told the version agreed upon: over HTTP each further request names it. */
  agreed(protocolVersion: string): void;
}

/** What has been found out so far; it is filled as the conversation goes on, so that a failure shows how far it came. */
export type FoundOut = { -readonly [Key in keyof Omit<McpFacts, 'url'>]: McpFacts[Key] };

export async function interview(transport: McpTransport, found: FoundOut, clientVersion: string): Promise<void> {
  const hello = await transport.request('initialize', {
    protocolVersion: PROTOCOL_VERSION,
    capabilities: {},
    clientInfo: { name: 'upwatch', version: clientVersion },
  });
  takeHello(hello, found);
  transport.agreed(found.protocolVersion!);
  await transport.notify('notifications/initialized');
  if (found.capabilities.includes('tools')) {
    const names = await listed(transport, 'tools');
    found.toolCount = names.length;
    found.tools = names.slice(0, NAMES_MAX);
  }
  if (found.capabilities.includes('resources')) found.resourceCount = (await listed(transport, 'resources')).length;
  if (found.capabilities.includes('prompts')) found.promptCount = (await listed(transport, 'prompts')).length;
}

function takeHello(hello: JsonMap, found: FoundOut): void {
  const version = hello['protocolVersion'];
  if (typeof version !== 'string' || !KNOWN_VERSIONS.test(version)) {
    throw new ProtocolError(
      `initialize: expected a protocolVersion such as ${PROTOCOL_VERSION}, got ${shown(version)}`,
    );
  }
  const info = asMap(hello['serverInfo']);
  found.protocolVersion = version;
  if (typeof info?.['name'] === 'string') found.serverName = info['name'].slice(0, TEXT_MAX);
  if (typeof info?.['version'] === 'string') found.serverVersion = info['version'].slice(0, TEXT_MAX);
  found.capabilities = Object.keys(asMap(hello['capabilities']) ?? {}).slice(0, 100);
}

/** The names in a list, whole. A server that announced what it does not offer has an empty one. */
async function listed(transport: McpTransport, what: 'tools' | 'resources' | 'prompts'): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await listPage(transport, what, cursor);
    const entries = answer?.[what];
    if (answer && !Array.isArray(entries))
      throw new ProtocolError(`${what}/list: expected a list of ${what}, got ${shown(entries)}`);
    for (const entry of (entries ?? []) as readonly Json[])
      names.push(textOf(asMap(entry)?.['name']).slice(0, TEXT_MAX));
    const next = answer?.['nextCursor'];
    if (typeof next !== 'string' || next === cursor) return names;
    cursor = next;
  }
  return names;
}

async function listPage(
  transport: McpTransport,
  what: string,
  cursor: string | undefined,
): Promise<JsonMap | undefined> {
  try {
    return await transport.request(`${what}/list`, cursor === undefined ? {} : { cursor });
  } catch (error) {
    if (error instanceof RefusedError && error.rpcCode === METHOD_NOT_FOUND) return undefined;
    throw error;
  }
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value).slice(0, 80);
}
