/** How late looks begin: a histogram in steps of a tenth of a millisecond, read and emptied at intervals. */
const STEP_MS = 0.1;
const STEPS = 20_000;

export class LateGauge {
  readonly #counts = new Uint32Array(STEPS + 1);
  #total = 0;

  note(latenessMs: number): void {
    this.#counts[Math.min(STEPS, Math.floor(latenessMs / STEP_MS))]!++;
    this.#total++;
  }

  /** The 99th percentile since the last call, milliseconds; at most 2,000. */
  takeP99(): number {
    const wanted = Math.ceil(this.#total * 0.99);
    let seen = 0;
    let step = 0;
    while (seen < wanted && step <= STEPS) seen += this.#counts[step++]!;
    this.#counts.fill(0);
    this.#total = 0;
    return step * STEP_MS;
  }
}
