/** A request as it stands, and all that came back: `fetch` would hide some of it. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answered {
  readonly status: number;
  /** Without those that say something of the connection and not of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the server writes of itself and its connection. */
const NOT_OURS = new Set(['date', 'connection', 'keep-alive', 'x-powered-by']);
const TIMEOUT_MS = 20_000;

export async function ask(url: string, { method = 'GET', headers = {} }: Asking = {}): Promise<Answered> {
  const asking = request(url, { method, headers, agent: false, timeout: TIMEOUT_MS });
  asking.on('timeout', () => asking.destroy(new Error(`no answer of ${url} within ${TIMEOUT_MS} ms`)));
  if (method === 'POST') asking.write('{');
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const body = await text(response);
  const kept = Object.entries(response.headers).filter(([name]) => !NOT_OURS.has(name));
  return { status: response.statusCode!, headers: Object.fromEntries(kept) as Record<string, string>, body };
}
