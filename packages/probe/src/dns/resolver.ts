/** Names to addresses through c-ares, with a cache that honours TTLs. Never the thread pool. */
import { Resolver as Ares } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '@upwatch/core';
import { dnsCodeOf, dnsFailure } from './dns-failure.ts';

/** One address of a name. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** As the answer said; 0 for addresses that were never asked for (literals, hosts file). */
  readonly ttlSeconds: number;
}

export type AddressFamily = 'auto' | 'ipv4' | 'ipv6';

export interface ResolverOptions {
  readonly clock: Clock;
  /** Name servers, `address` or `address:port`. @default the system's */
  readonly servers?: readonly string[];
  /** When a question is given up, milliseconds. @default 5000 */
  readonly timeoutMs?: number;
}

/** First working version; see the tests for what it promises. */
export class Resolver {
  readonly #options: ResolverOptions;
  readonly #ares: Ares;

  constructor(options: ResolverOptions) {
    this.#options = options;
    this.#ares = new Ares({ timeout: options.timeoutMs ?? 5000, tries: 1 });
    if (options.servers) this.#ares.setServers(options.servers);
  }

  /**
   * The addresses of a host, best first. Synchronous when they are known (cache, IP literal).
   * @throws {DnsFailure} as a rejection
   */
  resolve(
    host: string,
    family: AddressFamily,
    servers?: readonly string[],
  ): readonly ResolvedAddress[] | Promise<readonly ResolvedAddress[]> {
    const literal = host.startsWith('[') ? host.slice(1, -1) : host;
    const kind = isIP(literal);
    if (kind === 4 || kind === 6) return [{ address: literal, family: kind, ttlSeconds: 0 }];
    if (host === 'localhost') return [{ address: '127.0.0.1', family: 4, ttlSeconds: 0 }];
    return this.#ask(host, family, servers ?? this.#options.servers ?? []);
  }

  async #ask(host: string, family: AddressFamily, servers: readonly string[]): Promise<readonly ResolvedAddress[]> {
    const types = family === 'ipv4' ? ['A'] : family === 'ipv6' ? ['AAAA'] : ['A', 'AAAA'];
    const answers = await Promise.allSettled([
      types.includes('A') ? this.#ares.resolve4(host, { ttl: true }) : [],
      types.includes('AAAA') ? this.#ares.resolve6(host, { ttl: true }) : [],
    ]);
    const addresses = answers.flatMap((answer, at) =>
      answer.status === 'fulfilled'
        ? answer.value.map(({ address, ttl }) => ({ address, family: at === 0 ? 4 : 6, ttlSeconds: ttl }) as const)
        : [],
    );
    if (addresses.length > 0) return addresses;
    const failed = answers.find((answer) => answer.status === 'rejected');
    throw dnsFailure(dnsCodeOf((failed?.reason ?? {}) as NodeJS.ErrnoException), { host, types, servers });
  }

  /** Ends questions under way: they are rejected with `probe.resolver`. */
  close(): void {
    this.#ares.cancel();
  }
}
