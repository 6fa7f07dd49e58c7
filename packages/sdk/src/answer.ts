/** What came back, read: the JSON of an answer, or the error that it is. */
import { type ApiError, apiErrorOf, type ErrorEntry, type SaidCode, TransportError } from './errors.ts';
import type { Request } from './request.ts';
import { retryAfterMsOf } from './retry.ts';

/** The head and the whole text of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** No answer of Upwatch comes near it. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

/** Reads an answer to its end. @throws TransportError for one that is too long */
export async function readAnswer(response: Response, request: Request): Promise<Answer> {
  const { status, headers } = response;
  const reader = response.body?.getReader();
  if (!reader) return { status, headers, text: '' };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { status, headers, text: text + decoder.decode() };
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
    if (bytes <= ANSWER_BYTES_MAX) continue;
    await reader.cancel();
    const message = `${request.name}: the answer must have at most ${ANSWER_BYTES_MAX} bytes`;
    throw new TransportError(message, { kind: 'protocol', status, requestId: requestIdOf(response) });
  }
}

/** The JSON of an answer. @throws TransportError when it is something else */
export function jsonOf(answer: Answer, request: Request): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (cause) {
    throw new TransportError(`${request.name}: the answer must be JSON, got ${contentTypeOf(answer)}`, {
      kind: 'protocol',
      status: answer.status,
      requestId: requestIdOf(answer),
      cause,
    });
  }
}

/** The error that an answer is. */
export function errorOf(answer: Answer, request: Request, nowMs: number): ApiError {
  const problem = problemOf(answer.text);
  const code = textIn(problem, 'code') ?? 'UNKNOWN';
  const said = textIn(problem, 'message') ?? `not an answer of Upwatch (${contentTypeOf(answer)})`;
  return apiErrorOf({
    message: `${request.name}: ${answer.status} ${code}: ${said}`,
    status: answer.status,
    code,
    requestId: requestIdOf(answer) ?? textIn(problem, 'requestId'),
    errors: entriesOf(problem?.['errors']),
    retryAfterMs: retryAfterMsOf(answer.headers.get('retry-after'), nowMs),
    said: saidOf(problem?.['said']),
  });
}

type Fields = Readonly<Record<string, unknown>>;

function problemOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    // A page of a proxy: the status says what is to be said.
    return undefined;
  }
}

function textIn(fields: Fields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === 'string' ? value : undefined;
}

function entriesOf(value: unknown): readonly ErrorEntry[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is Fields => typeof entry === 'object' && entry !== null).map(entryOf);
}

function entryOf(entry: Fields): ErrorEntry {
  const said = saidOf(entry['said']);
  return {
    code: textIn(entry, 'code') ?? 'UNKNOWN',
    field: textIn(entry, 'field') ?? null,
    message: textIn(entry, 'message') ?? '',
    ...(said && { said }),
  };
}

function saidOf(value: unknown): SaidCode | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, params } = value as Fields;
  return typeof code === 'string' && typeof params === 'object' && params !== null
    ? { code, params: params as Fields }
    : undefined;
}

export function requestIdOf({ headers }: { readonly headers: Headers }): string | undefined {
  return headers.get('x-request-id') ?? undefined;
}

function contentTypeOf({ headers }: Answer): string {
  return headers.get('content-type') ?? 'no content type';
}
