/**
 * Who depends on whom, in memory, and what of that keeps alerts back: it is asked at each change, and each second of
 * each monitor that is held. What is worked out is kept until a dependency is changed.
 */
import {
  type Ancestor,
  ancestorsOf,
  type DependencyHold,
  dependencyHold,
  dependentsOf,
  type DraftState,
  failingSinceOf,
  type Hold,
  isDown,
  lookWaitMs,
  type Monitor,
  SLOT_GRID_MS,
  troubledSinceOf,
  undecidedMaxMs,
} from '@upwatch/core';
import type { MonitorWatcher } from './holds.ts';
import type { Recorder } from '../recording/recorder.ts';

/** A look that was asked for and did not come is asked for again: the monitor may have been looked at just then. */
const ASK_AGAIN_MS = 2_000;
const TIMEOUT_DEFAULT_MS = 10_000;

export interface DependencyWatchOptions {
  readonly newestOf: Recorder['newestOf'];
  /** Whether maintenance keeps a monitor from being looked at. */
  readonly isPaused: (monitor: Monitor, nowMs: number) => boolean;
  /** One more look of a monitor at once. */
  readonly onLook: (monitorId: string, slotMs: number) => void;
}

export class DependencyWatch implements MonitorWatcher {
  readonly #options: DependencyWatchOptions;
  readonly #parents = new Map<string, readonly string[]>();
  readonly #children = new Map<string, Set<string>>();
  /** What was worked out of them. */
  readonly #ancestors = new Map<string, readonly string[]>();
  readonly #behind = new Map<string, readonly string[]>();
  /** Of those that something depends on: which are in trouble, and when the others were last found well again. */
  readonly #troubled = new Set<string>();
  readonly #wellSinceMs = new Map<string, number>();
  /** Until when a monitor in trouble waits for looks of what it depends on. */
  readonly #waits = new Map<string, { readonly sinceMs: number; readonly untilMs: number }>();
  readonly #askedAtMs = new Map<string, number>();

  constructor(options: DependencyWatchOptions) {
    this.#options = options;
  }

