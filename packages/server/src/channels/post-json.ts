/** The one way in which a channel sends over HTTP: bounded in time and bytes, and every answer turned into an outcome. */
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { parseRetryAfter } from '@upwatch/core';
import type { Egress } from '@upwatch/probe';
import type { SendOutcome, SentRequest } from './port.ts';
import { BLOCKED, BlockedAddress, blockedHost } from './resolver-lookup.ts';

/** Of an answer's body nothing more is read. */
const ANSWER_BYTES_MAX = 64 * 1024;
/** More informational answers than this to one request are no answer. */
const INFORMATIONAL_MAX = 20;

export interface PostRequest {
  /** http or https. */
  readonly url: string;
  /** What may be kept of the URL. @default the URL itself */
  readonly shownUrl?: string;
  /** @default POST */
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'GET';
  /** Already made into text: what is signed must be what is sent. Empty for a GET. */
  readonly body: string;
  /** @default application/json; charset=utf-8 */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends at the attempt's deadline. */
  readonly signal: AbortSignal;
  readonly lookup?: LookupFunction;
  readonly egress?: Egress;
  /** Told of what is about to be sent. @default nobody is */
  readonly onRequest?: (request: SentRequest) => void;
}

/** What came back. */
export type PostResult =
  | {
      readonly type: 'answer';
      readonly statusCode: number;
      readonly body: string;
      /** `cut` at the cap; `broken` when the connection or the deadline ended before the body did. */
      readonly bodyEnd: 'whole' | 'cut' | 'broken';
      readonly retryAfter?: string;
      /** Origin alone: the path of a provider's URL may be a secret. */
      readonly redirectsTo?: string;
    }
  /** `isFinal`: nobody may ever send there. */
  | { readonly type: 'none'; readonly reason: string; readonly isFinal?: true };

/**
 * Posts. Redirects are not followed: a POST that is sent on would take the message, and its signature, elsewhere.
 * Not `fetch`, which hides an unasked `101` or `102` behind a network error and refuses legal ports.
 * @throws TypeError when a header cannot be sent: a fault of the channel, not of the provider
 */
export async function postJson(request: PostRequest): Promise<PostResult> {
  const { promise, resolve } = Promise.withResolvers<PostResult>();
  if (request.signal.aborted) return { type: 'none', reason: reasonOf(undefined, request.signal) };
  const blocked = blockedHost(new URL(request.url).hostname, request.egress);
  if (blocked !== undefined) return { type: 'none', reason: blocked, isFinal: true };
  const send = request.url.toLowerCase().startsWith('https:') ? requestHttps : requestHttp;
  const method = request.method ?? 'POST';
  const headers = headersOf(request);
  request.onRequest?.({ method, url: request.shownUrl ?? request.url, headers, body: request.body });
  let informationalCode: number | undefined;
  let informationalCount = 0;
  const answered = (statusCode: number): PostResult => ({ type: 'answer', statusCode, body: '', bodyEnd: 'whole' });
  const outgoing = send(request.url, {
    method,
    agent: false,
    signal: request.signal,
    ...(request.lookup && { lookup: request.lookup }),
    headers,
  });
  outgoing.on('information', ({ statusCode }) => {
    informationalCode = statusCode;
    if (++informationalCount <= INFORMATIONAL_MAX) return;
    resolve(answered(statusCode));
    outgoing.destroy();
  });
  outgoing.on('upgrade', (answer: IncomingMessage, socket) => {
    socket.destroy();
    resolve(answered(answer.statusCode ?? 101));
  });
  // Decides: an error that follows, of the body or the deadline, is `readAnswer`'s.
  outgoing.on('response', (answer) => resolve(readAnswer(answer)));
  outgoing.on('error', (error) => {
    // An answer that ends with a `102` is one: the provider said that and nothing more.
    const endedInformational = informationalCode !== undefined && !request.signal.aborted;
    if (endedInformational) resolve(answered(informationalCode!));
    else if (error instanceof BlockedAddress) resolve({ type: 'none', reason: BLOCKED, isFinal: true });
    else resolve({ type: 'none', reason: reasonOf(error, request.signal) });
  });
  outgoing.end(request.body);
  return promise;
}

function headersOf({ method, contentType, body, headers }: PostRequest): Readonly<Record<string, string>> {
  return {
    'user-agent': 'Upwatch',
    accept: 'application/json, text/plain, */*',
    ...(method !== 'GET' && {
      'content-type': contentType ?? 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body).toString(),
    }),
    connection: 'close',
    ...headers,
  };
}

async function readAnswer(answer: IncomingMessage): Promise<PostResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  let bodyEnd: 'whole' | 'cut' | 'broken' = 'whole';
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, ANSWER_BYTES_MAX - size));
      size += chunk.length;
      if (size > ANSWER_BYTES_MAX) {
        bodyEnd = 'cut';
        break;
      }
    }
  } catch {
    // The status has come: what is missing of the body is said by `bodyEnd`, and each channel decides whether it matters.
    bodyEnd = 'broken';
  } finally {
    answer.destroy();
  }
  const { location, 'retry-after': retryAfter } = answer.headers;
  return {
    type: 'answer',
    statusCode: answer.statusCode ?? 0,
    body: Buffer.concat(chunks).toString('utf8'),
    bodyEnd,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(location !== undefined && URL.canParse(location) && { redirectsTo: new URL(location).origin }),
  };
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'there was no answer before the deadline';
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return `the provider could not be reached${code === undefined ? '' : ` (${code})`}`;
}

/**
 * What a status means: 2xx sent; 408, 425, 429 and 5xx to be tried again; everything else will not get better by
 * itself and is refused. Equal for every provider; what one says in the body of a 2xx is that channel's to read.
 */
export function outcomeOf(result: PostResult, nowMs: number): SendOutcome {
  if (result.type === 'none') return { type: result.isFinal ? 'reject' : 'retry', reason: result.reason };
  const { statusCode } = result;
  const seen = { statusCode, ...(result.body !== '' && { responseExcerpt: result.body }) };
  if (statusCode >= 200 && statusCode < 300) return { type: 'sent', ...seen };
  const reason = `the provider answered ${statusCode}${hintFor(result)}`;
  if (!isRetryable(statusCode)) return { type: 'reject', reason, ...seen };
  const retryAfterMs = parseRetryAfter(result.retryAfter, nowMs);
  return { type: 'retry', reason, ...(retryAfterMs !== undefined && { retryAfterMs }), ...seen };
}

function isRetryable(statusCode: number): boolean {
  return statusCode === 408 || statusCode === 425 || statusCode === 429 || (statusCode >= 500 && statusCode < 600);
}

function hintFor(result: Extract<PostResult, { type: 'answer' }>): string {
  const { statusCode } = result;
  if (statusCode >= 300 && statusCode < 400)
    return `: redirects are not followed${result.redirectsTo === undefined ? '' : `, and it points to ${result.redirectsTo}`}; set the final URL`;
  if (statusCode === 401 || statusCode === 403) return ': it does not accept the credentials';
  if (statusCode === 404 || statusCode === 410) return ': nothing takes messages at this URL';
  return '';
}
