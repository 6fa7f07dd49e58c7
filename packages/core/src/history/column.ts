/**
 * A column of whole numbers below 2^32 - 1 in as few bits as its kind allows. Four ways, the cheapest is taken: what seldom
 * changes as its changes; what scatters above a floor (most latencies), what drifts, and what scatters about a mean, as
 * Rice codes of the distance from floor, neighbour or running mean.
 */
import { type BitReader, type BitWriter, riceBits, toSigned, toUnsigned } from './bits.ts';

const CHANGES = 0;
const FLOOR = 1;
const NEIGHBOUR = 2;
const MEAN = 3;
const WAY_BITS = 2;
/** The Rice parameter is below 31. */
const K_BITS = 5;
/** The running mean follows by an eighth of the distance, and faster while it is young. */
const MEAN_FOLLOWS = 8;
/** Distances of larger numbers would not fit into an integer: such a column is written as its changes. */
const WIDE = 2 ** 30;

/** Working room, kept because a column is written every few microseconds; holds nothing between calls. */
let distances = new Int32Array(1024);
let best = new Int32Array(1024);

/** Writes the first `n` of `values`; `n` itself is not written. */
export function writeColumn(out: BitWriter, values: Uint32Array, n: number): void {
  if (n === 0) return;
  const changes = changesIn(values, n);
  const way = changes * 4 <= n || isWide(values, n) ? CHANGES : cheapestWay(values, n);
  out.write(way, WAY_BITS);
  if (way === CHANGES) return writeChanges(out, values, n, changes);
  const k = riceParameter(best, n);
  out.writeGamma(way === FLOOR ? floorOf(values, n) : values[0]!);
  out.write(k, K_BITS);
  for (let i = way === FLOOR ? 0 : 1; i < n; i++) out.writeRice(best[i]!, k);
}

/** Reads `n` numbers into `values`, which must have room. */
export function readColumn(from: BitReader, values: Uint32Array, n: number): void {
  if (n === 0) return;
  const way = from.read(WAY_BITS);
  const start = from.readGamma();
  if (way === CHANGES) return readChanges(from, values, n, start);
  const k = from.read(K_BITS);
  if (way === FLOOR) {
    for (let i = 0; i < n; i++) values[i] = start + from.readRice(k);
    return;
  }
  values[0] = start;
  let expected = start;
  for (let i = 1; i < n; i++) {
    const value = Math.round(expected) + toSigned(from.readRice(k));
    values[i] = value;
    expected = way === NEIGHBOUR ? value : follow(expected, value, i);
  }
}

/** Leaves the distances of the cheapest way in `best`. What they cost is judged by their lengths in bits. */
function cheapestWay(values: Uint32Array, n: number): number {
  if (distances.length < n) {
    distances = new Int32Array(2 * n);
    best = new Int32Array(2 * n);
  }
  let way = FLOOR;
  let cost = Infinity;
  for (const candidate of [FLOOR, NEIGHBOUR, MEAN]) {
    const bits = candidate === FLOOR ? fromFloor(values, n) : fromExpected(candidate, values, n);
    if (bits >= cost) continue;
    cost = bits;
    way = candidate;
    [best, distances] = [distances, best];
  }
  return way;
}

function fromFloor(values: Uint32Array, n: number): number {
  const floor = floorOf(values, n);
  let bits = 0;
  for (let i = 0; i < n; i++) {
    const distance = values[i]! - floor;
    distances[i] = distance;
    bits += 32 - Math.clz32(distance);
  }
  return bits;
}

function fromExpected(way: number, values: Uint32Array, n: number): number {
  let bits = 0;
  let expected = values[0]!;
  distances[0] = 0;
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    const distance = toUnsigned(value - Math.round(expected));
    distances[i] = distance;
    bits += 32 - Math.clz32(distance);
    expected = way === NEIGHBOUR ? value : follow(expected, value, i);
  }
  return bits;
}

function follow(expected: number, value: number, seen: number): number {
  return expected + (value - expected) / Math.min(MEAN_FOLLOWS, seen + 1);
}

function floorOf(values: Uint32Array, n: number): number {
  let floor = values[0]!;
  for (let i = 1; i < n; i++) if (values[i]! < floor) floor = values[i]!;
  return floor;
}

function isWide(values: Uint32Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (values[i]! >= WIDE) return true;
  return false;
}

/** Begins below what the mean suggests, because outliers raise it, and goes to where the cost turns. */
function riceParameter(of: Int32Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += of[i]!;
  let k = Math.max(0, Math.floor(Math.log2((sum / n) * 0.7 + 1)));
  let cost = riceCost(of, n, k);
  const upper = riceCost(of, n, k + 1);
  if (upper < cost) return k + 1;
  while (k > 0) {
    const lower = riceCost(of, n, k - 1);
    if (lower >= cost) break;
    cost = lower;
    k--;
  }
  return k;
}

function riceCost(of: Int32Array, n: number, k: number): number {
  let bits = 0;
  for (let i = 0; i < n; i++) bits += riceBits(of[i]!, k);
  return bits;
}

function changesIn(values: Uint32Array, n: number): number {
  let changes = 0;
  for (let i = 1; i < n; i++) if (values[i] !== values[i - 1]) changes++;
  return changes;
}

/** Each change as the looks that stayed the same before it, its direction and its size less one. */
function writeChanges(out: BitWriter, values: Uint32Array, n: number, changes: number): void {
  out.writeGamma(values[0]!);
  out.writeGamma(changes);
  for (let i = 1, last = 0; i < n; i++) {
    const step = values[i]! - values[i - 1]!;
    if (step === 0) continue;
    out.writeGamma(i - last - 1);
    out.write(step < 0 ? 1 : 0, 1);
    out.writeGamma(Math.abs(step) - 1);
    last = i;
  }
}

function readChanges(from: BitReader, values: Uint32Array, n: number, start: number): void {
  let changes = from.readGamma();
  let value = start;
  let at = 0;
  while (changes > 0 && at < n) {
    const next = Math.min(n, at + from.readGamma() + 1);
    values.fill(value, at, next);
    const isDown = from.read(1) === 1;
    const size = from.readGamma() + 1;
    value += isDown ? -size : size;
    at = next;
    changes--;
  }
  values.fill(value, at, n);
}
