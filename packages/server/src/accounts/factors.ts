/** Which factors a sign-in has had, and whether they are enough. */
import type { Factor } from '../stores/port.ts';

/** What an account may ask for beside the first factor. */
export type SecondFactor = 'totp' | 'passkey' | 'recovery';

export interface Standing {
  readonly state: 'second_factor' | 'signed_in';
  /** Those of which one is to come. */
  readonly secondFactors: readonly SecondFactor[];
}

/**
 * @param shown by what the session was opened
 * @param enrolled what the account has asked for
 */
export function standingOf(shown: readonly (Factor | SecondFactor)[], enrolled: readonly SecondFactor[]): Standing {
  const isEnough = enrolled.length === 0 || shown.some((factor) => enrolled.includes(factor as SecondFactor));
  return isEnough ? { state: 'signed_in', secondFactors: [] } : { state: 'second_factor', secondFactors: enrolled };
}
