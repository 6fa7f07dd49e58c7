/**
 * How many targets are unrelated. Names of one machine, and names of one owner, fail together for reasons of their own:
 * they count as one.
 */

/** Where a target is. */
export interface Place {
  /** A name or an address. */
  readonly host: string;
  /** The address that it was last reached at, where that is known. */
  readonly address?: string;
}

/** How many of them share neither an address nor a registrable domain, directly or through others of them. */
export function unrelatedCount(places: Iterable<Place>): number {
  const unrelated = new UnrelatedPlaces();
  for (const place of places) unrelated.add(place);
  return unrelated.count;
}

/**
 * The same, kept up while places come and go: one costs what it touches, however many there are. Domains and addresses are
 * nodes, each place joins its domain and its address, and what is joined is one group.
 */
export class UnrelatedPlaces {
  readonly #groupOf = new Map<string, Set<string>>();
  /** By node, how many places join it to which other; a place without an address joins its domain to itself. */
  readonly #joined = new Map<string, Map<string, number>>();
  #count = 0;

  /** How many groups there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds one; what is alike may be added often. */
  add({ host, address }: Place): void {
    const domain = registrableDomain(host);
    this.#join(domain, address ?? domain);
  }

  /** Takes one away that was added. */
  delete({ host, address }: Place): void {
    const domain = registrableDomain(host);
    this.#part(domain, address ?? domain);
  }

  /** Takes all of them away. */
  clear(): void {
    this.#groupOf.clear();
    this.#joined.clear();
    this.#count = 0;
  }

  #join(a: string, b: string): void {
    const [one, other] = [this.#group(a), this.#group(b)];
    this.#tie(a, b, 1);
    if (a !== b) this.#tie(b, a, 1);
    if (one === other) return;
    // The smaller joins the larger, so that no node moves often.
    const [into, from] = one.size < other.size ? [other, one] : [one, other];
    for (const node of from) this.#groupOf.set(node, into.add(node));
    this.#count--;
  }

  #group(node: string): Set<string> {
    const known = this.#groupOf.get(node);
    if (known) return known;
    const group = new Set([node]);
    this.#groupOf.set(node, group);
    this.#joined.set(node, new Map());
    this.#count++;
    return group;
  }

  /** @returns whether they are joined still */
  #tie(a: string, b: string, by: 1 | -1): boolean {
    const ties = this.#joined.get(a)!;
    const count = (ties.get(b) ?? 0) + by;
    if (count > 0) ties.set(b, count);
    else ties.delete(b);
    return count > 0;
  }

  #part(a: string, b: string): void {
    const isJoined = this.#tie(a, b, -1);
    if (a !== b) this.#tie(b, a, -1);
    if (isJoined) return;
    const left = (a === b ? [a] : [a, b]).filter((node) => !this.#isGone(node));
    if (left.length < 2) return;
    const apart = this.#partOf(a, b);
    if (!apart) return;
    const rest = this.#groupOf.get(a)!;
    for (const node of apart) {
      rest.delete(node);
      this.#groupOf.set(node, apart);
    }
    this.#count++;
  }

  /** Drops a node that nothing joins any more. */
  #isGone(node: string): boolean {
    if (this.#joined.get(node)!.size > 0) return false;
    const group = this.#groupOf.get(node)!;
    group.delete(node);
    if (group.size === 0) this.#count--;
    this.#groupOf.delete(node);
    this.#joined.delete(node);
    return true;
  }

  /** All that is joined to one of two nodes and not to the other, whichever is found first; undefined where they are joined. */
  #partOf(a: string, b: string): Set<string> | undefined {
    const [ofA, ofB] = [new Set([a]), new Set([b])];
    // They go on by turns, so that the smaller part ends the search; what is found is walked, too.
    const walks = [
      { found: ofA, others: ofB, ahead: ofA.values() },
      { found: ofB, others: ofA, ahead: ofB.values() },
    ];
    for (;;) {
      for (const { found, others, ahead } of walks) {
        const { done, value } = ahead.next();
        if (done) return found;
        for (const next of this.#joined.get(value)!.keys()) {
          if (others.has(next)) return undefined;
          found.add(next);
        }
      }
    }
  }
}

/** Labels under which names are sold where a country's own two letters follow: `shop.co.uk`, `shop.com.br`. */
const SECOND_LEVEL = /^(ac|co|com|edu|gob|gov|go|gouv|gv|ltd|mil|ne|net|nom|or|org|plc|sch)$/;

/**
 * The part of a name that somebody registered: `example.org` of `www.example.org`, `example.co.uk` of `a.example.co.uk`;
 * an address is its own. A list of all suffixes would tell the customers of a hosting domain apart, and those fail together.
 */
export function registrableDomain(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name.includes(':') || /^[\d.]+$/.test(name)) return name;
  const labels = name.split('.');
  const isOfCountry = labels.at(-1)?.length === 2 && SECOND_LEVEL.test(labels.at(-2) ?? '');
  return labels.slice(isOfCountry ? -3 : -2).join('.');
}
