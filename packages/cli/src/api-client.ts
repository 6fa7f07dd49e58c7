/** Speaks to a running server over its public API. */
import { UsageError } from './exit.ts';

const TIMEOUT_MS = 30_000;
/** Where a server listens unless it is told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';

export interface ConnectionOptions {
  readonly server?: string;
  readonly token?: string;
}

/** A request from the root of the server. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const KEY_HINT =
  'give that of this server by UPWATCH_API_TOKEN or --token; where it is lost, ' +
  'start the server with UPWATCH_API_TOKEN set to a new one';

/** @throws UsageError when it is no URL */
function baseOf(text: string): string {
  const { protocol } = URL.parse(text) ?? {};
  if (protocol === 'http:' || protocol === 'https:') return text.replace(/\/+$/, '');
  throw new UsageError(`--server (or UPWATCH_URL) must be a URL such as ${DEFAULT_URL}, got "${text}"`);
}

/** The server answered, and it was a refusal. */
class ApiRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiRefusal';
    this.status = status;
  }
}

interface Problem {
  readonly message?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly message: string }[] | null;
}

export class ApiClient {
  readonly #base: string;
  readonly #token: string;

  /** @throws UsageError when no key is given, or no URL */
  constructor(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env) {
    this.#base = baseOf(options.server ?? (env['UPWATCH_URL'] || DEFAULT_URL));
    const token = options.token ?? env['UPWATCH_API_TOKEN'];
    if (!token) {
      throw new UsageError(
        'no API key: set UPWATCH_API_TOKEN, or give --token (the server prints one at its first start)',
      );
    }
    this.#token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.#request('GET', path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#request('POST', path, body);
  }

  delete(path: string): Promise<void> {
    return this.#request('DELETE', path);
  }

  /**
   * Any request, from the root of the server, answered as it is: for those who pass answers on.
   * @throws Error when the server cannot be reached
   */
  ask({ method, url, body, ...more }: Asked): Promise<Response> {
    return this.#send(method, url, body, more);
  }

  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#send(method, `/api/v1${path}`, body);
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    const told = refusalOf(text) ?? `${this.#base} answered ${method} ${path} with ${response.status}`;
    throw new ApiRefusal(response.status, response.status === 401 ? `${told}: ${KEY_HINT}` : told);
  }

  async #send(
    method: string,
    url: string,
    body: unknown,
    more: Pick<Asked, 'headers' | 'signal'> = {},
  ): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(`${this.#base}${url}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          accept: 'application/json',
          'x-upwatch-managed-by': 'CLI',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...more.headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: more.signal ? AbortSignal.any([timeout, more.signal]) : timeout,
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const why = (cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : String(cause));
      throw new Error(`cannot reach ${this.#base} (${why}); is \`upwatch serve\` running there?`, { cause: error });
    }
  }
}

function refusalOf(text: string): string | undefined {
  try {
    const problem = JSON.parse(text) as Problem;
    const entries = problem.errors?.map((entry) => entry.message) ?? [];
    return entries.length > 0 ? entries.join('\n         ') : (problem.detail ?? problem.message);
  } catch {
    // Not ours: a proxy's page. The status says more than its HTML.
    return undefined;
  }
}
