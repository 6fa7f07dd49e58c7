/**
 * How much was tried from near an address. Whoever tries again and again is known by it, and so is whoever has many
 * addresses in few networks; somebody who comes once from elsewhere is not.
 */
import type { Clock } from '@upwatch/core';
import ipaddr from 'ipaddr.js';

/** Bytes of an address, and of the networks around it. Whoever has one address of IPv6 has a /64, and may have a /48. */
const BYTES = { ipv4: [4, 3, 2], ipv6: [8, 6, 4] } as const;
/** Nothing was tried from there for so long: it is as if nothing ever was. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
/** Networks of each width of which it is known; whichever was quiet longest is forgotten first. */
const KEYS_MAX = 10_000;

interface Tried {
  readonly count: number;
  readonly atMs: number;
}

export class Origins {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #tried = BYTES.ipv4.map(() => new Map<string, Tried>());

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /**
   * One more try.
   * @returns its rank by those before it: 0 from where there was none; one more for each doubling of what was tried
   * from the address, from its network and from that around it
   */
  count(address: string): number {
    const nowMs = this.#clock.monotonic();
    let rank = 0;
    for (const [width, network] of networksOf(address).entries()) {
      const tried = this.#tried[width]!;
      const before = tried.get(network);
      const count = before && nowMs - before.atMs < FORGOTTEN_AFTER_MS ? before.count : 0;
      rank += count === 0 ? 0 : Math.floor(Math.log2(count)) + 1;
      tried.delete(network);
      tried.set(network, { count: count + 1, atMs: nowMs });
      if (tried.size > KEYS_MAX) tried.delete(tried.keys().next().value!);
    }
    return rank;
  }
}

/** What one client may have many addresses of counts as one: an address of IPv4, a /64 of IPv6. */
export function placeOf(address: string): string {
  return networksOf(address)[0]!;
}

/** The narrowest first. */
function networksOf(address: string): readonly string[] {
  if (!ipaddr.isValid(address)) return [address];
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  return BYTES[parsed.kind()].map((count) => `${parsed.kind()} ${bytes.slice(0, count).join('.')}`);
}
