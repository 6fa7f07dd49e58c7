/** What stands in an address after `?`, as a page may trust it. */
type Given = Readonly<Record<string, unknown>>;

/**
 * Only what a page understands, judged. The router goes on with whatever else stands in the address, and with what was
 * judged to be no good: all of that is said to be undefined, and so it is neither read nor written into the next address.
 */
export function knownSearch<T extends object>(judge: (given: Given) => T): (given: Given) => T {
  return (given) => ({ ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])), ...judge(given) });
}
