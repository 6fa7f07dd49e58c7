/** What a monitor went through, in the order it was decided in: the looks of history, and what is known of deciding. */
import type { LookRef } from '../deciding/evaluation.ts';
import type { ObservationView } from '../deciding/observation-view.ts';
import type { Policy } from '../deciding/policy.ts';

/** A look as history has it: a row does not say under which configuration it was made. */
export type PastLook = Omit<ObservationView, 'generation'> & { readonly generation?: number };

/** One step that is known to have been decided, and when: exactly, and in its place among the others. */
export interface RecordedStep {
  readonly atMs: number;
  readonly generation: number;
  readonly step:
    | ({ readonly type: 'look' } & LookRef)
    | { readonly type: 'time' }
    | { readonly type: 'resolved'; readonly slotsMs?: Readonly<Record<string, number>> }
    | { readonly type: 'clock-set'; readonly byMs: number };
}

/** How a monitor was configured, from a time on. */
export interface Era {
  readonly fromMs: number;
  readonly generation: number;
  readonly policy: Policy;
  readonly regions: readonly string[];
  readonly frequencySeconds: number;
  readonly isEnabled: boolean;
}

/** One step to be gone through again. */
export interface ReplayStep {
  readonly atMs: number;
  /** Place in the eras. */
  readonly era: number;
  /** Whether it is known that this was decided, then and there. */
  readonly isRecorded: boolean;
  readonly step:
    | { readonly type: 'look'; readonly look: ObservationView }
    | Exclude<RecordedStep['step'], { readonly type: 'look' }>;
}

/**
 * Puts looks and recorded steps in one order. A look that is recorded stands where it was decided. Of any other it is
 * only known that it changed nothing then (or was never decided): it stands where it came to its end, between the
 * recorded looks of its region, as long as nobody sets the clock.
 * @param looks of all regions, in any order
 * @param recorded in the order of deciding
 * @param eras at least one, the earliest first
 */
export function stepsOf(
  looks: readonly PastLook[],
  recorded: readonly RecordedStep[],
  eras: readonly Era[],
): readonly ReplayStep[] {
  const places = placesByRegion(recorded);
  const seen = new Map<number, PastLook>();
  const unrecorded: PastLook[] = [];
  for (const look of looks) {
    const place = places.get(look.region)?.get(look.slotMs);
    if (place === undefined) unrecorded.push(look);
    else seen.set(place, look);
  }
  const before = beforeWhich(unrecorded, recorded);
  const eraOf = eraByPlace(recorded, eras);
  const steps: ReplayStep[] = [];
  for (let place = 0; place <= recorded.length; place++) {
    const bounds = { least: eraOf[place - 1] ?? 0, most: eraOf[place] ?? eras.length - 1 };
    for (const look of before.get(place) ?? []) {
      const era = Math.min(bounds.most, Math.max(bounds.least, eraAt(eras, look.endedAtMs)));
      steps.push({ atMs: look.endedAtMs, era, isRecorded: false, step: lookIn(eras[era]!, look) });
    }
    const at = recorded[place];
    if (!at) continue;
    const { atMs, step } = at;
    const look = seen.get(place);
    const era = eraOf[place]!;
    if (step.type !== 'look') steps.push({ atMs, era, isRecorded: true, step });
    // A look that history has lost cannot be gone through again.
    else if (look) steps.push({ atMs, era, isRecorded: true, step: lookIn(eras[era]!, look) });
  }
  return steps;
}

function lookIn({ generation }: Era, look: PastLook): ReplayStep['step'] {
  return { type: 'look', look: { generation, ...look } };
}

/** Where each look stands in the record: by region, by slot. There may be very many looks, so no keys are made of both. */
function placesByRegion(recorded: readonly RecordedStep[]): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const places = new Map<string, Map<number, number>>();
  for (const [place, { step }] of recorded.entries()) {
    if (step.type !== 'look') continue;
    const known = places.get(step.region) ?? new Map<number, number>();
    // Of a slot that came twice, because the clock was set back, history keeps the first look.
    if (!known.has(step.slotMs)) places.set(step.region, known.set(step.slotMs, place));
  }
  return places;
}

