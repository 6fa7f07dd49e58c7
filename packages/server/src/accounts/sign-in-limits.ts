/**
 * How often somebody may try to sign in: 10 times a minute from one address, 30 times a minute on one account. Both are
 * for strangers. A device that signed in to the account before, by a cookie that nobody else has, counts for itself
 * alone; an address that did counts on the account for itself. So no flood of strangers keeps the owner out.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import ipaddr from 'ipaddr.js';
import { Problem } from '../api/problem.ts';
import { type Try, Tries } from './tries.ts';

const PER_ADDRESS = 10;
const PER_ACCOUNT = 30;
/** Whoever has one address of IPv6 has 2^64 of them. */
const IPV6_PREFIX_GROUPS = 4;

interface SignInTry {
  /** As it is compared, whether there is such an account or not. */
  readonly emailKey: string;
  readonly address: string;
  /** Set where the account knows the device. */
  readonly deviceHash: string | undefined;
  readonly isKnownAddress: boolean;
}

export interface SignInLimits {
  /** @throws Problem RATE_LIMITED */
  signIn(attempt: SignInTry): Try;
  /** A code or a link that is to be guessed. @throws Problem RATE_LIMITED */
  guess(address: string): Try;
  /** The password of somebody who is signed in already. @throws Problem RATE_LIMITED */
  confirm(memberId: number): Try;
}

export function createSignInLimits(clock: Pick<Clock, 'monotonic'>): SignInLimits {
  const [addresses, own, guesses, members] = [0, 1, 2, 3].map(() => new Tries(clock, PER_ADDRESS));
  const accounts = new Tries(clock, PER_ACCOUNT);

  return {
    signIn({ emailKey, address, deviceHash, isKnownAddress }) {
      const account = createHash('sha256').update(emailKey).digest('base64');
      if (deviceHash !== undefined) return taken(own!.take(`${account} ${deviceHash}`));
      const place = placeOf(address);
      const ofAddress = taken(addresses!.take(place));
      const ofAccount = isKnownAddress ? own!.take(`${account} ${place}`) : accounts.take(account);
      // What is refused is no try: it must not use up those of the address.
      if (typeof ofAccount === 'number') ofAddress.giveBack();
      return both(ofAddress, taken(ofAccount));
    },
    guess: (address) => taken(guesses!.take(placeOf(address))),
    confirm: (memberId) => taken(members!.take(String(memberId))),
  };
}

function taken(outcome: Try | number): Try {
  if (typeof outcome !== 'number') return outcome;
  const seconds = Math.max(1, Math.ceil(outcome / 1000));
  throw new Problem('RATE_LIMITED', `too many tries: try again in ${seconds} seconds`, {
    headers: { 'retry-after': String(seconds) },
  });
}

function both(one: Try, other: Try): Try {
  return {
    giveBack() {
      one.giveBack();
      other.giveBack();
    },
  };
}

/** What one client may have many addresses of counts as one. */
function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts.slice(0, IPV6_PREFIX_GROUPS).join(':');
}
