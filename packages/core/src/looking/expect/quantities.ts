/** Times, sizes and counts as people write them, and the other way round. */
import { expectedHere, type Reader, takeMatch } from './reader.ts';

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** In the order in which a size is printed: the first of which it is a multiple. */
const BYTES: readonly (readonly [unit: string, bytes: number])[] = [
  ['GB', 1e9],
  ['GiB', 2 ** 30],
  ['MB', 1e6],
  ['MiB', 2 ** 20],
  ['kB', 1e3],
  ['KiB', 2 ** 10],
  ['B', 1],
];
/** The contract's numbers are 32-bit integers. */
const INTEGER_MAX = 2 ** 31 - 1;

const QUANTITY = /(\d+(?:\.\d+)?)\s*([a-z]*)(?=\s|$)/iy;

/** `800ms`, `1.5s`; a number alone is milliseconds. */
export function readMilliseconds(reader: Reader): number {
  return readQuantity(reader, 'a time such as 800ms or 2s', (unit) => (unit === '' ? 1 : MILLISECONDS[unit]));
}

/** `90s`, `2h`, `1d`; a number alone is seconds. */
export function readSeconds(reader: Reader): number {
  return readQuantity(reader, 'a time such as 90s or 2h', (unit) => (unit === '' ? 1 : SECONDS[unit]));
}

/** `200kB`, `1MiB`; a number alone is bytes. */
export function readBytes(reader: Reader): number {
  return readQuantity(reader, 'a size such as 200kB, 1MB or 1MiB', (unit) => {
    const wanted = unit.toLowerCase();
    return wanted === '' ? 1 : BYTES.find(([name]) => name.toLowerCase() === wanted)?.[1];
  });
}

export function readCount(reader: Reader): number {
  return readQuantity(reader, 'a whole number', (unit) => (unit === '' ? 1 : undefined));
}

/** A whole number of the smallest unit; what is no such number leaves the reader where it was. */
function readQuantity(reader: Reader, expected: string, sizeOf: (unit: string) => number | undefined): number {
  const found = takeMatch(reader, QUANTITY);
  const size = found && sizeOf(found[2] ?? '');
  if (found && size !== undefined) {
    const exact = Number(found[1]) * size;
    const whole = Math.round(exact);
    if (Math.abs(exact - whole) < 1e-6 && whole <= INTEGER_MAX) return whole;
  }
  if (found) reader.at -= found[0].length;
  throw expectedHere(reader, `${expected}, at most ${INTEGER_MAX}`);
}

/** `1MB`, `1536B`: the largest unit of which it is a multiple. */
export function printBytes(bytes: number): string {
  const [unit, size] = BYTES.find(([, unitBytes]) => bytes >= unitBytes && bytes % unitBytes === 0) ?? ['B', 1];
  return `${bytes / size}${unit}`;
}
