/** Refusals on their way to becoming `application/problem+json` (RFC 9457, with the contract's fields beside). */
import { API_ERRORS, type ApiErrorCode, type ApiErrorEntry, readOrText } from '@upwatch/core';
import { presentSaid } from './present/said.ts';

/** Thrown by handlers to refuse a request. */
export class Problem extends Error {
  readonly code: ApiErrorCode;
  readonly errors: readonly ApiErrorEntry[];
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param message a sentence with what was expected and what came; holds no secret
   * @param more single faults, and headers of the answer
   */
  constructor(
    code: ApiErrorCode,
    message: string,
    more: { readonly errors?: readonly ApiErrorEntry[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return API_ERRORS[this.code].status;
  }
}

/** Refuses because of one field. @param message begins with the field's name */
export function invalid(field: string, message: string): Problem {
  return new Problem('VALIDATION_FAILED', message, { errors: [{ code: 'VALIDATION_FAILED', field, message }] });
}

/** @example notFound('monitor', id) → "there is no monitor 0190…" */
export function notFound(kind: string, id: string): Problem {
  return new Problem('NOT_FOUND', `there is no ${kind} ${id}`);
}

/** The fields of the contract's `ErrorResponse`. */
export interface ErrorBody {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly timestamp: number;
  readonly requestId: string;
  readonly errors: readonly { readonly code: string; readonly field: string | null; readonly message: string }[] | null;
}

/** What a problem answer is made from. */
export interface ProblemFacts {
  readonly code: ApiErrorCode;
  readonly message: string;
  readonly errors?: readonly ApiErrorEntry[];
  readonly requestId: string;
  readonly timestampMs: number;
}

/** The contract's part. */
export function errorBody(facts: ProblemFacts): ErrorBody {
  const errors = facts.errors?.map(({ code, field, message }) => ({ code, field: field ?? null, message })) ?? [];
  return {
    status: API_ERRORS[facts.code].status,
    code: facts.code,
    message: facts.message,
    timestamp: Math.round(facts.timestampMs),
    requestId: facts.requestId,
    errors: errors.length > 0 ? errors : null,
  };
}

/** The contract's part and RFC 9457's. @param path without the query, which may hold what must not be repeated */
export function problemBody(facts: ProblemFacts, path: string): ErrorBody & Readonly<Record<string, unknown>> {
  const body = errorBody(facts);
  return {
    type: `urn:upwatch:problem:${facts.code.toLowerCase().replaceAll('_', '-')}`,
    title: API_ERRORS[facts.code].title,
    detail: facts.message,
    said: presentSaid(readOrText(facts.message, 'refusal')),
    instance: path,
    ...body,
    errors: body.errors?.map((one) => ({ ...one, said: presentSaid(readOrText(one.message, 'refusal')) })) ?? null,
  };
}