  known(monitor: Monitor, state: DraftState): void {
    this.#connect(monitor.id, monitor.dependsOn ?? []);
    if (!this.#children.has(monitor.id)) return;
    if (isDown(state) || failingSinceOf(state) !== undefined) this.#troubled.add(monitor.id);
    else if (this.#troubled.delete(monitor.id)) {
      const slots = Object.values(state.regions).map(({ lastSlotMs }) => lastSlotMs);
      if (slots.length > 0) this.#wellSinceMs.set(monitor.id, Math.max(...slots));
    }
  }

  forgotten(monitorId: string): void {
    this.#connect(monitorId, []);
    this.#troubled.delete(monitorId);
    this.#wellSinceMs.delete(monitorId);
    this.#waits.delete(monitorId);
    this.#askedAtMs.delete(monitorId);
  }

  /** What was well before is so since as long as before, and what is waited for comes as soon. */
  clockSet(byMs: number): void {
    for (const [id, sinceMs] of this.#wellSinceMs) this.#wellSinceMs.set(id, sinceMs + byMs);
    for (const [id, askedAtMs] of this.#askedAtMs) this.#askedAtMs.set(id, askedAtMs + byMs);
    for (const [id, wait] of this.#waits)
      this.#waits.set(id, { sinceMs: wait.sinceMs + byMs, untilMs: wait.untilMs + byMs });
  }

  /** How many monitors that are looked at depend on one, directly or not. */
  behindOf(monitorId: string): number {
    if (!this.#children.has(monitorId)) return 0;
    const { newestOf } = this.#options;
    const behind = kept(this.#behind, monitorId, () => dependentsOf(monitorId, this.#childrenOf));
    return behind.filter((id) => newestOf(id)?.monitor.isEnabled).length;
  }

  /** Why nothing is told of a monitor now, where what it depends on is why. Asks for the looks that it takes to know. */
  holdOf(monitor: Monitor, nowMs: number, state: DraftState): Hold | undefined {
    if (!this.#parents.has(monitor.id)) return undefined;
    const sinceMs = troubledSinceOf(state);
    if (sinceMs === undefined) {
      this.#waits.delete(monitor.id);
      return undefined;
    }
    const ids = kept(this.#ancestors, monitor.id, () => ancestorsOf(monitor.id, this.#parentsOf));
    const ancestors = ids.flatMap((id) => this.#ancestor(id, nowMs) ?? []);
    const { hold, lookAt } = this.#judge(monitor, sinceMs, ancestors, nowMs);
    for (const id of lookAt) this.#ask(id, nowMs);
    return hold;
  }

  #judge(monitor: Monitor, sinceMs: number, ancestors: readonly Ancestor[], nowMs: number): DependencyHold {
    const { newestSlotMs } = this.#options.newestOf(monitor.id) ?? {};
    let wait = this.#waits.get(monitor.id);
    if (wait?.sinceMs !== sinceMs) {
      const timeouts = ancestors.map(({ id }) => lookWaitMs(this.#timeoutOf(id)));
      wait = { sinceMs, untilMs: nowMs + Math.max(0, ...timeouts) };
      this.#waits.set(monitor.id, wait);
    }
    return dependencyHold(
      {
        failingSinceMs: sinceMs,
        ...(newestSlotMs !== undefined && { newestSlotMs }),
        frequencySeconds: monitor.frequencySeconds,
        waitsUntilMs: wait.untilMs,
      },
      ancestors,
      nowMs,
    );
  }

  /** One that is not looked at says nothing. */
  #ancestor(id: string, nowMs: number): Ancestor | undefined {
    const known = this.#options.newestOf(id);
    if (!known?.monitor.isEnabled || this.#options.isPaused(known.monitor, nowMs)) return undefined;
    const { monitor, state, newestSlotMs } = known;
    const failingSinceMs = failingSinceOf(state);
    // What ended before this process began is known from the state alone.
    const wellSinceMs = Math.max(this.#wellSinceMs.get(id) ?? -Infinity, state.cooldown?.resolvedAtMs ?? -Infinity);
    return {
      id,
      name: monitor.name,
      isDown: isDown(state),
      ...(failingSinceMs !== undefined && { failingSinceMs }),
      undecidedMaxMs: undecidedMaxMs(monitor.policy, monitor.frequencySeconds),
      ...(newestSlotMs !== undefined && { newestSlotMs }),
      ...(Number.isFinite(wellSinceMs) && { wellSinceMs }),
    };
  }

  #timeoutOf(id: string): number {
    const timeoutMs = this.#options.newestOf(id)?.monitor.config['timeoutMs'];
    return typeof timeoutMs === 'number' ? timeoutMs : TIMEOUT_DEFAULT_MS;
  }

  /** However many monitors fail behind it, a router is looked at once. */
  #ask(id: string, nowMs: number): void {
    const askedAtMs = this.#askedAtMs.get(id);
    if (askedAtMs !== undefined && Math.abs(nowMs - askedAtMs) < ASK_AGAIN_MS) return;
    this.#askedAtMs.set(id, nowMs);
    this.#options.onLook(id, Math.ceil(nowMs / SLOT_GRID_MS) * SLOT_GRID_MS);
  }

  readonly #parentsOf = (id: string): readonly string[] => this.#parents.get(id) ?? [];
  readonly #childrenOf = (id: string): readonly string[] => [...(this.#children.get(id) ?? [])];

  #connect(id: string, parents: readonly string[]): void {
    const before = this.#parentsOf(id);
    if (before.length === parents.length && before.every((parent, place) => parent === parents[place])) return;
    for (const parent of before) {
      const children = this.#children.get(parent);
      children?.delete(id);
      if (children?.size === 0) this.#children.delete(parent);
    }
    for (const parent of parents) kept(this.#children, parent, () => new Set()).add(id);
    if (parents.length > 0) this.#parents.set(id, parents);
    else this.#parents.delete(id);
    this.#ancestors.clear();
    this.#behind.clear();
  }
}

/** What was worked out already, or is now. */
function kept<K, V>(known: Map<K, V>, key: K, work: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = work();
  known.set(key, made);
  return made;
}
