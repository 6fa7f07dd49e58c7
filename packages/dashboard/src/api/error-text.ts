/** What a failure says to a person: what happened, and what to do. */
import { ApiError, TransportError } from '@upwatch/sdk';
import { saidText } from '../language/said-text.ts';
import type { Say } from '../language/catalogue.ts';
import type { Format } from '../language/format.ts';

/** Made of codes and kinds; what the server says has its words here by its code. */
export function errorText(error: unknown, { say, format }: { readonly say: Say; readonly format: Format }): string {
  if (error instanceof TransportError) return say(TRANSPORT[error.kind]);
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 401) return say('errors.signedOut');
  if (error.status === 403) return say('errors.forbidden');
  if (error.status === 412) return say('errors.changedMeanwhile');
  if (error.status === 429)
    return say('errors.rateLimited', { duration: format.duration(error.retryAfterMs ?? 60_000) });
  if (error.status >= 500) return say('errors.server', { request: error.requestId ?? '–' });
  const named = error.errors.filter(({ message }) => message !== '');
  if (named.length > 0) return named.map(({ said, message }) => saidText(said, message, say)).join(' ');
  return saidText(error.said, ownSentence(error), say);
}

const TRANSPORT = { network: 'errors.offline', timeout: 'errors.timeout', protocol: 'errors.protocol' } as const;

/** The SDK names request, status and code before it, for logs. */
function ownSentence({ message, code }: ApiError): string {
  const at = message.indexOf(`${code}: `);
  return at < 0 ? message : message.slice(at + code.length + 2);
}
