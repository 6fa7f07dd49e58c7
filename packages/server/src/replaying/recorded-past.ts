/** What replaying needs of a monitor's past, read from the stores a slice at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Era,
  importSourceOf,
  type Monitor,
  type PastLook,
  type Policy,
  type RecordedStep,
  type ReplayTelling,
  viewOf,
  viewOfRow,
  windowMsOf,
} from '@upwatch/core';
import type { CoreStore, HistoryStore, KeptLook, Span } from '../stores/port.ts';
import { readUsual } from './past-usual.ts';

/** Looks that one replay goes through at the most. */
export const REPLAY_LOOKS_MAX = 60_000;
/** Looks read in one go. */
const READ_AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long before a span is read at the most, to know how things stood when it began. */
export const WARM_UP_MAX_MS = 7 * DAY_MS;
/** Versions of a monitor that are kept. */
const VERSIONS_MAX = 200;

export interface RecordedPast {
  readonly looks: readonly PastLook[];
  readonly recorded: readonly RecordedStep[];
  /** From when on `recorded` has all that was decided. */
  readonly wholeFromMs: number;
  /** At least one, the earliest first. */
  readonly eras: readonly Era[];
  /** What was usual at a time; absent where no policy asks. */
  readonly usualAt?: ReplayTelling['usualAt'];
}

export type PastStores = {
  readonly core: Pick<CoreStore, 'forensics' | 'monitors'>;
  readonly history: Pick<HistoryStore, 'looks' | 'rollups'>;
};

/**
 * Reads a span, and enough before it to know how things stood when it began.
 * @returns undefined when there are more looks than `REPLAY_LOOKS_MAX`
 */
export async function readPast(
  { core, history }: PastStores,
  monitor: Monitor,
  { fromMs, toMs }: Span,
  candidate?: Policy,
): Promise<RecordedPast | undefined> {
  const eras = await erasOf(core, monitor);
  const policies = [...eras.map(({ policy }) => policy), ...(candidate ? [candidate] : [])];
  const span = { fromMs: fromMs - warmUpMs(policies, monitor.frequencySeconds), toMs };
  const looks = await looksOf(history, monitor, span);
  if (!looks) return undefined;
  const { forensics } = core;
  const sinceMs = await forensics.decisionsWholeFromMs(monitor.id);
  // What went before the span is not known: until it begins, looks are let say how things stood.
  const wholeFromMs = fromMs > monitor.createdAtMs ? Math.max(sinceMs, fromMs) : sinceMs;
  const usualAt = await readUsual(history, monitor, span, policies);
  const recorded = await forensics.decisions(monitor.id, span);
  return { looks, recorded, wholeFromMs, eras, ...(usualAt && { usualAt }) };
}

/** The newest first, as history gives them. */
async function looksOf(
  history: Pick<HistoryStore, 'looks'>,
  monitor: Monitor,
  span: Span,
): Promise<readonly PastLook[] | undefined> {
  const looks: PastLook[] = [];
  let before: { readonly slotMs: number; readonly region: string } | undefined;
  for (;;) {
    const page = await history.looks(monitor, { span, ...(before && { before }), limit: READ_AT_ONCE });
    looks.push(...page.filter(isDecidedUpon).map(pastLookOf));
    if (looks.length > REPLAY_LOOKS_MAX) return undefined;
    const last = page.at(-1);
    // Oldest first: what is nearly in order already is quickly sorted.
    if (!last || page.length < READ_AT_ONCE) return looks.toReversed();
    before = { slotMs: last.row.slotMs, region: last.region };
    await nextTurn();
  }
}

/** What somebody looked at by hand, or another monitor saw, decided nothing here. */
function isDecidedUpon({ row, region }: KeptLook): boolean {
  return row.kind !== 'manual' && importSourceOf(region) === undefined;
}

function pastLookOf({ row, region, observation }: KeptLook): PastLook {
  if (observation) return viewOf(observation);
  // A row does not say under which configuration it was made: the replay knows.
  const { generation: _unsaid, ...look } = viewOfRow(row, region, 0);
  return look;
}

/** How the monitor was configured over time. What was before the oldest version that is kept is taken to have been like it. */
async function erasOf(core: PastStores['core'], monitor: Monitor): Promise<readonly Era[]> {
  const { items } = await core.monitors.versions(monitor.id, { page: 0, size: VERSIONS_MAX });
  const versions = items
    .toSorted((a, b) => a.version - b.version)
    .map(({ snapshot, createdAtMs }) => eraOf(snapshot, createdAtMs));
  return versions.length > 0 ? versions : [eraOf(monitor, monitor.updatedAtMs)];
}

function eraOf({ generation, policy, regions, frequencySeconds, isEnabled }: Monitor, fromMs: number): Era {
  return { fromMs, generation, policy, regions, frequencySeconds, isEnabled };
}

/** As long as any rule looks back, and an incident that has ended can come back; an hour of looks at least. */
function warmUpMs(policies: readonly Policy[], frequencySeconds: number): number {
  const spans = policies.flatMap(({ triggerRules, recovery }) => [
    ...triggerRules.map((rule) => windowMsOf(rule) ?? 0),
    recovery.cooldownMinutes * 60_000,
  ]);
  return Math.min(WARM_UP_MAX_MS, Math.max(HOUR_MS, 30 * frequencySeconds * 1000, 2 * Math.max(0, ...spans)));
}
