/** The SDK's client, as the command uses it. */
import { Upwatch } from '@upwatch/sdk';
import { type ConnectionOptions, connectionOf } from './contexts/connection.ts';
import type { Context } from './contexts/contexts.ts';
import { contextsPath, readContexts } from './contexts/contexts-file.ts';

const MANAGED_BY = 'x-upwatch-managed-by';

export type Client = Upwatch;

/** @throws UsageError when no key is given, or no URL */
export function clientOf(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env): Client {
  return clientFor(serverOf(options, env));
}

/** Which server is asked, and with which key. @throws UsageError when no key is given, or no URL */
export function serverOf(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env): Context {
  return connectionOf(options, env, () => readContexts(contextsPath(env)));
}

/** A client of this server. */
export function clientFor(
  { url, token }: Context,
  bounds: { readonly timeoutMs?: number; readonly retries?: number } = {},
): Client {
  return new Upwatch({ baseUrl: url, token, fetch: (input, init) => send(url, input, init), ...bounds });
}

/** A request from the root of the server. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 30_000;

/**
 * Any request, answered as it is: for those who pass answers on.
 * @throws UsageError when no key is given, or no URL
 */
export function askerOf(
  options: ConnectionOptions,
  env: NodeJS.ProcessEnv = process.env,
): (asked: Asked) => Promise<Response> {
  const { url: base, token } = serverOf(options, env);
  return async ({ method, url, body, headers, signal }) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    return send(base, `${base}${url}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
  };
}

/** Says who manages what it makes, and where nobody answered. */
async function send(url: string, input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (!headers.has(MANAGED_BY)) headers.set(MANAGED_BY, 'CLI');
  const answer = await fetch(input, { ...init, headers }).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error;
    return unreachable(url, error);
  });
  if (answer instanceof Error) throw answer;
  return answer;
}

/** Without a cause: the SDK tells causes after the message, and this one says it all. */
function unreachable(url: string, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = (cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : String(cause));
  return new Error(`cannot reach ${url} (${why}); is \`upwatch serve\` running there?`);
}
