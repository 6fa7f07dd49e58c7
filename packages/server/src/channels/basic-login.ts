/** HTTP Basic authentication (RFC 7617), and its form kept out of what a provider answers. */
import type { SendOutcome } from './port.ts';
import { scrub } from './secrets.ts';

/** What stands after `Basic `. */
export function basicLogin(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

/** A provider that repeats the header repeats the password in a form that no setting has: it is masked here. */
export function withoutLogin(outcome: SendOutcome, login: string): SendOutcome {
  const { responseExcerpt } = outcome;
  const masked = responseExcerpt === undefined ? {} : { responseExcerpt: scrub(responseExcerpt, [login]) };
  return outcome.type === 'sent'
    ? { ...outcome, ...masked }
    : { ...outcome, ...masked, reason: scrub(outcome.reason, [login]) };
}
