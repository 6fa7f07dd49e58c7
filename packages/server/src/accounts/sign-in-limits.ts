/**
 * How often somebody may try to sign in: 10 times a minute from one address, 30 times a minute on one account. Both are
 * for strangers. A device that signed in to the account before, by a cookie that nobody else has, counts for itself
 * alone; an address that did counts on the account for itself. And of strangers on one account, those go first who come
 * from where least was tried. So no flood of strangers keeps the owner out.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import { placeOf } from './origins.ts';
import { KNOWN } from './password-hash.ts';
import { ranked, type RankedTry, StrangerTries, taken } from './stranger-tries.ts';
import { type Try, Tries } from './tries.ts';
import type { TurnRate } from './turns.ts';

const PER_ADDRESS = 10;
/** Thirty in a minute. */
export const ACCOUNT_RATE: TurnRate = { atOnce: 10, everyMs: 3000 };

interface SignInTry {
  /** As it is compared, whether there is such an account or not. */
  readonly emailKey: string;
  readonly address: string;
  /** Set where the account knows the device. */
  readonly deviceHash: string | undefined;
  readonly isKnownAddress: boolean;
}

export interface SignInLimits {
  /** Waits up to four seconds for a turn on the account. @throws Problem RATE_LIMITED */
  signIn(attempt: SignInTry): Promise<RankedTry>;
  /** A code or a link that is to be guessed. @throws Problem RATE_LIMITED */
  guess(address: string): Try;
  /** The password of somebody who is signed in already. @throws Problem RATE_LIMITED */
  confirm(memberId: number): Try;
}

export function createSignInLimits(clock: Pick<Clock, 'monotonic'>): SignInLimits {
  const [own, guesses, members] = [0, 1, 2].map(() => new Tries(clock, PER_ADDRESS));
  const strangers = new StrangerTries(clock, { perAddress: PER_ADDRESS, rate: ACCOUNT_RATE });

  return {
    async signIn({ emailKey, address, deviceHash, isKnownAddress }) {
      const account = createHash('sha256').update(emailKey).digest('base64');
      if (deviceHash !== undefined) return ranked(KNOWN, taken(own!.take(`${account} ${deviceHash}`)));
      // By its address alone: it has no more tries than any, and waits for no stranger.
      if (isKnownAddress) return ranked(KNOWN, strangers.ofAddress(address));
      return strangers.take(account, address);
    },
    guess: (address) => taken(guesses!.take(placeOf(address))),
    confirm: (memberId) => taken(members!.take(String(memberId))),
  };
}
