/**
 * What the API answers when it refuses: one code, one HTTP status and one meaning each. Codes are part of the wire
 * format: a code is never renamed.
 */
export const API_ERRORS = {
  VALIDATION_FAILED: { status: 400, title: 'The request holds a value that is not allowed.' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON.' },
  BAD_REQUEST: { status: 400, title: 'The request could not be read.' },
  UNAUTHORIZED: { status: 401, title: 'A valid API key is needed.' },
  FORBIDDEN: { status: 403, title: 'The request may not be made this way.' },
  NOT_FOUND: { status: 404, title: 'There is no such thing here.' },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is no such path.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This path does not take that method.' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request did not arrive in time.' },
  DUPLICATE_NAME: { status: 409, title: 'The name is taken.' },
  CONFLICT: { status: 409, title: 'The thing is in a state that does not allow this.' },
  IN_USE: { status: 409, title: 'The thing is still in use.' },
  PRECONDITION_FAILED: { status: 412, title: 'The thing has changed since it was read.' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large.' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key stands for another request.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body must be JSON.' },
  RATE_LIMITED: { status: 429, title: 'Too many requests.' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large.' },
  INTERNAL: { status: 500, title: 'A fault of Upwatch: the request was fine.' },
  DELIVERY_FAILED: { status: 502, title: 'The message could not be delivered.' },
  BUSY: { status: 503, title: 'Upwatch is too busy to answer now.' },
  DISK_FULL: { status: 507, title: 'The disk of the server is full: nothing was changed.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

/** A stable error code of the API, such as `VALIDATION_FAILED`. */
export type ApiErrorCode = keyof typeof API_ERRORS;

/** One thing wrong with a request. */
export interface ApiErrorEntry {
  readonly code: ApiErrorCode;
  /** Where: `assertions[0].config.type`. */
  readonly field?: string;
  /** Field, expectation and value: `frequencySeconds must be at least 1, got 0`. */
  readonly message: string;
}
