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
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    if (root !== name) parents.set(name, root);
    return root;
  };
  const names = new Set<string>();
  for (const { host, address } of places) {
    const domain = registrableDomain(host);
    names.add(domain);
    if (address === undefined) continue;
    names.add(address);
    const root = rootOf(domain);
    if (root !== rootOf(address)) parents.set(rootOf(address), root);
  }
  return new Set([...names].map(rootOf)).size;
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