/** The unrecorded looks by the place of the recorded step that they come before, each list in the order of time. */
function beforeWhich(looks: readonly PastLook[], recorded: readonly RecordedStep[]) {
  const byPlace = new Map<number, PastLook[]>();
  const courses = coursesOf(recorded);
  const inOrder = looks.toSorted((a, b) => a.endedAtMs - b.endedAtMs || a.slotMs - b.slotMs);
  for (const [course, ofCourse] of Map.groupBy(inOrder, ({ endedAtMs }) => courseAt(courses, endedAtMs))) {
    const { from, to } = courses[course]!;
    const steps = recorded.slice(from, to);
    const neighbours = recordedNeighbours(steps);
    let place = 0;
    for (const look of ofCourse) {
      while (place < steps.length && steps[place]!.atMs < look.endedAtMs) place++;
      const { after, before } = neighbours(look);
      const at = from + Math.min(Math.max(place, after + 1), before);
      const others = byPlace.get(at);
      if (others) others.push(look);
      else byPlace.set(at, [look]);
    }
  }
  return byPlace;
}

/** Time as it went on while nobody set the clock: the places of what was decided in it, and its first and last instant. */
interface Course {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
}

function coursesOf(recorded: readonly RecordedStep[]): readonly Course[] {
  const courses: Course[] = [];
  let [from, startMs] = [0, -Infinity];
  for (const [place, { atMs, step }] of recorded.entries()) {
    if (step.type !== 'clock-set') continue;
    courses.push({ from, to: place, startMs, endMs: atMs - step.byMs });
    [from, startMs] = [place + 1, atMs];
  }
  return [...courses, { from, to: recorded.length, startMs, endMs: Infinity }];
}

/** Which course a look belongs to. Of a time that came twice it is the first: the same slots came again, and history keeps the first look of each. */
function courseAt(courses: readonly Course[], atMs: number): number {
  const place = courses.findIndex(({ startMs, endMs }) => startMs <= atMs && atMs <= endMs);
  // In a time that was skipped: it ended while the clock was set.
  return place === -1 ? courses.findIndex(({ endMs }) => atMs <= endMs) : place;
}

/** The times that came twice, because the clock was set back: looks of the second time are lost where their slots had been. */
export function timesTwice(
  recorded: readonly RecordedStep[],
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  return recorded.flatMap(({ atMs, step }) =>
    step.type === 'clock-set' && step.byMs < 0 ? [{ fromMs: atMs, toMs: atMs - step.byMs }] : [],
  );
}

/** Finds the places of the recorded looks of the same region that a look lies between. */
function recordedNeighbours(recorded: readonly RecordedStep[]) {
  const byRegion = new Map<string, { readonly slotMs: number; readonly place: number }[]>();
  for (const [place, { step }] of recorded.entries()) {
    if (step.type !== 'look') continue;
    const known = byRegion.get(step.region) ?? [];
    known.push({ slotMs: step.slotMs, place });
    byRegion.set(step.region, known);
  }
  for (const known of byRegion.values()) known.sort((a, b) => a.slotMs - b.slotMs);
  return ({ region, slotMs }: LookRef): { readonly after: number; readonly before: number } => {
    const known = byRegion.get(region) ?? [];
    let low = 0;
    for (let high = known.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (known[middle]!.slotMs > slotMs) high = middle;
      else low = middle + 1;
    }
    return { after: known[low - 1]?.place ?? -1, before: known[low]?.place ?? recorded.length };
  };
}

function eraByPlace(recorded: readonly RecordedStep[], eras: readonly Era[]): readonly number[] {
  let era = 0;
  return recorded.map(({ generation }) => {
    const found = eras.findIndex((one) => one.generation === generation);
    return (era = Math.max(era, found));
  });
}

function eraAt(eras: readonly Era[], atMs: number): number {
  return Math.max(
    0,
    eras.findLastIndex(({ fromMs }) => fromMs <= atMs),
  );
}
