/** What can go wrong with a call: the server refused it, or no answer came. */

/** One thing that is wrong with a request. */
export interface ErrorEntry {
  /** Stable, such as `VALIDATION_FAILED`. */
  readonly code: string;
  /** Where: `assertions[0].config.type`; null when it is not one field. */
  readonly field: string | null;
  /** Field, expectation and value: `frequencySeconds must be at least 1, got 0`. */
  readonly message: string;
  /** The message, apart from the language. */
  readonly said?: SaidCode;
}

/** What a sentence says, apart from the language: a code, and what fills its gaps. Of an older server there is none. */
export interface SaidCode {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What an answer that refuses says. */
export interface Refusal {
  readonly message: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly errors: readonly ErrorEntry[];
  readonly retryAfterMs: number | undefined;
  readonly said?: SaidCode | undefined;
}

/**
 * The server answered, and refused. Decide by `code` or by the class, never by the text.
 * @example
 * try {
 *   await client.monitors.get('019b0000-0000-7000-8000-000000000000');
 * } catch (error) {
 *   if (!(error instanceof ApiError)) throw error;
 *   console.log(error.status, error.code, error.requestId);
 * }
 */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** Stable, such as `NOT_FOUND`; `UNKNOWN` when something between here and the server answered in its place. */
  readonly code: string;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** What is wrong, one by one; empty when the refusal is not about a field. */
  readonly errors: readonly ErrorEntry[];
  /** How long the server asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Why, apart from the language. */
  readonly said: SaidCode | undefined;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.status = refusal.status;
    this.code = refusal.code;
    this.requestId = refusal.requestId;
    this.errors = refusal.errors;
    this.retryAfterMs = refusal.retryAfterMs;
    this.said = refusal.said;
  }
}

/** 400 and 422: the request holds what is not allowed; `errors` names each field. */
export class ValidationError extends ApiError {
  override readonly name = 'ValidationError';
}

/** 401 and 403: the token does not work, or may not do this. */
export class AuthError extends ApiError {
  override readonly name = 'AuthError';
}

/** 404: there is no such thing. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

/** 409 and 412: a name is taken, a thing is in use, or it has changed since it was read (`ifMatch`). */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

/** 429: too many requests, also after the retries; `retryAfterMs` says when there is room. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError';
}

/** 500 and above: the server could not do it, also after the retries. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
}

/**
 * Why there is no answer: the connection failed (`network`), nothing came in time (`timeout`), or what came was not an
 * answer of Upwatch (`protocol`: a redirect, a page of a proxy).
 */
export type TransportErrorKind = 'network' | 'timeout' | 'protocol';

/**
 * No usable answer came, so nothing is known of what became of the request.
 * @example
 * try {
 *   await client.monitors.list({}, { timeoutMs: 2_000, retries: 0 });
 * } catch (error) {
 *   if (!(error instanceof TransportError) || error.kind !== 'timeout') throw error;
 *   console.log('the server is slow');
 * }
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportErrorKind;
  /** The HTTP status, when there was one. */
  readonly status: number | undefined;
  /** Names the request in the server's log, when the server has seen it. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    facts: {
      readonly kind: TransportErrorKind;
      readonly status?: number;
      readonly requestId?: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = facts.kind;
    this.status = facts.status;
    this.requestId = facts.requestId;
  }
}

/** The class that a status means. */
export function apiErrorOf(refusal: Refusal): ApiError {
  const { status } = refusal;
  if (status === 400 || status === 422) return new ValidationError(refusal);
  if (status === 401 || status === 403) return new AuthError(refusal);
  if (status === 404) return new NotFoundError(refusal);
  if (status === 409 || status === 412) return new ConflictError(refusal);
  if (status === 429) return new RateLimitError(refusal);
  if (status >= 500) return new ServerError(refusal);
  return new ApiError(refusal);
}
