/**
 * Replaying: the recorded past of a monitor is gone through again, as it was decided and as another policy would have
 * decided it. Both tracks call the functions that decide live; what differs is the policy alone.
 */
import type { Policy } from '../deciding/policy.ts';
import type { Era, ReplayStep } from './steps.ts';
import { type ReplayTelling, Track } from './track.ts';

/** What a replay is made from. */
export interface ReplayInput {
  /** At least one, the earliest first. */
  readonly eras: readonly Era[];
  readonly telling: ReplayTelling;
  /**
   * From when on the record has all that was decided. Before, a look that is not in it is let begin what nothing is known
   * of yet. @default never
   */
  readonly wholeFromMs?: number;
  /** To compare with: decides all of it in place of the policies in force. */
  readonly candidate?: Policy;
}

/** A replay under way. */
export interface Replay {
  /** The policies that were in force. */
  readonly inForce: Track;
  readonly candidate: Track | undefined;
  /** Looks that history has although they were never decided: they came late, or were lost with a crash. */
  readonly undecided: number;
  /** Goes through some more steps: a slice at a time where there are many. */
  take(steps: readonly ReplayStep[]): void;
  /** Time goes on to the end of the span. */
  end(atMs: number): void;
}

/** Begins a replay. @example const replay = startReplay({ eras, telling }); replay.take(stepsOf(looks, recorded, eras)); */
export function startReplay({ eras, telling, candidate: policy, wholeFromMs = Infinity }: ReplayInput): Replay {
  const inForce = new Track(eras[0]!, telling);
  // Whoever listens hears what was, not what might have been; and what was told then says nothing of another policy.
  const { onPlanned: _, wasToldAt: __, ...unheard } = telling;
  const candidate = policy && new Track(eras[0]!, unheard, policy);
  const tracks = candidate ? [inForce, candidate] : [inForce];
  let isRecorded = false;
  let undecided = 0;

  /** Where there is a record, it says when time alone decided something; the candidate has none of its own. */
  function goOn(track: Track, untilMs: number): void {
    if (track !== inForce || !isRecorded) track.timeUntil(untilMs);
    track.tellUntil(untilMs);
  }

  function takeOne(step: ReplayStep): void {
    isRecorded ||= step.isRecorded;
    for (const track of tracks) {
      goOn(track, step.atMs);
      track.enter(eras[step.era]!);
    }
    const { step: what, atMs } = step;
    switch (what.type) {
      case 'look':
        takeLook(what.look, step);
        break;
      case 'time':
        inForce.time(atMs);
        break;
      case 'resolved':
        for (const track of tracks) track.resolve(atMs, what.slotsMs);
        break;
      case 'clock-set':
        for (const track of tracks) track.shift(what.byMs);
    }
  }

  /** A look that would have changed something, and is not in the record, was not decided: by no policy, then. */
  function takeLook(look: Parameters<Track['look']>[0], { atMs, isRecorded: isKnown }: ReplayStep): void {
    const isLeft = (): boolean => !isKnown && (atMs >= wholeFromMs || (isRecorded && inForce.hasSeen(look.region)));
    const fate = inForce.look(look, atMs, { isKnown, isLeft });
    if (fate === 'left') undecided += 1;
    else candidate?.look(look, atMs, { isKnown: false });
  }

  return {
    inForce,
    candidate,
    get undecided() {
      return undecided;
    },
    take: (steps) => {
      for (const step of steps) takeOne(step);
    },
    end: (atMs) => {
      for (const track of tracks) goOn(track, atMs);
    },
  };
}
