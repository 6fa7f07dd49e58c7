/**
 * Names of pages' own. A request that comes under one is answered by that page and by nothing else: neither the API nor
 * another page is there. It is the only thing that the `Host` of a request decides.
 */
import type { Clock } from '@upwatch/core';
import type { StatusPageStore } from '../stores/port.ts';
import { withoutBasePath } from '../base-path.ts';
import { PAGES_PREFIX } from './prefix.ts';

/** A name that was verified, or taken away, counts after this at the latest, milliseconds. */
const FRESH_MS = 2000;

interface PageHostsOptions {
  readonly domains: Pick<StatusPageStore['domains'], 'leading'>;
  readonly clock: Clock;
  readonly basePath: string;
  readonly onTrouble: (error: unknown) => void;
}

export class PageHosts {
  readonly #domains: Pick<StatusPageStore['domains'], 'leading'>;
  readonly #clock: Clock;
  readonly #basePath: string;
  readonly #onTrouble: (error: unknown) => void;
  #slugs: ReadonlyMap<string, string> = new Map();
  #readAtMs = -Infinity;
  #isReading = false;

  /** @param options.basePath the folder that the server's own host gives us: a name of a page's own has none */
  constructor({ domains, clock, basePath, onTrouble }: PageHostsOptions) {
    this.#domains = domains;
    this.#clock = clock;
    this.#basePath = basePath;
    this.#onTrouble = onTrouble;
  }

  /** To be awaited before the first request. */
  async read(): Promise<void> {
    this.#readAtMs = this.#clock.monotonic();
    const leading = await this.#domains.leading();
    this.#slugs = new Map(leading.map(({ hostname, slug }) => [hostname, slug]));
  }

  /** The page that a name leads to. */
  slugOf(host: string | undefined): string | undefined {
    if (host === undefined || this.#slugs.size === 0) return undefined;
    return this.#slugs.get(host.replace(/:\d+$/, '').toLowerCase());
  }

  /** Where a request is answered: under a page's own name, below that page, whatever its path says. */
  pathOf(host: string | undefined, url: string): string {
    this.#readAgain();
    const slug = this.slugOf(host);
    if (!url.startsWith('/')) return url;
    if (slug === undefined) return withoutBasePath(url, this.#basePath);
    return `${PAGES_PREFIX}/${slug}${url === '/' ? '' : url.startsWith('/?') ? url.slice(1) : url}`;
  }

  /** Beside the request: what is known now answers it. */
  #readAgain(): void {
    if (this.#isReading || this.#clock.monotonic() - this.#readAtMs < FRESH_MS) return;
    this.#isReading = true;
    void this.read()
      .catch(this.#onTrouble)
      .finally(() => (this.#isReading = false));
  }
}
