/** What a failure says to a person: what happened, and what to do. */
import { ApiError, TransportError } from '@upwatch/sdk';
import type { Say } from '../language/catalogue.ts';
import type { Format } from '../language/format.ts';

/** Made of codes and kinds; the server's own sentence where it names a field. */
export function errorText(error: unknown, { say, format }: { readonly say: Say; readonly format: Format }): string {
  if (error instanceof TransportError) return say(TRANSPORT[error.kind]);
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 401) return say('errors.signedOut');
  if (error.status === 403) return say('errors.forbidden');
  if (error.status === 412) return say('errors.changedMeanwhile');
  if (error.status === 429)
    return say('errors.rateLimited', { duration: format.duration(error.retryAfterMs ?? 60_000) });
  if (error.status >= 500) return say('errors.server', { request: error.requestId ?? '–' });
  const named = error.errors.map(({ message }) => message).filter((message) => message !== '');
  return named.length > 0 ? named.join(' ') : ownSentence(error);
}

const TRANSPORT = { network: 'errors.offline', timeout: 'errors.timeout', protocol: 'errors.protocol' } as const;

/** The SDK names request, status and code before it, for logs. */
function ownSentence({ message, code }: ApiError): string {
  const at = message.indexOf(`${code}: `);
  return at < 0 ? message : message.slice(at + code.length + 2);
}
