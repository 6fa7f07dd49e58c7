/** How a run ends, and what it says then. */

/** How a run ended. */
export interface Run {
  readonly seed: number;
  readonly steps: number;
  readonly looks: number;
  readonly crashes: number;
  readonly seen: ReadonlyMap<string, number>;
  /** Messages that the far ends got. */
  readonly messages: number;
  /** Of all that was kept and told, in order: equal where two runs are. */
  readonly trace: string;
  /** The invariant that did not hold, and when. */
  readonly broken?: string;
  /** What it said, alone. */
  readonly found?: string;
}

/** All that an error came of. */
export function causesOf(error: unknown): string {
  const causes: string[] = [];
  for (let one: unknown = error; one !== undefined; one = one instanceof Error ? one.cause : undefined)
    causes.push(one instanceof Error ? (one.stack ?? one.message) : JSON.stringify(one));
  return causes.join('\nbecause ');
}
