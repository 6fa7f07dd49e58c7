/** MCP servers made with the official library: over HTTP in this process, over standard streams as a program. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

/** With tools `search` and `fetch`, a resource and no prompts. */
export function shopServer(): McpServer {
  const server = new McpServer({ name: 'shop', version: '2.1.0' });
  const said = async () => ({ content: [{ type: 'text' as const, text: 'found' }] });
  server.registerTool('search', { description: 'Finds goods.' }, said);
  server.registerTool('fetch', { description: 'Fetches goods.' }, said);
  server.registerResource('terms', 'shop://terms', {}, async () => ({ contents: [] }));
  return server;
}

export interface OfficialServer extends AsyncDisposable {
  readonly url: string;
  /** Methods of HTTP in the order in which they came. */
  readonly methods: readonly string[];
}

/** @param isJson answers as JSON rather than as a stream of events */
export async function officialServer({ isJson }: { readonly isJson: boolean }): Promise<OfficialServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const methods: string[] = [];
  const transportOf = async (request: IncomingMessage): Promise<StreamableHTTPServerTransport> => {
    const known = sessions.get(String(request.headers['mcp-session-id']));
    if (known) return known;
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: isJson,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await shopServer().connect(transport);
    return transport;
  };
  const server = createServer((request, response) => {
    methods.push(request.method!);
    void transportOf(request).then(async (transport) => transport.handleRequest(request, response));
  });
  const url = await listening(server);
  return { url: `${url}/mcp`, methods, [Symbol.asyncDispose]: async () => closed(server) };
}

export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
