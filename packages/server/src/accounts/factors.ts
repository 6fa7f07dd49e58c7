/** Which factors a sign-in has had, and whether they are enough. */
import type { Enrolment, Factor } from '../stores/port.ts';

/** What an account may ask for beside the first factor. */
type SecondFactor = 'totp' | 'passkey' | 'recovery';

export interface Standing {
  readonly state: 'second_factor' | 'signed_in';
  /** Those of which one is to come. None: one is to be set up. */
  readonly secondFactors: readonly SecondFactor[];
}

/**
 * Each of them is two factors, or stands beside one: a passkey is a device and whoever unlocked it, and of a single
 * sign-on it was the provider who vouched.
 */
const ENOUGH: ReadonlySet<Factor> = new Set<Factor>(['totp', 'recovery', 'passkey', 'mfa']);

export function isEnough(shown: readonly Factor[]): boolean {
  return shown.some((factor) => ENOUGH.has(factor));
}

/**
 * A passkey alone asks for nothing: it is a better way in, and whoever has one still has a password. Codes by the clock
 * are set up to be asked for.
 * @param shown by what the session was opened
 */
export function standingOf(shown: readonly Factor[], has: Enrolment): Standing {
  if (isEnough(shown) || !(has.hasTotp || has.isDemanded)) return { state: 'signed_in', secondFactors: [] };
  return { state: 'second_factor', secondFactors: secondFactorsOf(has) };
}

function secondFactorsOf({ hasTotp, hasPasskey, recoveryCodesLeft }: Enrolment): readonly SecondFactor[] {
  return [
    ...(hasTotp ? (['totp'] as const) : []),
    ...(hasPasskey ? (['passkey'] as const) : []),
    ...(recoveryCodesLeft > 0 ? (['recovery'] as const) : []),
  ];
}
