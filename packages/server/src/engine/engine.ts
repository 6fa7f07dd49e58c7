/**
 * The engine: holds the probe to what is configured, and the recorder to what the probe saw. Configuration reaches the
 * probe here and nowhere else, so the API, the config file and a restart all take effect in one way.
 */
import {
  type Clock,
  type JsonObject,
  type Monitor,
  type MonitorState,
  type Observation,
  SINGLE_ATTEMPT,
} from '@upwatch/core';
import {
  type AnyCheckType,
  type Assignment,
  type Batch,
  type Probe,
  type ProbeLimits,
  type ProbeListener,
  ThreadedProbe,
} from '@upwatch/probe';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { LiveBus } from '../live.ts';
import type { CoreStore, HistoryStore } from '../stores/port.ts';
import type { BeatWatch } from './beats/beat-watch.ts';
import type { KnownReferences, Naming } from '../vault/known-references.ts';
import { fileDescriptorRoom } from './self/file-descriptors.ts';
import { Freshness } from './freshness.ts';
import { isPassive, placesOf } from './looking-places.ts';
import { type IncidentActsOptions, incidentActs } from './routing/incident-acts.ts';
import type { MaintenanceWatch } from './holding/maintenance-watch.ts';
import type { Engine, LookRequest } from './port.ts';
import type { Recorder } from './recording/recorder.ts';

/** Looks that nobody stored belong to no monitor. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const LIMITS_SETTING = 'probe.limits';

/** All at once they would be a burst. */
const FIRST_AT_ONCE_MAX = 1000;

export interface EngineOptions extends IncidentActsOptions {
  readonly config: ServerConfig;
  readonly core: Pick<CoreStore, 'monitors' | 'settings' | 'incidents'>;
  readonly history: Pick<HistoryStore, 'stats' | 'forget'>;
  readonly recorder: Recorder;
  readonly maintenance: Pick<MaintenanceWatch, 'isPaused'>;
  /** Those that report by themselves. */
  readonly beats: Pick<BeatWatch, 'load' | 'set' | 'remove' | 'tokenOf' | 'tick'>;
  /** What settings name. */
  readonly references: Pick<KnownReferences, 'fillIn'>;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly checkTypes: readonly AnyCheckType[];
  readonly log: Logger;
  /** A monitor is new or was changed. */
  readonly onChanged?: (monitor: Monitor) => void;
  /** A monitor is gone, and what was to be told of it is cancelled. */
  readonly onDeleted: () => void;
  /** The probe doubts its own network, or does no more. */
  readonly onDoubt?: NonNullable<ProbeListener['onDoubt']>;
  /** A look failed for want of file descriptors, ports or memory. */
  readonly onScarcity?: () => void;
  /** File descriptors that looks may use together: may change while it runs. @default as the system says */
  readonly room?: () => number;
}

