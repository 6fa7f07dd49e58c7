/** A timeline that can be read: long runs of looks and judgements that repeat each other are folded away. */
import type { TimelineEntry } from '@upwatch/sdk';

/** Some entries in a row, of which those after the first few are shown when asked for. */
export interface Run {
  readonly shown: readonly TimelineEntry[];
  readonly folded: readonly TimelineEntry[];
}

/** A run is folded where it is longer than this; so many of it stay in view. */
const RUN_MAX = 4;
const KEPT = 2;
const ROUTINE: ReadonlySet<TimelineEntry['type']> = new Set(['look', 'evaluation']);

/** In the order given; nothing is lost, and what people and deliveries did is never folded. */
export function folded(entries: readonly TimelineEntry[]): readonly Run[] {
  const runs: { readonly isRoutine: boolean; readonly entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const isRoutine = ROUTINE.has(entry.type);
    const last = runs.at(-1);
    if (last?.isRoutine === isRoutine) last.entries.push(entry);
    else runs.push({ isRoutine, entries: [entry] });
  }
  return runs.map(({ isRoutine, entries: own }) => {
    const kept = isRoutine && own.length > RUN_MAX ? KEPT : own.length;
    return { shown: own.slice(0, kept), folded: own.slice(kept) };
  });
}
