/** Why nothing is told of an incident for now, although it stands. What is held is told once when the reason is gone. */
import type { HoldReason } from '../deciding/state.ts';
import { sentence } from '../wording/said.ts';

/** A reason to wait with telling. */
export interface Hold {
  readonly because: HoldReason;
  /** In words that follow "Nobody is told for now: ": `maintenance until 12:00 UTC (database upgrade)`. */
  readonly what: string;
  /** When it ends, where that is known, epoch milliseconds. */
  readonly untilMs?: number;
}

/** Why it is told now, for the incident's story. */
export function releaseInWords(because: HoldReason): string {
  switch (because) {
    case 'maintenance':
      return sentence('release.maintenance');
    case 'dependency':
    case 'same-cause':
      return sentence('release.dependency');
    case 'impaired':
      return sentence('release.impaired');
  }
}
