/** What the system's error codes mean for a dependency. */
import { CheckFailure, type CheckFailureCode } from '../check-failure.ts';

const MEANINGS: Readonly<Record<string, readonly [CheckFailureCode, string]>> = {
  ECONNREFUSED: ['UNREACHABLE', 'connection refused'],
  ECONNRESET: ['UNREACHABLE', 'connection reset'],
  ECONNABORTED: ['UNREACHABLE', 'connection aborted'],
  EPIPE: ['UNREACHABLE', 'connection closed'],
  ENOTFOUND: ['UNREACHABLE', 'name not found'],
  EAI_AGAIN: ['UNREACHABLE', 'name servers do not answer'],
  EHOSTUNREACH: ['UNREACHABLE', 'no route to the host'],
  ENETUNREACH: ['UNREACHABLE', 'no route to the network'],
  ETIMEDOUT: ['UNREACHABLE', 'no connection in time'],
  ENOENT: ['UNREACHABLE', 'no such socket or file'],
  EACCES: ['FAILED', 'the system does not allow it'],
  EMFILE: ['FAILED', 'this process has no file descriptor left'],
};

/** The `code` of an error, of whatever kind. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number' ? String(error.code) : undefined;
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried: each attempt has its own error, and the whole an empty message.
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message === '' ? error.name : error.message;
}

export function networkFailure(error: unknown, place: string): CheckFailure | undefined {
  const code = codeOf(error) ?? '';
  const meaning = MEANINGS[code];
  if (meaning) return new CheckFailure(meaning[0], `${place}: ${meaning[1]} (${code})`, { cause: error });
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code))
    return new CheckFailure('UNREACHABLE', `${place}: no trusted TLS connection (${code})`, { cause: error });
  return undefined;
}

/** The last word on an error that no table knows. */
export function otherFailure(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const code = codeOf(error);
  const text = messageOf(error).slice(0, 300);
  return (
    networkFailure(error, place) ??
    new CheckFailure('FAILED', `${place}: ${text}${code && !text.includes(code) ? ` (${code})` : ''}`, { cause: error })
  );
}

export function noAnswer(place: string, to: string): CheckFailure {
  return new CheckFailure('NO_ANSWER', `${place}: no answer to ${to} within the time of the check`);
}
