/**
 * `fetch` for what asks a provider: connects to no address that the egress rules forbid, judged as it is connected to;
 * follows nothing, and reads so much and no more.
 */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { blockedHost, type Outbound } from '../channels/resolver-lookup.ts';

const ANSWER_BYTES_MAX = 1024 * 1024;
/** Statuses whose answers have no body, and must not be given one. */
const BODILESS = new Set([204, 205, 304]);

interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export type GuardedFetch = (url: string, asked: Asked) => Promise<Response>;

/** @throws Error when there is no answer, also because nobody may connect there */
export function guardedFetch({ egress, lookup }: Outbound): GuardedFetch {
  return async (url, { method, headers, body, signal }) => {
    const { protocol, hostname } = new URL(url);
    const blocked = blockedHost(hostname, egress);
    if (blocked !== undefined) throw new Error(blocked);
    const send = protocol === 'https:' ? requestHttps : requestHttp;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const outgoing = send(url, { method, headers, lookup, agent: false, ...(signal && { signal }) });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > ANSWER_BYTES_MAX) answer.destroy(new Error(`the answer has more than ${ANSWER_BYTES_MAX} bytes`));
        else chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode: status = 0 } = answer;
        const said = Object.entries(answer.headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((one): [string, string] => [name, one]),
        );
        resolve(new Response(BODILESS.has(status) ? null : Buffer.concat(chunks), { status, headers: said }));
      });
    });
    outgoing.end(textOf(body));
    return promise;
  };
}

/** What is sent is a form, or nothing. */
function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body);
  throw new TypeError('only forms are sent');
}
