/**
 * Which maintenance lasts now, in memory: it is asked for each monitor at each change and each second. Rules are worked
 * out when a window begins or ends, or is changed, and not before.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Clock, type Hold, type Monitor, sentence, timeOf } from '@upwatch/core';
import { covers, maintenanceSpans, nextStart, occurrenceAt, type Occurrence } from '@upwatch/core/maintenance';
import type { KeptWindow, MaintenanceStore, Span } from '../../stores/port.ts';

/** Longer reasons are cut in alerts. */
const REASON_SHOWN_MAX = 120;
const DAY_MS = 86_400_000;

export interface MaintenanceWatchOptions {
  readonly store: MaintenanceStore;
  readonly clock: Clock;
  /** Which resource groups a monitor is a member of. @default none */
  readonly groupsOf?: (monitorId: string) => readonly string[];
  /** Other windows last than before, or may. */
  readonly onChange?: () => void;
  /** Other checks are paused than before. */
  readonly onPauses: () => void;
  /** A window that cannot be followed; the others are. */
  readonly onTrouble: (error: Error) => void;
}

/** A window that lasts, and when it ends. */
export interface ActiveWindow {
  readonly window: KeptWindow;
  readonly untilMs: number;
}

/** What of a monitor says whether a window is on it. */
type Target = Pick<Monitor, 'id' | 'tagIds'>;

/** A window as far as it was worked out. */
interface Followed {
  readonly window: KeptWindow;
  readonly active: Occurrence | undefined;
  /** When it begins or ends next. */
  readonly changeMs: number;
}

/** Why a window holds what is told, as it is worded on a day: the text has the date of its end where that is another. */
interface Worded {
  readonly day: number;
  readonly hold: Hold;
}

export class MaintenanceWatch {
  readonly #options: MaintenanceWatchOptions;
  #followed: readonly Followed[] = [];
  #past: readonly KeptWindow[] = [];
  #active: readonly ActiveWindow[] = [];
  /** Of those that last and were asked for. */
  readonly #worded = new Map<ActiveWindow, Worded>();
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #changeMs = Number.POSITIVE_INFINITY;
  #pauses = '';
  /** Whether there may be windows on disk that are not known here. */
  #isStale = false;
  #isReloading = false;
  #loading: Promise<void> = Promise.resolve();

  constructor(options: MaintenanceWatchOptions) {
    this.#options = options;
  }

  /** Reads the windows there are. Before that there is no maintenance. */
  load(): Promise<void> {
    // One after the other: what was read earlier must not take the place of what was read later.
    const done = this.#loading.then(() => this.#load());
    this.#loading = done.catch(() => undefined);
    return done;
  }

  async #load(): Promise<void> {
    const { store, clock } = this.#options;
    this.#isStale = true;
    const [windows, past] = await Promise.all([store.all(), store.past()]);
    this.#isStale = false;
    const nowMs = clock.wall();
    const known = new Map(this.#followed.map((one) => [one.window.id, one]));
    // What was deleted changes no more: that it can be followed, and when it lasted, was worked out once.
    const knownPast = new Map(this.#past.map((one) => [one.id, one]));
    this.#past = past.flatMap((window) => knownPast.get(window.id) ?? (this.#follow(window, nowMs) ? [window] : []));
    this.#followed = windows.flatMap((window) => {
      const before = known.get(window.id);
      return before && isDeepStrictEqual(before.window, window) ? before : (this.#follow(window, nowMs) ?? []);
    });
    this.#takeStock(nowMs);
  }

  /** Follows the clock, which every question does too, and reads what could not be read. To be called about once a second. */
  tick(): void {
    this.#refresh(this.#options.clock.wall());
    if (!this.#isStale || this.#isReloading) return;
    this.#isReloading = true;
    void this.#reload().finally(() => (this.#isReloading = false));
  }

  /** Fulfils when what has begun is known. */
  async idle(): Promise<void> {
    await this.#loading;
  }

  /** What could not be read is read with the next tick: what was changed is kept, and whoever did it need not do it again. */
  async #reload(): Promise<void> {
    try {
      await this.load();
    } catch (cause) {
      this.#options.onTrouble(new Error('changed maintenance could not be followed', { cause }));
    }
  }

