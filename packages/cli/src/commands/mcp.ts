/** `upwatch mcp`: what a running server can do, as tools for an agent, over standard streams. */
import type { Command } from 'commander';
import type { ApiAnswer, ApiDocument, ApiRequest, Toolbox, ToolChoice } from '@upwatch/server/mcp';
import { askerOf } from '../api-client.ts';
import type { ConnectionOptions } from '../contexts/connection.ts';
import { withServer } from './connection.ts';
import { version } from '../version.ts';

interface McpOptions extends ConnectionOptions {
  readonly allowWrites?: true;
  readonly tools?: string;
}

type Asker = ReturnType<typeof askerOf>;

/** Of a stream of events; more is cut by the tool anyway. */
const STREAM_LETTERS_MAX = 64 * 1024;

export function configure(command: Command): void {
  withServer(command)
    .option('--allow-writes', 'also tools that change something (default: those that only read)')
    .option('--tools <resources>', 'only those of these: monitors,incidents,…')
    .action(speak)
    .addHelpText(
      'after',
      '\nSpeaks the Model Context Protocol on standard input and output, until the input\nends: an agent starts it.\n\nExamples:\n  upwatch mcp\n  upwatch mcp --allow-writes --tools monitors,incidents\n  claude mcp add upwatch -e UPWATCH_API_TOKEN=uw_… -- upwatch mcp',
    );
}

async function speak(options: McpOptions): Promise<void> {
  const asker = askerOf(options);
  const [{ createMcpServer, toolboxOf }, { StdioServerTransport }] = await Promise.all([
    import('@upwatch/server/mcp'),
    import('@modelcontextprotocol/sdk/server/stdio.js'),
  ]);
  const choice: ToolChoice = {
    mayWrite: options.allowWrites === true,
    ...(options.tools !== undefined && { resources: options.tools.split(',').map((one) => one.trim()) }),
  };
  let made: Promise<Toolbox> | undefined;
  const toolbox = async (): Promise<Toolbox> => {
    made ??= documentOf(asker).then((document) => toolboxOf(document, choice, Date.now));
    try {
      return await made;
    } catch (error) {
      // The server may come up later: an agent that was started before it need not be started again.
      made = undefined;
      throw error;
    }
  };
  const ask = async (request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> => askServer(asker, request, signal);
  const server = createMcpServer({ version: version(), toolbox, ask });
  await server.connect(new StdioServerTransport());
}

async function documentOf(asker: Asker): Promise<ApiDocument> {
  const response = await asker({ method: 'GET', url: '/openapi.json', headers: {} });
  if (!response.ok) throw new Error(`the server answered GET /openapi.json with ${response.status}`);
  return (await response.json()) as ApiDocument;
}

async function askServer(asker: Asker, request: ApiRequest, cancelled: AbortSignal): Promise<ApiAnswer> {
  const { listenMs, ...asked } = request;
  const signal = listenMs === undefined ? cancelled : AbortSignal.any([cancelled, AbortSignal.timeout(listenMs)]);
  const response = await asker({ ...asked, headers: { 'x-upwatch-managed-by': 'MCP' }, signal });
  if (listenMs === undefined || !response.body) return { status: response.status, text: await response.text() };
  return { status: response.status, text: await heardUntil(response.body, signal) };
}

async function heardUntil(body: ReadableStream<Uint8Array>, until: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const part of body) {
      text += decoder.decode(part, { stream: true });
      if (text.length >= STREAM_LETTERS_MAX) break;
    }
  } catch (error) {
    if (!until.aborted) throw error;
  }
  return text;
}
