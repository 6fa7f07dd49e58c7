/** What may be a password (NIST SP 800-63B, 5.1.1.2): length, and nothing that is guessed first; no rules of composition. */
import { invalid } from '../api/problem.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

const PASSWORD_CHARACTERS_MIN = 12;
/** So much is hashed at most. */
const PASSWORD_CHARACTERS_MAX = 256;

/** `aaaaaaaaaaaa`, `abcabcabcabc`: up to four characters, again and again. */
const REPEATED = /^(.{1,4})\1+$/su;

/** @returns what is wrong with it, to follow the name of its field; undefined when it may be one */
export function passwordFault(password: string, { email }: { readonly email: string }): string | undefined {
  // Characters as people count them may be several code points; these are what the standard counts.
  const length = Array.from(password).length;
  if (length < PASSWORD_CHARACTERS_MIN)
    return `must have at least ${PASSWORD_CHARACTERS_MIN} characters, got ${length}`;
  if (password.length > PASSWORD_CHARACTERS_MAX)
    return `must have at most ${PASSWORD_CHARACTERS_MAX} characters, got ${password.length}`;
  if (!password.isWellFormed()) return 'must be well-formed Unicode';
  const lowered = password.toLowerCase();
  if (lowered.trim() === email.toLowerCase()) return 'must not be the e-mail address';
  if (COMMON_PASSWORDS.has(lowered) || REPEATED.test(lowered)) return 'must not be one that everybody guesses first';
  return undefined;
}

/** @throws Problem VALIDATION_FAILED for what may be none */
export function demandGood(field: 'password' | 'newPassword', password: string, email: string): void {
  const fault = passwordFault(password, { email });
  if (fault !== undefined) throw invalid(field, `${field} ${fault}`);
}