  /** The windows on a monitor that last at this instant, the last to end first. */
  activeOn(monitor: Target, nowMs: number): readonly ActiveWindow[] {
    this.#refresh(nowMs);
    if (this.#active.length === 0) return [];
    const target = this.#targetOf(monitor);
    return this.#active.filter(({ window }) => covers(window, target));
  }

  /** Whether a window is on a monitor, now or at any other time. */
  isOn(window: KeptWindow, monitor: Target): boolean {
    return covers(window, this.#targetOf(monitor));
  }

  /** Why nothing may be told of a monitor now, where maintenance is why. */
  holdOf(monitor: Target, nowMs: number): Hold | undefined {
    const active = this.activeOn(monitor, nowMs).find(({ window }) => window.suppressAlerts);
    if (!active) return undefined;
    const day = Math.floor(nowMs / DAY_MS);
    const known = this.#worded.get(active);
    if (known?.day === day) return known.hold;
    const hold = inWords(active, nowMs);
    this.#worded.set(active, { day, hold });
    return hold;
  }

  /** Whether a monitor is not to be looked at now. */
  isPaused(monitor: Target, nowMs: number): boolean {
    return this.activeOn(monitor, nowMs).some(({ window }) => window.pauseChecks);
  }

  /** What of a span was, or will be, maintenance of a monitor: without overlaps, oldest first. */
  spansOn(monitor: Target, span: Span): readonly Occurrence[] {
    const target = this.#targetOf(monitor);
    const windows = [...this.#followed.map(({ window }) => window), ...this.#past];
    return maintenanceSpans(
      windows.filter((window) => covers(window, target)),
      span,
    );
  }

  /** The store, with a changed window followed as soon as the change is kept. */
  get store(): MaintenanceStore {
    const { store } = this.#options;
    const followed = async <T>(change: Promise<T>): Promise<T> => {
      const result = await change;
      this.#isStale = true;
      await this.#reload();
      return result;
    };
    return {
      ...store,
      create: (window, actor) => followed(store.create(window, actor)),
      update: (id, change, actor) => followed(store.update(id, change, actor)),
      delete: (id, actor) => followed(store.delete(id, actor)),
    };
  }

  #targetOf(monitor: Target) {
    const { groupsOf } = this.#options;
    return { ...monitor, resourceGroupIds: groupsOf?.(monitor.id) ?? [] };
  }

  #refresh(nowMs: number): void {
    // A clock that was set back may have left a time that had begun.
    const isBack = nowMs < this.#checkedAtMs;
    if (!isBack && nowMs < this.#changeMs) return;
    this.#followed = this.#followed.map((one) =>
      isBack || nowMs >= one.changeMs ? (this.#follow(one.window, nowMs) ?? one) : one,
    );
    this.#takeStock(nowMs);
  }

  #takeStock(nowMs: number): void {
    this.#checkedAtMs = nowMs;
    this.#changeMs = Math.min(Number.POSITIVE_INFINITY, ...this.#followed.map(({ changeMs }) => changeMs));
    this.#active = this.#followed
      .flatMap(({ window, active }) => (active ? [{ window, untilMs: active.endMs }] : []))
      .toSorted((a, b) => b.untilMs - a.untilMs);
    this.#worded.clear();
    this.#options.onChange?.();
    const pausing = this.#active.filter(({ window }) => window.pauseChecks);
    const pauses = pausing.map(({ window }) => `${window.id} ${window.updatedAtMs}`).join();
    if (pauses === this.#pauses) return;
    this.#pauses = pauses;
    this.#options.onPauses();
  }

  /** The zones that a machine knows change with its Node: what was taken once may be refused later. */
  #follow(window: KeptWindow, nowMs: number): Followed | undefined {
    try {
      const active = occurrenceAt(window, nowMs);
      return { window, active, changeMs: active?.endMs ?? nextStart(window, nowMs) ?? Number.POSITIVE_INFINITY };
    } catch (cause) {
      this.#options.onTrouble(new Error(`the maintenance window ${window.id} cannot be followed`, { cause }));
      return undefined;
    }
  }
}

function inWords({ window, untilMs }: ActiveWindow, nowMs: number): Hold {
  const said = window.reason ?? window.name;
  const why = said === undefined ? '' : sentence('hold.why', { reason: inOneLine(said) });
  const what = sentence('hold.maintenance', { until: timeOf(untilMs, nowMs), why });
  return { because: 'maintenance', what, untilMs };
}

function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= REASON_SHOWN_MAX ? line : `${line.slice(0, REASON_SHOWN_MAX - 1)}…`;
}
