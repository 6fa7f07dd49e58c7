/**
 * How often strangers may try passwords: so many times a minute from one address, and by turns at each password, where
 * those go first who come from where least was tried. So no network keeps those of others out.
 */
import type { Clock } from '@upwatch/core';
import { Problem } from '../api/problem.ts';
import { Origins, placeOf } from './origins.ts';
import { type Try, Tries } from './tries.ts';
import { type TurnRate, Turns } from './turns.ts';

/** Passwords of which it is known how often they were tried; whichever was quiet longest is forgotten first. */
const PASSWORDS_MAX = 10_000;

export interface RankedTry extends Try {
  /** Who goes first where passwords are checked. */
  readonly rank: number;
}

interface Tried {
  readonly turns: Turns;
  timer?: NodeJS.Timeout | undefined;
}

export class StrangerTries {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #rate: TurnRate;
  readonly #addresses: Tries;
  readonly #origins: Origins;
  readonly #tried = new Map<string, Tried>();

  /** @param limits.perAddress tries a minute */
  constructor(clock: Pick<Clock, 'monotonic'>, limits: { readonly perAddress: number; readonly rate: TurnRate }) {
    this.#clock = clock;
    this.#rate = limits.rate;
    this.#addresses = new Tries(clock, limits.perAddress);
    this.#origins = new Origins(clock);
  }

  /** One try of the address alone: it waits for nobody. @throws Problem RATE_LIMITED */
  ofAddress(address: string): Try {
    return taken(this.#addresses.take(placeOf(address)));
  }

  /** Waits up to four seconds for a turn. @param password tells passwords apart. @throws Problem RATE_LIMITED */
  async take(password: string, address: string): Promise<RankedTry> {
    // Also what is refused counts as tried from there: whoever never stops is to be known by it.
    const rank = this.#origins.count(address);
    const ofAddress = this.ofAddress(address);
    try {
      return ranked(rank, ofAddress, await this.#turnAt(this.#triedOf(password), rank));
    } catch (error) {
      // What is refused is no try: it must not use up those of the address.
      ofAddress.giveBack();
      throw error;
    }
  }

  #triedOf(password: string): Tried {
    const tried = this.#tried.get(password) ?? { turns: new Turns(this.#rate) };
    this.#tried.delete(password);
    this.#tried.set(password, tried);
    if (this.#tried.size > PASSWORDS_MAX) this.#tried.delete(this.#tried.keys().next().value!);
    return tried;
  }

  #turnAt(tried: Tried, rank: number): Promise<Try> {
    const { turns } = tried;
    return new Promise((resolve, reject) => {
      const go = () => resolve({ giveBack: () => turns.giveBack() });
      const refuse = () => reject(tooMany(this.#rate.everyMs));
      this.#lookAgain(tried, turns.ask({ rank, go, refuse }, this.#clock.monotonic()));
    });
  }

  #lookAgain(tried: Tried, atMs: number | undefined): void {
    clearTimeout(tried.timer);
    if (atMs === undefined) return;
    const look = () => this.#lookAgain(tried, tried.turns.settle(this.#clock.monotonic()));
    tried.timer = setTimeout(look, Math.max(1, Math.ceil(atMs - this.#clock.monotonic())));
  }
}

/** @throws Problem RATE_LIMITED where it is a wait, milliseconds */
export function taken(outcome: Try | number): Try {
  if (typeof outcome !== 'number') return outcome;
  throw tooMany(outcome);
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Problem('RATE_LIMITED', `too many tries: try again in ${seconds} seconds`, {
    headers: { 'retry-after': String(seconds) },
  });
}

export function ranked(rank: number, ...tries: readonly Try[]): RankedTry {
  return {
    rank,
    giveBack() {
      for (const one of tries) one.giveBack();
    },
  };
}
