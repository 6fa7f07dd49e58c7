/** What deciding needs of an observation: little enough that a row of history has it too. */
import { failure, type Failure } from '../looking/failure.ts';
import type { LookRow } from '../history/look-rows.ts';
import { keptPhaseMs } from '../history/quantize.ts';
import { outcomeOf, type LookKind, type Observation, type Outcome } from '../looking/observation.ts';

/** Texts in a monitor's state are cut to this many characters, because the state is rewritten at each change. */
const TEXT_MAX = 500;

/** One look, as `advance` reads it. */
export interface ObservationView {
  readonly region: string;
  readonly slotMs: number;
  readonly generation: number;
  readonly kind: LookKind;
  readonly outcome: Outcome;
  /** Wall clock at the end of the look, epoch milliseconds: how late its report is counts from here. */
  readonly endedAtMs: number;
  /**
   * How long the answer took, milliseconds, as history keeps it (within 0.8 %), so that replaying history decides the
   * same; absent where none came.
   */
  readonly responseMs?: number;
  readonly failure?: Failure;
  /** What the first failed `warn` assertion says. */
  readonly warning?: string;
}

/** The view of a whole observation. */
export function viewOf(observation: Observation): ObservationView {
  const outcome = outcomeOf(observation);
  const last = observation.attempts.at(-1);
  const warning = observation.assertions.find((result) => !result.passed && result.severity === 'warn')?.message;
  return {
    region: observation.region,
    slotMs: observation.slotMs,
    generation: observation.generation,
    kind: observation.kind,
    outcome,
    endedAtMs: (last?.startedAtMs ?? observation.startedAtMs) + observation.phases.totalMs,
    ...(isAnswer(outcome) && { responseMs: keptPhaseMs(observation.phases.totalMs) }),
    ...(observation.failure && { failure: cutFailure(observation.failure) }),
    ...(outcome === 'degraded' && warning !== undefined && { warning: warning.slice(0, TEXT_MAX) }),
  };
}

/** The view of a look that came as its row alone. @param generation of the assignment that the row was made under */
export function viewOfRow(row: LookRow, region: string, generation: number): ObservationView {
  return {
    region,
    slotMs: row.slotMs,
    generation,
    kind: row.kind,
    outcome: row.outcome,
    endedAtMs: row.slotMs + row.latenessMs + row.phases.totalMs,
    ...(isAnswer(row.outcome) && { responseMs: keptPhaseMs(row.phases.totalMs) }),
    ...(row.failureCode && { failure: failure(row.failureCode) }),
  };
}

function isAnswer(outcome: Outcome): boolean {
  return outcome === 'up' || outcome === 'degraded';
}

function cutFailure(given: Failure): Failure {
  return given.message.length > TEXT_MAX ? { ...given, message: `${given.message.slice(0, TEXT_MAX - 1)}…` } : given;
}
