/** What of a request is kept: enough to see what was sent, and nothing by which another could send or act. */
import type { AlertAction, SentRequest } from './port.ts';
import { cut } from './plain-text.ts';
import { maskUrl, scrub } from './secrets.ts';

/** Of a body no more is kept, characters. */
const BODY_MAX = 8_000;
const HEADER_MAX = 1_000;
const MASKED = '••••';

/** Headers whose values are shown. Of all others, what users add among them, it is shown only that they were there. */
const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'auto-submitted',
  'connection',
  'content-length',
  'content-type',
  'from',
  'importance',
  'list-id',
  'message-id',
  'references',
  'subject',
  'to',
  'user-agent',
  'webhook-id',
  'webhook-timestamp',
  'x-auto-response-suppress',
]);

/** What must not be kept of a request. */
interface Unkept {
  /** As `secretsIn` finds them. */
  readonly secrets: readonly string[];
  /** Links by which anybody can act. */
  readonly actions?: readonly AlertAction[] | undefined;
}

/** A request without its secrets, within bounds. */
export function maskRequest(request: SentRequest, { secrets, actions = [] }: Unkept): SentRequest {
  const { method, url, headers, body } = request;
  const tokens = actions.map(tokenPattern);
  const withoutTokens = tokens.reduce((text, token) => text.replaceAll(token, MASKED), body);
  return {
    method,
    url: isSecret(url, secrets) ? maskUrl(url) : scrub(url, secrets),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        const shown = SHOWN_HEADERS.has(name.toLowerCase()) ? cut(scrub(value, secrets), HEADER_MAX) : MASKED;
        return [name.toLowerCase(), shown];
      }),
    ),
    body: cut(scrub(withoutTokens, secrets).toWellFormed(), BODY_MAX),
  };
}

/** Whether the URL is under one that is a secret, whatever the channel adds to it or writes in another way. */
function isSecret(text: string, secrets: readonly string[]): boolean {
  // That of a mail server with an IPv6 address is none.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return secrets.some((secret) => {
    if (!/^https?:/i.test(secret) || !URL.canParse(secret)) return false;
    const { origin, pathname } = new URL(secret);
    return url?.origin === origin && url.pathname.startsWith(pathname);
  });
}

/** The token of a link, with whatever a provider's format puts before its `-` and `_`. */
function tokenPattern({ url }: AlertAction): RegExp {
  const token = url.slice(url.lastIndexOf('/') + 1);
  return new RegExp(Array.from(token, (character) => RegExp.escape(character)).join(String.raw`[\\\u200b]*`), 'g');
}
