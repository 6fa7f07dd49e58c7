/** One look on its way into a decision: whole where the probe sent it whole, otherwise what its row holds. */
import {
  failure,
  LOOK_KINDS,
  type LookRow,
  type Observation,
  type ObservationView,
  OUTCOMES,
  viewOf,
  viewOfRow,
} from '@upwatch/core';

export interface Look {
  readonly region: string;
  readonly view: ObservationView;
  readonly observation: Observation;
  /** Absent when the observation came without its row. */
  readonly row?: LookRow;
}

export function wholeLook(observation: Observation, row?: LookRow): Look {
  return { region: observation.region, view: viewOf(observation), observation, ...(row && { row }) };
}

/** A look that changed something but came as its row alone, such as the success that ends an outage. */
export function lookOfRow(
  row: LookRow,
  monitor: { readonly id: string; readonly generation: number },
  region: string,
): Look {
  const view = viewOfRow(row, region, monitor.generation);
  return { region, view, observation: observationOfRow(row, monitor, region), row };
}

function observationOfRow(
  row: LookRow,
  monitor: { readonly id: string; readonly generation: number },
  region: string,
): Observation {
  const { slotMs, kind, latenessMs, phases, statusCode, bodyBytes, failureCode } = row;
  return {
    monitorId: monitor.id,
    region,
    slotMs,
    generation: monitor.generation,
    kind,
    startedAtMs: slotMs + latenessMs,
    latenessMs,
    phases,
    attempts: [],
    facts: { ...(statusCode > 0 && { statusCode }), ...(bodyBytes > 0 && { bodyBytes }) },
    assertions: [],
    ...(failureCode && { failure: failure(failureCode) }),
  };
}

/** The whole observations of a batch, by monitor and slot; each is taken once. */
export class WholeLooks {
  readonly #byKey = new Map<string, Observation>();

  constructor(observations: readonly Observation[]) {
    for (const observation of observations) {
      this.#byKey.set(keyOf(observation.monitorId, observation.slotMs), observation);
    }
  }

  take(monitorId: string, slotMs: number): Observation | undefined {
    const key = keyOf(monitorId, slotMs);
    const found = this.#byKey.get(key);
    if (found) this.#byKey.delete(key);
    return found;
  }

  /** Those that no row asked for. */
  left(): Iterable<Observation> {
    return this.#byKey.values();
  }
}

function keyOf(monitorId: string, slotMs: number): string {
  return `${monitorId} ${slotMs}`;
}

/** In the outcome column of rows. */
export const UP = OUTCOMES.indexOf('up');
/** In the kind column of rows: a person asked for it, and it counts for nothing. */
export const MANUAL = LOOK_KINDS.indexOf('manual');
