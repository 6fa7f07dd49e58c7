/** What went wrong, as a line for a person and an exit code for a program. */
import {
  ApiError,
  AuthError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TransportError,
  ValidationError,
} from '@upwatch/sdk';
import { ExitCode, MissingError, UsageError } from './exit.ts';

const KEY_HINT =
  'give that of this server by `upwatch login`, UPWATCH_API_TOKEN or --token; where it is lost, ' +
  'start the server with UPWATCH_API_TOKEN set to a new one';

/** How the SDK names the request: whoever typed a command asks for no paths. */
const REQUEST = /^[A-Z]+ \/\S*: (\d{3} \w+: )?/;

export interface Failure {
  readonly message: string;
  readonly exitCode: number;
}

export function failureOf(error: unknown): Failure {
  return { message: messageOf(error), exitCode: exitCodeOf(error) };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof TransportError) return error.message.replace(REQUEST, '');
  if (!(error instanceof ApiError)) return error.message;
  const entries = error.errors.map(({ message }) => message).filter((message) => message !== '');
  const told = entries.length > 0 ? entries.join('\n         ') : error.message.replace(REQUEST, '');
  return error.status === 401 ? `${told}: ${KEY_HINT}` : told;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof MissingError || error instanceof NotFoundError) return ExitCode.NotFound;
  if (error instanceof UsageError || error instanceof ValidationError) return ExitCode.Usage;
  const isUnknown =
    error instanceof TransportError ||
    error instanceof AuthError ||
    error instanceof RateLimitError ||
    error instanceof ServerError;
  return isUnknown ? ExitCode.NoAnswer : ExitCode.Bad;
}
