/** A client whose `fetch`, clock and chance are the test's own. */
import { Upwatch } from '../client.ts';
import type { UpwatchOptions } from '../options.ts';

export const TOKEN = 'uw_0123456789abcdefghijklmnopqrstuv';
export const BASE_URL = 'http://upwatch.test';
/** No pause of these tests is as long, so a wait of this length or more bounds an attempt or a silence. */
const TIMEOUT_MS = 29_999;

/** What comes back: an answer, an error of the connection, or nothing ever. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
      readonly stream?: ReadableStream<Uint8Array>;
    }
  | Error
  | 'silence';

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Rig {
  readonly client: Upwatch;
  readonly sent: readonly Sent[];
  /** The waits between attempts, milliseconds. */
  readonly waits: readonly number[];
}

const NOW_MS = Date.UTC(2026, 0, 31, 12);

/** @param replies in the order of the requests; the last one again and again */
export function rig(
  replies: readonly Reply[],
  options: Partial<UpwatchOptions> & { readonly random?: number } = {},
): Rig {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const { random = 0.5, ...given } = options;
  const time = {
    now: () => NOW_MS,
    random: () => random,
    wait: async (ms: number, signal: AbortSignal): Promise<void> => {
      signal.throwIfAborted();
      if (ms < TIMEOUT_MS) return void waits.push(ms);
      // Only whoever waits for nothing else gets to hear of it.
      if (replies[Math.min(sent.length, replies.length - 1)] === 'silence') return;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
    },
  };
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const reply = replies[Math.min(sent.length, replies.length - 1)];
    sent.push({
      method: init.method ?? 'GET',
      url: new URL(input as string),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    return responseTo(reply ?? 'silence', init.signal ?? undefined);
  };
  const client = new Upwatch({ token: TOKEN, baseUrl: BASE_URL, timeoutMs: TIMEOUT_MS, fetch, time, ...given });
  return { client, sent, waits };
}

async function responseTo(reply: Reply, signal: AbortSignal | undefined): Promise<Response> {
  if (reply instanceof Error) throw reply;
  if (reply === 'silence') {
    return new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
  }
  const { status = 200, headers = {}, json, text, stream } = reply;
  if (status === 204) return new Response(null, { status });
  const type = json === undefined ? 'text/plain' : 'application/json';
  const body = stream ?? text ?? JSON.stringify(json) ?? '';
  return new Response(body, { status, headers: { 'content-type': type, ...headers } });
}

/** A refusal as the server writes it. */
export function problem(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const json = { status, code, message: `because of ${code}`, requestId: 'request-1', errors: null };
  return {
    status,
    json,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'request-1', ...headers },
  };
}
