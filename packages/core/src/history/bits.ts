/** Numbers in as few bits as they need: whole numbers below 2^32. */

/** Quotients of a Rice code from here on are written as a gamma code of the rest. */
const QUOTIENT_MAX = 10;
/** Lengths of a gamma code above this are written as a number of five bits. */
const UNARY_MAX = 16;

/** Writes bits, the highest of each number first, into bytes that grow as needed. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;
  #held = 0;
  #heldBits = 0;

  /** @param room bytes to begin with, at least 8 */
  constructor(room = 4096) {
    this.#bytes = new Uint8Array(room);
  }

  /** Begins anew. */
  clear(): void {
    this.#at = 0;
    this.#held = 0;
    this.#heldBits = 0;
  }

  /** @param count at most 32 */
  write(value: number, count: number): void {
    if (count <= 16) return this.#short(value, count);
    this.#short((value >>> 16) & (2 ** (count - 16) - 1), count - 16);
    this.#short(value & 0xffff, 16);
  }

  /** At most 23 bits: together with 7 held ones they fit into an integer. */
  #short(value: number, count: number): void {
    if (this.#at + 4 > this.#bytes.length) this.#grow();
    let held = (this.#held << count) | value;
    let bits = this.#heldBits + count;
    while (bits >= 8) {
      bits -= 8;
      this.#bytes[this.#at++] = held >>> bits;
      held &= (1 << bits) - 1;
    }
    this.#held = held;
    this.#heldBits = bits;
  }

  /** A number of which small ones are likely: its length in ones, then its bits. At most 2^32 - 2. */
  writeGamma(value: number): void {
    const length = 32 - Math.clz32(value + 1);
    if (length > UNARY_MAX) {
      this.#short(2 ** UNARY_MAX - 1, UNARY_MAX);
      this.#short(length - UNARY_MAX - 1, 5);
    } else {
      this.#short((1 << length) - 2, length);
    }
    this.write((value + 1) % 2 ** (length - 1), length - 1);
  }

  /** A number of about `2^k` and below 2^31: the quotient in ones, then `k` bits. Costs `riceBits`. */
  writeRice(value: number, k: number): void {
    const quotient = value >>> k;
    const rest = value & ((1 << k) - 1);
    if (quotient >= QUOTIENT_MAX) {
      this.#short(2 ** QUOTIENT_MAX - 1, QUOTIENT_MAX);
      this.writeGamma(quotient - QUOTIENT_MAX);
      this.write(rest, k);
    } else if (quotient + 1 + k <= 23) {
      this.#short((((1 << (quotient + 1)) - 2) << k) | rest, quotient + 1 + k);
    } else {
      this.#short((1 << (quotient + 1)) - 2, quotient + 1);
      this.write(rest, k);
    }
  }

  /** What was written, filled up to a whole byte with zeros. A copy. */
  bytes(): Uint8Array<ArrayBuffer> {
    const filled = this.#heldBits > 0 ? 1 : 0;
    if (filled) this.#bytes[this.#at] = this.#held << (8 - this.#heldBits);
    return this.#bytes.slice(0, this.#at + filled);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what `BitWriter` wrote. Behind the end there are zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0) {
    // A margin, so that looking ahead needs no check of bounds.
    this.#bytes = new Uint8Array(bytes.length + 8);
    this.#bytes.set(bytes);
    this.#at = from * 8;
    this.#end = bytes.length * 8;
  }

  /** Whether more was read than there was. */
  get isOverrun(): boolean {
    return this.#at > this.#end;
  }

  /** The next 25 bits or more, at the upper end of an integer. */
  #ahead(): number {
    const at = Math.min(this.#at, this.#end) >> 3;
    const bytes = this.#bytes;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (this.#at & 7);
  }

  /** @param count at most 32 */
  read(count: number): number {
    if (count > 16) {
      const high = this.read(count - 16);
      return high * 65536 + this.read(16);
    }
    if (count === 0) return 0;
    const value = this.#ahead() >>> (32 - count);
    this.#at += count;
    return value;
  }

  readGamma(): number {
    const ones = Math.min(UNARY_MAX, Math.clz32(~this.#ahead()));
    let bits = ones;
    this.#at += ones;
    if (ones === UNARY_MAX) bits += this.read(5);
    else this.#at++;
    return this.read(bits) + 2 ** bits - 1;
  }

  readRice(k: number): number {
    const ahead = this.#ahead();
    const ones = Math.clz32(~ahead);
    if (ones >= QUOTIENT_MAX) {
      this.#at += QUOTIENT_MAX;
      const quotient = QUOTIENT_MAX + this.readGamma();
      return quotient * 2 ** k + this.read(k);
    }
    if (k > 0 && ones + 1 + k <= 25) {
      this.#at += ones + 1 + k;
      return (ones << k) | ((ahead << (ones + 1)) >>> (32 - k));
    }
    this.#at += ones + 1;
    return ones * 2 ** k + this.read(k);
  }
}

/** How many bits a Rice code takes. */
export function riceBits(value: number, k: number): number {
  const quotient = value >>> k;
  return quotient < QUOTIENT_MAX ? quotient + 1 + k : QUOTIENT_MAX + k + gammaBits(quotient - QUOTIENT_MAX);
}

/** How many bits `writeGamma` takes. */
export function gammaBits(value: number): number {
  const length = 32 - Math.clz32(value + 1);
  return length > UNARY_MAX ? UNARY_MAX + 4 + length : 2 * length - 1;
}

/** 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 … For distances below 2^30. */
export function toUnsigned(value: number): number {
  return (value << 1) ^ (value >> 31);
}

export function toSigned(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}
