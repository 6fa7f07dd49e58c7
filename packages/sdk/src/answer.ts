/** What came back, read: the JSON of an answer, or the error that it is. */
import { type ApiError, apiErrorOf, type ErrorEntry, TransportError } from './errors.ts';
import type { Request } from './request.ts';
import { retryAfterMsOf } from './retry.ts';

/** The head and the whole text of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The JSON of an answer. @throws TransportError when it is something else */
export function jsonOf(answer: Answer, request: Request): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (cause) {
    throw new TransportError(`${nameOf(request)}: the answer must be JSON, got ${contentTypeOf(answer)}`, {
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
    message: `${nameOf(request)}: ${answer.status} ${code}: ${said}`,
    status: answer.status,
    code,
    requestId: requestIdOf(answer) ?? textIn(problem, 'requestId'),
    errors: entriesOf(problem?.['errors']),
    retryAfterMs: retryAfterMsOf(answer.headers.get('retry-after'), nowMs),
  });
}

/** How an error names the request; a query can hold what is private. */
export function nameOf({ method, path }: Request): string {
  return `${method} ${path}`;
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
  return {
    code: textIn(entry, 'code') ?? 'UNKNOWN',
    field: textIn(entry, 'field') ?? null,
    message: textIn(entry, 'message') ?? '',
  };
}

export function requestIdOf({ headers }: { readonly headers: Headers }): string | undefined {
  return headers.get('x-request-id') ?? undefined;
}

function contentTypeOf({ headers }: Answer): string {
  return headers.get('content-type') ?? 'no content type';
}
