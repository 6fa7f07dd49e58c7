/** Why nothing is told of an incident for now, although it stands. What is held is told once when the reason is gone. */
import type { HoldReason } from '../deciding/state.ts';

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
      return 'The maintenance is over, and it has not recovered: told now.';
    case 'dependency':
      return 'What stood for it does no more, and it has not recovered: told now.';
    case 'impaired':
      return 'The looking is sound again, and it has not recovered: told now.';
  }
}
