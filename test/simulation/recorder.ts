/** The recorder as the engine has it: takes looks, asks `core`, commits, and only then acts. It may die between any two. */
import {
  advance,
  expire,
  incidentIdOf,
  initialState,
  isNews,
  isSteady,
  plan,
  resolveManually,
  shiftIncident,
  shiftState,
  withGeneration,
  type Advanced,
  type MonitorEvent,
  type MonitorState,
  type Plan,
} from '@upwatch/core';
import type { Checker } from './checker.ts';
import type { Message } from './probes.ts';
import type { Store } from './store.ts';
import { HOUR, type Target, type World } from './world.ts';

/** Thrown where the process dies. Only what was committed stays. */
export class Crash extends Error {}

/** Ways to build it wrongly, to show that the invariants see them. */
export type Flaw = 'no-transaction' | 'mark-before-send' | 'tell-before-commit' | 'no-flaw';

const CHANNELS = [{ id: 'slack' }, { id: 'mail' }];
/** Told in every other hour only: it hears of ends whose beginning it was not told, and must not be told. */
const NIGHT_CHANNEL = { id: 'pager' };
/** A region that has not been heard for this long is not heard. */
const UNHEARD_AFTER_MS = 30_000;

export class Recorder {
  /** Deliveries that were acted on; the dispatcher reads the store. */
  readonly onCommitted: () => void;
  readonly onConfirmWanted: (target: Target, region: string, slotMs: number) => void;
  readonly #world: World;
  readonly #store: Store;
  readonly #checker: Checker;
  readonly #flaw: Flaw;
  /** Dies with the process. */
  #states = new Map<string, MonitorState>();
  #lastSlots = new Map<string, number>();
  readonly #lastHeard = new Map<string, number>();
  #ids = 0;

  constructor(given: {
    readonly world: World;
    readonly store: Store;
    readonly checker: Checker;
    readonly flaw: Flaw;
    readonly onCommitted: () => void;
    readonly onConfirmWanted: (target: Target, region: string, slotMs: number) => void;
  }) {
    this.#world = given.world;
    this.#store = given.store;
    this.#checker = given.checker;
    this.#flaw = given.flaw;
    this.onCommitted = given.onCommitted;
    this.onConfirmWanted = given.onConfirmWanted;
  }

  restart(): void {
    this.#states = new Map();
    this.#lastSlots = new Map();
  }

  stateOf(target: Target): MonitorState {
    const known = this.#states.get(target.id) ?? this.#store.state(target.id);
    // Under a configuration that was changed, now or while the process was away.
    const { generation } = target;
    const state =
      known?.generation === generation
        ? known
        : known
          ? withGeneration(known, generation, this.#world.regions)
          : initialState(generation, this.#world.wall());
    this.#states.set(target.id, state);
    return state;
  }

  /** @returns whether it was taken, so that it need not be sent again. @throws Crash */
  receive({ target, look }: Message): boolean {
    this.#lastHeard.set(look.region, this.#world.agenda.nowMs);
    const state = this.stateOf(target);
    const key = `${target.id} ${look.region}`;
    const context = { nowMs: this.#world.wall(), regions: this.heard() };
    if (!isNews(this.#lastSlots.get(key), look, context.nowMs)) return true;
    if (look.generation === state.generation && isSteady(state, look.region, look.outcome, look.slotMs)) {
      this.#checker.steady(target, state, look, context);
      this.#lastSlots.set(key, look.slotMs);
      return true;
    }
    const advanced = advance(state, look, target.policy, context);
    if (advanced.state === state) return true;
    const isKept = this.#keep(target, advanced, context.regions);
    if (isKept) this.#lastSlots.set(key, look.slotMs);
    return isKept;
  }

  /** The deadline of an incident that waits for confirmation. */
  tick(target: Target): void {
    const state = this.stateOf(target);
    const advanced = expire(state, target.policy, { nowMs: this.#world.wall(), regions: this.heard() });
    if (advanced.state !== state) this.#keep(target, advanced, this.heard());
  }

  /** A person ends what is open. */
  resolve(target: Target): void {
    const state = this.stateOf(target);
    const incident = this.#store.incidents.get(state.incident?.id ?? '');
    if (incident)
      this.#commit(target, resolveManually({ ...this.#telling(target), state, incident }), [], this.heard());
  }

  /** The wall clock has jumped, and the process saw it: all that is open is carried over. */
  shift(byMs: number): void {
    for (const target of this.#world.targets) {
      const state = shiftState(this.stateOf(target), byMs);
      const open = this.#store.incidents.get(state.incident?.id ?? '');
      const incident = open && shiftIncident(open, byMs);
      this.#store.commit({ monitorId: target.id, state, updates: [], deliveries: [], ...(incident && { incident }) });
      this.#states.set(target.id, state);
    }
    for (const [key, slotMs] of this.#lastSlots) this.#lastSlots.set(key, slotMs + byMs);
  }

  heard(): string[] {
    const now = this.#world.agenda.nowMs;
    const isHeard = (region: string): boolean => {
      const isCutOff = this.#world.leftOf(this.#world.partitions, region) > 0;
      return !isCutOff || now - (this.#lastHeard.get(region) ?? -Infinity) < UNHEARD_AFTER_MS;
    };
    return this.#world.regions.filter(isHeard);
  }

  #telling(target: Target) {
    const monitor = { id: target.id, name: `monitor ${target.id.slice(-3)}`, target: 'https://shop.example/' };
    const newId = (): string => `incident-or-line-${++this.#ids}`;
    const reachable = [...CHANNELS, NIGHT_CHANNEL];
    const channels = Math.floor(this.#world.agenda.nowMs / HOUR) % 2 === 0 ? CHANNELS : reachable;
    return { monitor, channels, reachable, nowMs: this.#world.wall(), newId };
  }

  #keep(target: Target, { state, events }: Advanced, heard: readonly string[]): boolean {
    const previous = this.stateOf(target);
    const incident = this.#store.incidents.get(incidentIdOf(previous) ?? '');
    const planned = plan({ ...this.#telling(target), previous, state, events, incident });
    if (!this.#commit(target, planned, events, heard)) return false;
    for (const event of events) {
      if (event.type !== 'confirm-wanted') continue;
      for (const region of event.regions) this.onConfirmWanted(target, region, event.slotMs);
    }
    return true;
  }

  #commit(target: Target, planned: Plan, events: readonly MonitorEvent[], heard: readonly string[]): boolean {
    const { faults, random } = this.#world;
    if (random.chance(faults.failedCommit)) return false;
    if (this.#flaw === 'tell-before-commit' && planned.deliveries.length > 0) this.#checker.toldEarly(planned);
    if (random.chance(faults.crashBeforeCommit)) throw new Crash();
    const previous = this.stateOf(target);
    const commit = { ...planned, monitorId: target.id };
    if (this.#flaw === 'no-transaction') {
      this.#store.keepState(commit);
      if (random.chance(faults.crashAfterCommit)) throw new Crash();
      this.#store.keepDeliveries(commit);
    } else {
      this.#store.commit(commit);
    }
    this.#checker.committed(target, previous, planned, events, heard);
    if (random.chance(faults.crashAfterCommit)) throw new Crash();
    this.#states.set(target.id, planned.state);
    this.onCommitted();
    return true;
  }
}
