/** The part of a body that is kept: one buffer that grows, so that a body sent byte by byte costs no object a byte. */

const GROWTH = 2;

export class KeptBody {
  #bytes: Buffer | undefined;
  #length = 0;

  /** Copies bytes `from` to `to`; they may be overwritten afterwards. */
  add(bytes: Buffer, from: number, to: number): void {
    const needed = this.#length + to - from;
    if (!this.#bytes) this.#bytes = Buffer.allocUnsafe(needed);
    else if (this.#bytes.length < needed) this.#grow(this.#bytes, Math.max(needed, this.#bytes.length * GROWTH));
    bytes.copy(this.#bytes, this.#length, from, to);
    this.#length = needed;
  }

  /** What was kept; undefined where nothing was. */
  get bytes(): Buffer | undefined {
    return this.#bytes?.subarray(0, this.#length);
  }

  #grow(old: Buffer, capacity: number): void {
    this.#bytes = Buffer.allocUnsafe(capacity);
    old.copy(this.#bytes, 0, 0, this.#length);
  }
}
