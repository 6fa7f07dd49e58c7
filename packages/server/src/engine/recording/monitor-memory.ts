/** What the recorder holds in memory of each monitor: the state on disk, and the newest on its way there. */
import {
  type Incident,
  incidentIdOf,
  initialState,
  isSteady,
  type Monitor,
  type MonitorState,
  withGeneration,
  withSeenSlots,
} from '@upwatch/core';
import type { Look } from './look.ts';

export interface Remembered {
  monitor: Monitor;
  /** The newest: what was decided, whether or not it is on disk yet. New looks are measured against it. */
  state: MonitorState;
  /** Row of the incident that `state` is tied to or could reopen. */
  incident: Incident | undefined;
  /** The state on disk: what others are shown. */
  keptState: MonitorState;
  keptIncident: Incident | undefined;
  /** By region's place: slot of the newest look, including those that changed nothing. */
  readonly lastSlotMs: number[];
  /** By region's place: whether a look that is up changes nothing. */
  readonly isSteady: boolean[];
  /** How far the clock was set, and when, since the state on disk: `state` is carried over already. */
  clockSet: { readonly byMs: number; readonly atMs: number } | undefined;
  /** Looks that wait while a person's change is written. */
  parked: Look[] | undefined;
}

/** Monitors by id and by key, and regions by place. */
export class MonitorMemory {
  readonly #byId = new Map<string, Remembered>();
  readonly #byKey: (Remembered | undefined)[] = [];
  readonly #regions: string[] = [];

  get all(): Iterable<Remembered> {
    return this.#byId.values();
  }

  byId(id: string): Remembered | undefined {
    return this.#byId.get(id);
  }

  byKey(key: number): Remembered | undefined {
    return this.#byKey[key];
  }

  /** The place of a region: there are few, and each row of a batch needs it. */
  placeOf(region: string): number {
    const place = this.#regions.indexOf(region);
    return place >= 0 ? place : this.#regions.push(region) - 1;
  }

  /**
   * Slot of the newest look, whatever came of it; -Infinity before the first. Memory knows better than the state where a
   * region was heard since the start: steady looks are not kept, and what is kept may be of a clock that was set back.
   */
  newestSlotMs({ state, lastSlotMs }: Remembered): number {
    // Asked each second of each monitor with an incident: nothing is allocated.
    let newestMs = -Infinity;
    for (const slotMs of lastSlotMs) if (slotMs !== undefined && slotMs > newestMs) newestMs = slotMs;
    for (const region in state.regions) {
      const slotMs = lastSlotMs[this.placeOf(region)] ?? state.regions[region]!.lastSlotMs;
      if (slotMs > newestMs) newestMs = slotMs;
    }
    return newestMs;
  }

  /** Slot of the newest look from each region, over all monitors; a region that was never heard is left out. */
  newestByRegion(): ReadonlyMap<string, number> {
    const newest = new Map<string, number>();
    const hear = (region: string, slotMs: number): void => {
      if (slotMs > (newest.get(region) ?? 0)) newest.set(region, slotMs);
    };
    for (const { state, lastSlotMs } of this.#byId.values()) {
      lastSlotMs.forEach((slotMs, place) => hear(this.#regions[place]!, slotMs));
      for (const region in state.regions)
        hear(region, lastSlotMs[this.placeOf(region)] ?? state.regions[region]!.lastSlotMs);
    }
    return newest;
  }

  /** The newest state with the slots of all looks that were taken in. */
  seenState({ state, lastSlotMs }: Remembered): MonitorState {
    return withSeenSlots(state, (region) => lastSlotMs[this.placeOf(region)]);
  }

  /** A new monitor, or the new configuration of a known one: counts made under the old one are forgotten. */
  set(
    monitor: Monitor,
    found: { readonly state?: MonitorState; readonly incident?: Incident; readonly nowMs: number },
  ) {
    const known = this.#byId.get(monitor.id);
    if (known) {
      known.monitor = monitor;
      this.#adapt(known);
      return known;
    }
    const state = found.state ?? initialState(monitor.generation, found.nowMs);
    const remembered: Remembered = {
      monitor,
      state,
      incident: found.incident,
      keptState: state,
      keptIncident: found.incident,
      lastSlotMs: [],
      isSteady: [],
      clockSet: undefined,
      parked: undefined,
    };
    this.#byId.set(monitor.id, remembered);
    this.#byKey[monitor.key] = remembered;
    this.#adapt(remembered);
    return remembered;
  }

  remove(id: string): Remembered | undefined {
    const known = this.#byId.get(id);
    if (!known) return undefined;
    this.#byId.delete(id);
    this.#byKey[known.monitor.key] = undefined;
    return known;
  }

  /** Takes up a newly decided state. What a person changed may have been decided under an older configuration. */
  decide(remembered: Remembered, decided: MonitorState, incident: Incident | undefined): void {
    const state = adapted(decided, remembered.monitor);
    remembered.state = state;
    remembered.incident = incidentIdOf(state) === incident?.id ? incident : undefined;
    this.#regions.forEach((region, place) => {
      remembered.isSteady[place] = isSteady(state, region, 'up', Number.POSITIVE_INFINITY);
    });
  }

  /** What was decided is on disk. */
  keep(remembered: Remembered, state: MonitorState, incident: Incident | undefined): void {
    remembered.keptState = adapted(state, remembered.monitor);
    remembered.keptIncident = incident;
  }

  /** What was decided will never be on disk: as if it had not been seen. */
  rollBack(remembered: Remembered): void {
    remembered.clockSet = undefined;
    this.decide(remembered, remembered.keptState, remembered.keptIncident);
  }

  #adapt(remembered: Remembered): void {
    remembered.keptState = adapted(remembered.keptState, remembered.monitor);
    this.decide(remembered, remembered.state, remembered.incident);
  }
}

function adapted(state: MonitorState, { generation, regions }: Monitor): MonitorState {
  return state.generation === generation ? state : withGeneration(state, generation, regions);
}
