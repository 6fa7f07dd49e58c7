/**
 * How often somebody may try to sign in: 10 times a minute from one address, 30 times a minute on one account. Both are
 * for strangers. A device that signed in to the account before, by a cookie that nobody else has, counts for itself
 * alone; an address that did counts on the account for itself. And of strangers on one account, those go first who come
 * from where least was tried. So no flood of strangers keeps the owner out.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import { Problem } from '../api/problem.ts';
import { AccountTurns, TURN_EVERY_MS } from './account-turns.ts';
import { Origins, placeOf } from './origins.ts';
import { KNOWN } from './password-hash.ts';
import { type Try, Tries } from './tries.ts';

const PER_ADDRESS = 10;
/** Accounts of which it is known how often they were tried; whichever was quiet longest is forgotten first. */
const ACCOUNTS_MAX = 10_000;

interface SignInTry {
  /** As it is compared, whether there is such an account or not. */
  readonly emailKey: string;
  readonly address: string;
  /** Set where the account knows the device. */
  readonly deviceHash: string | undefined;
  readonly isKnownAddress: boolean;
}

interface SignInTurn extends Try {
  /** Who goes first where passwords are checked. */
  readonly rank: number;
}

export interface SignInLimits {
  /** Waits up to four seconds for a turn on the account. @throws Problem RATE_LIMITED */
  signIn(attempt: SignInTry): Promise<SignInTurn>;
  /** A code or a link that is to be guessed. @throws Problem RATE_LIMITED */
  guess(address: string): Try;
  /** The password of somebody who is signed in already. @throws Problem RATE_LIMITED */
  confirm(memberId: number): Try;
}

interface Account {
  readonly turns: AccountTurns;
  timer?: NodeJS.Timeout | undefined;
}

export function createSignInLimits(clock: Pick<Clock, 'monotonic'>): SignInLimits {
  const [addresses, own, guesses, members] = [0, 1, 2, 3].map(() => new Tries(clock, PER_ADDRESS));
  const origins = new Origins(clock);
  const accounts = new Map<string, Account>();

  function accountOf(key: string): Account {
    const account = accounts.get(key) ?? { turns: new AccountTurns() };
    accounts.delete(key);
    accounts.set(key, account);
    if (accounts.size > ACCOUNTS_MAX) accounts.delete(accounts.keys().next().value!);
    return account;
  }

  function turnOn(account: Account, rank: number): Promise<Try> {
    const { turns } = account;
    return new Promise((resolve, reject) => {
      const go = () => resolve({ giveBack: () => turns.giveBack() });
      const nextMs = turns.ask({ rank, go, refuse: () => reject(tooMany(TURN_EVERY_MS)) }, clock.monotonic());
      lookAgain(account, nextMs);
    });
  }

  function lookAgain(account: Account, atMs: number | undefined): void {
    clearTimeout(account.timer);
    if (atMs === undefined) return;
    const look = () => lookAgain(account, account.turns.settle(clock.monotonic()));
    account.timer = setTimeout(look, Math.max(1, Math.ceil(atMs - clock.monotonic())));
  }

  return {
    async signIn({ emailKey, address, deviceHash, isKnownAddress }) {
      const account = createHash('sha256').update(emailKey).digest('base64');
      if (deviceHash !== undefined) return ranked(KNOWN, taken(own!.take(`${account} ${deviceHash}`)));
      // Also what is refused counts as tried from there: whoever never stops is to be known by it.
      const rank = isKnownAddress ? KNOWN : origins.count(address);
      const ofAddress = taken(addresses!.take(placeOf(address)));
      // By its address alone: it has no more tries than any, and waits for no stranger.
      if (isKnownAddress) return ranked(rank, ofAddress);
      try {
        return ranked(rank, ofAddress, await turnOn(accountOf(account), rank));
      } catch (error) {
        // What is refused is no try: it must not use up those of the address.
        ofAddress.giveBack();
        throw error;
      }
    },
    guess: (address) => taken(guesses!.take(placeOf(address))),
    confirm: (memberId) => taken(members!.take(String(memberId))),
  };
}

function taken(outcome: Try | number): Try {
  if (typeof outcome !== 'number') return outcome;
  throw tooMany(outcome);
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Problem('RATE_LIMITED', `too many tries: try again in ${seconds} seconds`, {
    headers: { 'retry-after': String(seconds) },
  });
}

function ranked(rank: number, ...tries: readonly Try[]): SignInTurn {
  return {
    rank,
    giveBack() {
      for (const one of tries) one.giveBack();
    },
  };
}
