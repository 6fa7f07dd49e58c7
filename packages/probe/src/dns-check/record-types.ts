/** Types of records by name and number (IANA, DNS Parameters). */

const NUMBERS: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
};
const NAMES = new Map(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** Questions about the exchange itself, or for all there is: no record has such a type (RFC 6895 section 3.1). */
const isMeta = (number: number): boolean => number === 41 || (number >= 128 && number <= 255);

/** `MX`, or `TYPE65` for one that has no name here (RFC 3597). */
export function recordTypeName(number: number): string {
  return NAMES.get(number) ?? `TYPE${number}`;
}

/** The number of a type, written in any case; undefined for what no record can be. */
export function recordTypeNumber(name: string): number | undefined {
  const upper = name.toUpperCase();
  if (Object.hasOwn(NUMBERS, upper)) return NUMBERS[upper];
  const number = Number(/^TYPE([1-9]\d{0,4})$/.exec(upper)?.[1]);
  return number <= 65_535 && !isMeta(number) ? number : undefined;
}

/** Response codes (RFC 1035, RFC 6895). */
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET'];
const RCODES_BEHIND = ['NOTAUTH', 'NOTZONE'];

export function rcodeName(rcode: number): string {
  return RCODES[rcode] ?? RCODES_BEHIND[rcode - RCODES.length] ?? `RCODE${rcode}`;
}