export interface RunningEngine extends Engine {
  /** Looks begin. @returns how many monitors there are */
  start(): Promise<number>;
  confirm(monitorId: string, slotMs: number): void;
  /** Maintenance pauses other checks than before. */
  pausesChanged(): void;
  /** What settings name is other than before: these are looked at anew, at once. */
  referencesChanged(isConcerned: (monitor: Naming) => boolean): void;
  setLive(isLive: boolean): void;
  /** To be called about once a second: follows the limit of file descriptors. */
  tick(): void;
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): RunningEngine {
  const { config, core, history, recorder, maintenance, beats, references, live, clock, checkTypes, log } = options;
  /** Every monitor, and the ids of those that the probe looks at. */
  const known = new Map<string, Monitor>();
  const assigned = new Set<string>();
  const types = new Map(checkTypes.map((type) => [type.type, type]));
  const { concurrency, concurrencyPerHost, queueMax } = config.probe;
  let asked: ProbeLimits = { concurrency, concurrencyPerHost, queueMax };
  const roomOf = options.room ?? fileDescriptorRoom;
  let room = roomOf();
  let limits = limitsWithin(asked, room);
  const freshness = new Freshness();
  const listener: ProbeListener = {
    onBatch: (batch: Batch) => {
      if (batch.observations.some((seen) => seen.failure?.code === 'probe.resources')) options.onScarcity?.();
      recorder.take(batch);
    },
    onPhase: (data) => live.publish({ type: 'phase', data }),
    onTrouble: (error) => log.error({ err: error }, 'the probe is in trouble'),
    onDoubt: (report) => {
      log.warn(report, report.isInDoubt ? 'our own network does not work' : 'our own network works again');
      options.onDoubt?.(report);
    },
  };
  const { region, anchors = [] } = config;
  const { threads, mayRunCommands = false } = config.probe;
  const { egress = 'private' } = config;
  const probe: Probe = new ThreadedProbe({ region, threads, limits, anchors, mayRunCommands, egress, listener });

  /** Settings are stored as they were said; defaults are filled in where they are used, so that they may change. */
  function assignmentOf(monitor: Monitor): Assignment | undefined {
    const type = types.get(monitor.type);
    const { config: settings, assertions, secrets, faults } = references.fillIn(monitor);
    const parsed = type?.config.safeParse(settings);
    if (!parsed?.success || faults.length > 0) {
      const reasons = faults.map(({ message }) => message);
      log.error(
        { monitor: monitor.name, type: monitor.type, ...(reasons.length > 0 && { reasons }) },
        'a stored monitor cannot be looked at: its settings are refused',
      );
      return undefined;
    }
    return {
      monitorId: monitor.id,
      key: monitor.key,
      generation: monitor.generation,
      type: monitor.type,
      config: parsed.data,
      ...(secrets.length > 0 && { secrets }),
      assertions,
      intervalMs: monitor.frequencySeconds * 1000,
    };
  }

  function isLookedAt(monitor: Monitor): boolean {
    return monitor.isEnabled && placesOf(monitor, options).manned.length > 0 && !isPaused(monitor);
  }

  function isHeard({ type }: Pick<Monitor, 'type'>): boolean {
    return isPassive(type, options);
  }

  /** What reports by itself is not given to the probe. */
  function hear(monitor: Monitor): void {
    const isListening = isLookedAt(monitor);
    beats.set(monitor, isListening);
    if (isListening) assigned.add(monitor.id);
    else assigned.delete(monitor.id);
  }

  function isPaused(monitor: Pick<Monitor, 'id' | 'tagIds'>): boolean {
    return maintenance.isPaused(monitor, clock.wall());
  }

  /** New in the config file: looked at at once, as one is that the API makes; so many together wait for their slots. */
  function neverLookedAt(monitors: readonly Monitor[]): readonly string[] {
    const unseen = monitors.filter(({ id }) => recorder.newestOf(id)?.newestSlotMs === undefined);
    return unseen.length > FIRST_AT_ONCE_MAX ? [] : unseen.map(({ id }) => id);
  }

  /** Gives the probe what it is to look at of some monitors, and takes what it is not. */
  function assign(monitors: Iterable<Monitor>, lookNow: readonly string[] = []): void {
    const set: Assignment[] = [];
    const remove: string[] = [];
    for (const monitor of monitors) {
      if (isHeard(monitor)) {
        hear(monitor);
        continue;
      }
      const assignment = isLookedAt(monitor) ? assignmentOf(monitor) : undefined;
      if (assignment) set.push(assignment);
      else remove.push(monitor.id);
    }
    for (const { monitorId, type, config: settings } of set) {
      assigned.add(monitorId);
      freshness.begin(monitorId, types.get(type)!.timeoutMs(settings), clock.wall());
    }
    for (const id of remove) {
      assigned.delete(id);
      freshness.end(id);
    }
    probe.assign({ set, remove, lookNow: lookNow.filter((id) => assigned.has(id)) });
  }

  return {
    async start() {
      const monitors = await core.monitors.all();
      await recorder.start();
      const kept = await core.settings.get(LIMITS_SETTING);
      if (kept) setLimits(kept);
      for (const monitor of monitors) known.set(monitor.id, monitor);
      await beats.load(monitors.filter(isHeard));
      assign(
        monitors.filter((monitor) => isLookedAt(monitor) || isHeard(monitor)),
        neverLookedAt(monitors),
      );
      return monitors.length;
    },
    // The probe does not know those that report by themselves: what they said once is no second failure.
    confirm: (monitorId, slotMs) => probe.confirm(monitorId, slotMs),
    setLive: (isLive) => probe.setLive(isLive),
    monitorChanged(monitor) {
      recorder.setMonitor(monitor);
      options.onChanged?.(monitor);
      known.set(monitor.id, monitor);
      assign([monitor], [monitor.id]);
      if (!isHeard(monitor)) return;
      beats.tokenOf(monitor).catch((error: unknown) => log.error({ err: error }, 'a job has no ping URL yet'));
    },
    // What goes on is looked at in its next slot: all at once would be a burst.
    pausesChanged: () => assign([...known.values()].filter((one) => isLookedAt(one) !== assigned.has(one.id))),
    referencesChanged(isConcerned) {
      const concerned = [...known.values()].filter((monitor) => isLookedAt(monitor) && isConcerned(monitor));
      assign(
        concerned,
        concerned.map(({ id }) => id),
      );
    },
    monitorDeleted(monitor) {
      known.delete(monitor.id);
      assigned.delete(monitor.id);
      beats.remove(monitor.id);
      freshness.end(monitor.id);
      probe.assign({ set: [], remove: [monitor.id] });
      recorder.removeMonitor(monitor.id);
      options.onDeleted();
      history
        .forget(monitor.key)
        .catch((error: unknown) => log.error({ err: error }, 'history could not be forgotten'));
    },
    stateOf: (id): MonitorState => recorder.stateOf(id),
    certificateOf: (id) => recorder.certificateOf(id),
    overdueMsOf(id) {
      const monitor = known.get(id);
      if (!monitor) return 0;
      const newestSlotMs = recorder.newestOf(id)?.newestSlotMs;
      return freshness.overdueMs(monitor, { newestSlotMs, nowMs: clock.wall() });
    },
    newestByRegion: () => recorder.newestByRegion(),
    statusOf: (monitor) =>
      monitor.isEnabled && !isPaused(known.get(monitor.id) ?? { id: monitor.id, tagIds: [] })
        ? recorder.stateOf(monitor.id).verdict
        : 'paused',
    look(request: LookRequest): Promise<Observation> {
      const { config: settings, assertions, secrets } = references.fillIn(request);
      const assignment = {
        monitorId: request.monitorId ?? NOBODY,
        key: 0,
        generation: 0,
        type: request.type,
        config: withDefaults({ type: request.type, config: settings }),
        ...(secrets.length > 0 && { secrets }),
        assertions,
        intervalMs: 60_000,
      };
      return probe.look(assignment, SINGLE_ATTEMPT);
    },
    ...incidentActs(options),
    async setLimits(change) {
      setLimits(change);
      // As it was asked: a later start may have more file descriptors.
      await core.settings.set(LIMITS_SETTING, { ...asked });
    },
    limits: () => limits,
    async stats() {
      const { buffered, lost } = history.stats();
      return {
        ...(await probe.stats()),
        committedTotal: recorder.stats().committed,
        historyBuffered: buffered,
        historyLost: lost,
      };
    },
    tick() {
      beats.tick();
      const now = roomOf();
      if (now === room) return;
      room = now;
      setLimits({});
      log.warn({ concurrency: limits.concurrency }, 'the limit of file descriptors was changed');
    },
    close: () => probe.close(),
  };

  function setLimits(change: Partial<ProbeLimits>): void {
    asked = { ...asked, ...change };
    limits = limitsWithin(asked, room);
    probe.setLimits(limits);
  }

  function withDefaults({ type, config: given }: Pick<LookRequest, 'type' | 'config'>): JsonObject {
    const parsed = types.get(type)?.config.safeParse(given);
    return parsed?.success ? parsed.data : given;
  }
}

/** Each look holds a socket: no more of them than there are file descriptors, with some left to serve with. */
function limitsWithin(asked: ProbeLimits, room: number): ProbeLimits {
  const { concurrency, concurrencyPerHost, queueMax } = asked;
  return { concurrency: Math.max(1, Math.min(concurrency, room)), concurrencyPerHost, queueMax };
}
