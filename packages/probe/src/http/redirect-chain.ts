/** The redirects of one look: where they led, and when they have led far enough. */
import { failure, type Failure, type Hop as HopFacts, type Phases } from '@upwatch/core';
import { ChainCookies } from './chain-cookies.ts';
import type { Hop } from './hop.ts';
import { nextRequest } from './redirect.ts';
import { prepare, type PreparedRequest } from './request.ts';
import { valuesOf } from './response-head.ts';
import { withoutCredentials } from './url.ts';

export class RedirectChain {
  readonly hops: HopFacts[] = [];
  readonly #redirectsMax: number;
  readonly #cookies = new ChainCookies();
  readonly #seen = new Set<string>();

  constructor(redirectsMax: number) {
    this.#redirectsMax = redirectsMax;
  }

  /** What to send next after a hop that was redirected, or why nothing. @param nowMs wall clock */
  follow(hop: Hop, nowMs: number): PreparedRequest | Failure {
    const { request } = hop.prepared;
    const head = hop.head!;
    if (this.hops.length === 0) this.#seen.add(keyOf(hop.prepared));
    this.#cookies.store(request.url.origin, valuesOf(head.fields, 'set-cookie'), nowMs);
    const next = nextRequest(request, head);
    if ('code' in next) return next;
    if (this.hops.length >= this.#redirectsMax) {
      return failure('protocol.redirect_limit', `${this.hops.length} were followed, the limit`);
    }
    const own = next.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
    const prepared = prepare(next, this.#cookies.headerFor(next.url.origin, own));
    const key = keyOf(prepared);
    // The same request gets the same answer; with another cookie it may well get another one.
    if (this.#seen.has(key)) return failure('protocol.redirect_loop', `back to ${next.url.origin}${next.url.pathname}`);
    this.#seen.add(key);
    this.hops.push({ url: withoutCredentials(request.url), statusCode: head.statusCode, phases: hop.phases });
    return prepared;
  }

  /** The phases of all hops added up. */
  sum(last: Phases): Phases {
    const all = [...this.hops.map((hop) => hop.phases), last];
    const sum: { -readonly [K in keyof Phases]: Phases[K] } = { totalMs: 0 };
    for (const phases of all) {
      for (const [name, ms] of Object.entries(phases) as [keyof Phases, number][]) sum[name] = (sum[name] ?? 0) + ms;
    }
    return sum;
  }
}

/** Two requests are the same when their bytes and their origin are. */
function keyOf({ request, bytes }: PreparedRequest): string {
  return `${request.url.origin} ${bytes.toString('latin1')}`;
}
