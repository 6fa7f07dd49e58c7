/** Looks that say again what is known: history only. */
import type { Advanced } from './advance.ts';
import type { DraftState, MonitorState } from './state.ts';

/**
 * Whether a step moved nothing but the slot of the newest look: a site that has been down for a month gives such a look
 * each time. The state is not rewritten then; whoever records keeps the slot in memory.
 */
export function isOnlyNewer(before: MonitorState, { state, events }: Advanced, region: string): boolean {
  if (events.length > 0 || state.verdict !== before.verdict) return false;
  return isEqual(comparable(before, region), comparable(state, region));
}

/** Figures in messages differ from look to look ("took 812 ms"); the code is what counts. */
function comparable(state: DraftState, region: string): object {
  const known = state.regions[region];
  if (!known) return state;
  const evidence = { ...known, lastSlotMs: 0, failure: known.failure?.code, warning: known.warning !== undefined };
  return { ...state, regions: { ...state.regions, [region]: evidence } };
}

/** States are plain JSON values, and most of what a look leaves alone is the very same. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isEqual(memberOf(a, name), memberOf(b, name)));
}

// TypeScript has no way to say that any object may be asked for any member.
function memberOf(value: object, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name];
}
