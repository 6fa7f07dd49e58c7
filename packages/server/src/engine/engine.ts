/**
 * The engine: holds the probe to what is configured, and the recorder to what the probe saw. Configuration reaches the
 * probe here and nowhere else, so the API, the config file and a restart all take effect in one way.
 */
import {
  type Clock,
  initialState,
  type JsonObject,
  type Monitor,
  type MonitorState,
  type Observation,
  resolveManually,
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
import { type CoreStore, type HistoryStore, StoreRefusal } from '../stores/port.ts';
import { fileDescriptorRoom } from './file-descriptors.ts';
import type { Engine, LookRequest } from './port.ts';
import type { Recorder } from './recorder.ts';

/** Looks that nobody stored belong to no monitor. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const LIMITS_SETTING = 'probe.limits';

export interface EngineOptions {
  readonly config: ServerConfig;
  readonly core: Pick<CoreStore, 'monitors' | 'settings' | 'incidents'>;
  readonly history: Pick<HistoryStore, 'stats' | 'forget'>;
  readonly recorder: Recorder;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly checkTypes: readonly AnyCheckType[];
  readonly log: Logger;
  /** A monitor is gone, and what was to be told of it is cancelled. */
  readonly onDeleted: () => void;
}

export interface RunningEngine extends Engine {
  /** Looks begin. @returns how many monitors there are */
  start(): Promise<number>;
  confirm(monitorId: string, slotMs: number): void;
  setLive(isLive: boolean): void;
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): RunningEngine {
  const { config, core, history, recorder, live, clock, checkTypes, log } = options;
  const types = new Map(checkTypes.map((type) => [type.type, type]));
  const { concurrency, concurrencyPerHost, queueMax } = config.probe;
  let asked: ProbeLimits = { concurrency, concurrencyPerHost, queueMax };
  let limits = limitsWithin(asked);
  const listener: ProbeListener = {
    onBatch: (batch: Batch) => recorder.take(batch),
    onPhase: (data) => live.publish({ type: 'phase', data }),
    onTrouble: (error) => log.error({ err: error }, 'the probe is in trouble'),
  };
  const probe: Probe = new ThreadedProbe({ region: config.region, threads: config.probe.threads, limits, listener });

  /** Settings are stored as they were said; defaults are filled in where they are used, so that they may change. */
  function assignmentOf(monitor: Monitor): Assignment | undefined {
    const type = types.get(monitor.type);
    const parsed = type?.config.safeParse(monitor.config);
    if (!parsed?.success) {
      log.error(
        { monitor: monitor.name, type: monitor.type },
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
      assertions: monitor.assertions,
      intervalMs: monitor.frequencySeconds * 1000,
    };
  }

  function isLookedAt(monitor: Monitor): boolean {
    return monitor.isEnabled && monitor.regions.includes(config.region);
  }

  return {
    async start() {
      const monitors = await core.monitors.all();
      await recorder.start();
      const kept = await core.settings.get(LIMITS_SETTING);
      if (kept) setLimits(kept);
      const set = monitors.filter(isLookedAt).flatMap((monitor) => assignmentOf(monitor) ?? []);
      probe.assign({ set, remove: [] });
      return monitors.length;
    },
    confirm: (monitorId, slotMs) => probe.confirm(monitorId, slotMs),
    setLive: (isLive) => probe.setLive(isLive),
    monitorChanged(monitor) {
      recorder.setMonitor(monitor);
      const assignment = isLookedAt(monitor) ? assignmentOf(monitor) : undefined;
      if (assignment) probe.assign({ set: [assignment], remove: [], lookNow: [monitor.id] });
      else probe.assign({ set: [], remove: [monitor.id] });
    },
    monitorDeleted(monitor) {
      probe.assign({ set: [], remove: [monitor.id] });
      recorder.removeMonitor(monitor.id);
      options.onDeleted();
      history
        .forget(monitor.key)
        .catch((error: unknown) => log.error({ err: error }, 'history could not be forgotten'));
    },
    stateOf: (id): MonitorState => recorder.stateOf(id),
    statusOf: (monitor) => (monitor.isEnabled ? recorder.stateOf(monitor.id).verdict : 'paused'),
    look: (request: LookRequest): Promise<Observation> =>
      probe.look(
        {
          monitorId: request.monitorId ?? NOBODY,
          key: 0,
          generation: 0,
          type: request.type,
          config: withDefaults(request),
          assertions: request.assertions,
          intervalMs: 60_000,
        },
        SINGLE_ATTEMPT,
      ),
    async resolveIncident(incidentId, body, actor) {
      const incident = await core.incidents.get(incidentId);
      if (!incident) throw new StoreRefusal('not_found', `there is no incident ${incidentId}`);
      const by = { name: actor };
      if (incident.monitorId !== undefined && (await core.monitors.get(incident.monitorId))) {
        return recorder.amend(
          incident.monitorId,
          (now) => {
            // The row may have changed since it was read: what the recorder holds is newer.
            const newest = now.incident?.id === incident.id ? now.incident : incident;
            return resolveManually({ ...now.telling, state: now.state, incident: newest, body });
          },
          by,
        );
      }
      const nowMs = Math.floor(clock.wall());
      const nothing = {
        state: initialState(0, nowMs),
        monitor: { id: '', name: incident.title, target: '' },
        channels: [],
      };
      const { state: _, ...ended } = resolveManually({ ...nothing, incident, body, nowMs, newId: options.newId });
      return core.incidents.commit(ended, by);
    },
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
    close: () => probe.close(),
  };

  function setLimits(change: Partial<ProbeLimits>): void {
    asked = { ...asked, ...change };
    limits = limitsWithin(asked);
    probe.setLimits(limits);
  }

  function withDefaults({ type, config: given }: LookRequest): JsonObject {
    const parsed = types.get(type)?.config.safeParse(given);
    return parsed?.success ? parsed.data : given;
  }
}

/** Each look holds a socket: no more of them than there are file descriptors, with some left to serve with. */
function limitsWithin(asked: ProbeLimits): ProbeLimits {
  const { concurrency, concurrencyPerHost, queueMax } = asked;
  return { concurrency: Math.max(1, Math.min(concurrency, fileDescriptorRoom())), concurrencyPerHost, queueMax };
}
