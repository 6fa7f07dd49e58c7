/** How late looks begin: histograms in steps of a tenth of a millisecond, of this minute and of the one before. */
const STEP_MS = 0.1;
const STEPS = 20_000;
const TURN_MS = 60_000;

export class LateGauge {
  #counts = new Uint32Array(STEPS + 1);
  #before = new Uint32Array(STEPS + 1);
  #turnedMs: number;

  /** @param nowMs of the monotonic clock */
  constructor(nowMs: number) {
    this.#turnedMs = nowMs;
  }

  note(latenessMs: number): void {
    this.#counts[Math.min(STEPS, Math.floor(latenessMs / STEP_MS))]!++;
  }

  /** To be called about once a second: after a minute begins another, and the one before is forgotten. */
  turn(nowMs: number): void {
    if (nowMs - this.#turnedMs < TURN_MS) return;
    this.#turnedMs = nowMs;
    const forgotten = this.#before.fill(0);
    this.#before = this.#counts;
    this.#counts = forgotten;
  }

  /** The 99th percentile of the last one to two minutes, milliseconds; at most 2,000. Reading it changes nothing. */
  p99(): number {
    const total = sum(this.#counts) + sum(this.#before);
    const wanted = Math.ceil(total * 0.99);
    let seen = 0;
    let step = 0;
    for (; seen < wanted && step <= STEPS; step++) seen += this.#counts[step]! + this.#before[step]!;
    return step * STEP_MS;
  }
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
