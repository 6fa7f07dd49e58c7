/** One row of faults: what is done to a real server or store, again and again, and what must hold afterwards. */

export interface RoundReport {
  /** What was seen, in a few words. */
  readonly seen: string;
  /** Every promise that was broken; empty when all held. */
  readonly broken: readonly string[];
}

export interface TortureRow {
  /** As it is named on the command line. */
  readonly name: string;
  readonly promise: string;
  /** Rounds when nothing else is asked for. */
  readonly rounds: number;
  /** Runs the rounds; each report is printed as it comes. */
  run(given: { readonly rounds: number; readonly directory: string }): AsyncIterable<RoundReport>;
  /** Why it cannot be run here. */
  missing?(): string | undefined;
}
