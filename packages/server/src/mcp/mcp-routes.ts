/**
 * Tools for agents at `/mcp`: streamable HTTP (2025-06-18), without sessions. Each request is answered on its own, so
 * nothing is kept of a client between two of them, and no number of clients takes room. A call is the request to the
 * API that it stands for, with the caller's own key.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import type { ApiDeps } from '../api/deps.ts';
import { Problem } from '../api/problem.ts';
import type { ApiAnswer } from './answer.ts';
import type { ApiDocument } from './api-document.ts';
import { isOwnOrigin } from './own-origin.ts';
import type { ApiRequest } from './request.ts';
import { type Toolbox, toolboxOf } from './toolbox.ts';

/** Conversations at once: a call may be a look that takes half a minute. */
const CALLS_MAX = 32;
/** Of what a call is answered; more is cut by the tool anyway. */
const STREAM_BYTES_MAX = 64 * 1024;

type Kind = 'read' | 'write';

/** Mounted where a key was demanded already. */
export function mcpRoutes(
  app: FastifyInstance,
  { config, version, clock }: Pick<ApiDeps, 'config' | 'version' | 'clock'>,
): void {
  const boxes = new Map<string, Toolbox>();
  let running = 0;

  function toolboxFor(kind: Kind, resources: readonly string[] | undefined): Toolbox {
    // One without a choice is most of them; the others are made anew, so that nobody fills the memory with choices.
    const known = resources ? undefined : boxes.get(kind);
    if (known) return known;
    const document = app.swagger() as unknown as ApiDocument;
    const choice = { mayWrite: kind === 'write', ...(resources && { resources }) };
    const made = toolboxOf(document, choice, () => clock.wall());
    if (!resources) boxes.set(kind, made);
    return made;
  }

  app.route({
    method: ['POST', 'GET', 'DELETE'],
    url: '/mcp',
    schema: { hide: true },
    handler: async (request, reply) => {
      refuseForeignPages(request, config.publicUrl);
      if (request.method !== 'POST') {
        throw new Problem(
          'METHOD_NOT_ALLOWED',
          `/mcp keeps no sessions and streams nothing: POST alone, got ${request.method}`,
          {
            headers: { allow: 'POST' },
          },
        );
      }
      // Batches are gone from the protocol since 2025-06-18: one would be any number of calls at once.
      if (Array.isArray(request.body)) throw new Problem('BAD_REQUEST', 'the body must be one message, got a list');
      if (running >= CALLS_MAX)
        throw new Problem('BUSY', `${CALLS_MAX} calls of tools are under way already`, {
          headers: { 'retry-after': '5' },
        });
      running++;
      try {
        return await answer(request, reply);
      } finally {
        running--;
      }
    },
  });

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Loaded by the first agent that comes: a server without any does without the library.
    const [{ createMcpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('./mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ]);
    const { kind, resources } = choiceOf(request.query);
    const server = createMcpServer({
      version,
      toolbox: async () => toolboxFor(kind, resources),
      ask: async (asked, signal) => askWithin(app, asked, request, signal),
    });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const gone = (): void => void server.close();
    request.raw.socket.once('close', gone);
    try {
      const response = await transport.handleRequest(webRequest(request), { parsedBody: request.body });
      return await passOn(response, reply);
    } finally {
      request.raw.socket.off('close', gone);
      await server.close();
    }
  }
}

/** A page in somebody's browser must not speak to us under a name that it had pointed here (DNS rebinding). */
function refuseForeignPages({ headers }: FastifyRequest, publicUrl: string | undefined): void {
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, publicUrl))
    throw new Problem('FORBIDDEN', 'pages of another origin may not use /mcp');
}

function choiceOf(query: unknown): { readonly kind: Kind; readonly resources: readonly string[] | undefined } {
  const { writes, tools } = query as Readonly<Record<string, unknown>>;
  const resources = typeof tools === 'string' && tools !== '' ? tools.split(',') : undefined;
  return { kind: writes === '1' || writes === 'true' ? 'write' : 'read', resources };
}

/** The body has been read, and bounded, by then. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  return new Request(`http://localhost${request.url}`, { method: request.method, headers });
}

async function passOn(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  const type = response.headers.get('content-type');
  if (type !== null) void reply.type(type);
  return reply.code(response.status).send(await response.text());
}

/** Through the same door as everyone: key, rate limit, validation and the log are those of the API. */
async function askWithin(
  app: FastifyInstance,
  asked: ApiRequest,
  { headers }: FastifyRequest,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const { method, url, body, listenMs } = asked;
  const options: InjectOptions = {
    method,
    url,
    headers: {
      authorization: headers.authorization ?? '',
      'x-upwatch-managed-by': 'MCP',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  };
  if (listenMs !== undefined) return listen(app, options, AbortSignal.any([signal, AbortSignal.timeout(listenMs)]));
  const { statusCode, payload } = await app.inject(options);
  return { status: statusCode, text: payload };
}

async function listen(app: FastifyInstance, options: InjectOptions, until: AbortSignal): Promise<ApiAnswer> {
  const response = await app.inject({ ...options, payloadAsStream: true });
  const stream = response.stream();
  const end = (): void => void stream.destroy();
  until.addEventListener('abort', end, { once: true });
  let text = '';
  try {
    for await (const part of stream) {
      text += String(part);
      if (text.length >= STREAM_BYTES_MAX) break;
    }
  } catch (error) {
    if (!until.aborted) throw error;
  }
  return { status: response.statusCode, text };
}
