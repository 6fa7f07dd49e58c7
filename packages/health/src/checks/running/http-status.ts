/** One request over a connection of its own, closed as soon as the status is known. */
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { CheckFailure } from '../check-failure.ts';
import { codeOf, noAnswer, otherFailure } from './network-failure.ts';
import { within } from './within.ts';

export interface Question {
  readonly url: URL;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyBytes?: number;
}

export interface Status {
  readonly code: number;
  /** `503 Service Unavailable` */
  readonly text: string;
}

export async function statusOf(question: Question, signal: AbortSignal): Promise<Status> {
  const { url, method, bodyBytes = 0 } = question;
  const place = placeOf(question);
  const request = begin(question);
  try {
    const silent = (): CheckFailure => noAnswer(url.host, `${method} ${url.pathname}`);
    const { statusCode: code = 0, statusMessage = '' } = await within(signal, answerTo(request), silent);
    return { code, text: `${code} ${statusMessage}`.trim() };
  } catch (error) {
    const isCutOff = codeOf(error) === 'EPIPE' || codeOf(error) === 'ECONNRESET';
    if (bodyBytes === 0 || !isCutOff) throw otherFailure(error, place);
    const what = `closed the connection on a body of ${bodyBytes} bytes`;
    throw new CheckFailure('FAILED', `${place}: ${what}`, { cause: error });
  } finally {
    request.destroy();
  }
}

/** Without what a query or a user's part may hold. */
export function placeOf({ method, url }: Question): string {
  return `${method} ${url.host}${url.pathname}`;
}

function begin({ url, method, headers, bodyBytes = 0 }: Question): ClientRequest {
  const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
    method,
    agent: false,
    headers: { 'user-agent': 'upwatch-health', accept: '*/*', ...ofBody(bodyBytes), ...headers },
  });
  // What comes after the answer, such as a refused rest of the body, is nobody's.
  request.on('error', () => {});
  request.end(bodyBytes > 0 ? Buffer.alloc(bodyBytes, ' ') : undefined);
  return request;
}

function ofBody(bodyBytes: number): Record<string, string> {
  return bodyBytes > 0 ? { 'content-type': 'application/octet-stream', 'content-length': String(bodyBytes) } : {};
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
}
