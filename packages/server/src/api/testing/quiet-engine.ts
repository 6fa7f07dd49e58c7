/** An engine for tests of the API: it looks at nothing, says what a test wants to hear, and remembers what it was told. */
import { initialState, type Monitor, type MonitorState, type Observation, type Verdict } from '@upwatch/core';
import type { ProbeLimits } from '@upwatch/probe';
import type { Engine, LookRequest } from '../../engine/port.ts';
import type { CoreStore } from '../../stores/port.ts';

export interface QuietEngine extends Engine {
  readonly changed: Monitor[];
  readonly deleted: Monitor[];
  readonly looks: LookRequest[];
  readonly verdicts: Map<string, Verdict>;
  /** What the next look shows. */
  nextLook: (request: LookRequest) => Promise<Observation>;
}

export function quietEngine(core: CoreStore): QuietEngine {
  let limits: ProbeLimits = { concurrency: 2048, concurrencyPerHost: 32, queueMax: 10_000 };
  const engine: QuietEngine = {
    changed: [],
    deleted: [],
    looks: [],
    verdicts: new Map(),
    nextLook: async () => observationOf({}),
    monitorChanged: (monitor) => void engine.changed.push(monitor),
    monitorDeleted: (monitor) => void engine.deleted.push(monitor),
    stateOf: (id): MonitorState => ({ ...initialState(1, 0), verdict: engine.verdicts.get(id) ?? 'unknown' }),
    statusOf: ({ id, isEnabled }) => (isEnabled ? (engine.verdicts.get(id) ?? 'unknown') : 'paused'),
    look: async (request) => {
      engine.looks.push(request);
      return engine.nextLook(request);
    },
    resolveIncident: async (id, body, actor) => {
      const incident = (await core.incidents.get(id))!;
      const atMs = incident.startedAtMs + 1000;
      const resolved = { ...incident, status: 'RESOLVED', resolutionReason: 'MANUAL', resolvedAtMs: atMs } as const;
      const line = { id: crypto.randomUUID(), incidentId: id, newStatus: 'RESOLVED', createdBy: 'USER' } as const;
      const update = { ...line, ...(body !== undefined && { body }), notifySubscribers: false, createdAtMs: atMs };
      await core.incidents.commit({ incident: resolved, updates: [update], deliveries: [] }, { name: actor });
    },
    setLimits: async (changes) => void (limits = { ...limits, ...changes }),
    limits: () => limits,
    stats: async () => ({
      running: 1,
      queued: 0,
      assigned: 0,
      looksTotal: 7,
      skippedTotal: 0,
      latenessP99Ms: 2,
      loopDelayP99Ms: 1,
      committedTotal: 3,
      historyBuffered: 0,
      historyLost: 0,
    }),
  };
  return engine;
}

/** A look that went well, or as given. */
export function observationOf(given: Partial<Observation>): Observation {
  const phases = { dnsMs: 1.25, tcpMs: 2.5, ttfbMs: 10, downloadMs: 0.5, totalMs: 14.25 };
  return {
    monitorId: '',
    region: 'local',
    slotMs: 1_767_225_600_000,
    generation: 1,
    kind: 'manual',
    startedAtMs: 1_767_225_600_001,
    latenessMs: 1,
    phases,
    attempts: [{ startedAtMs: 1_767_225_600_001, phases, statusCode: 200 }],
    facts: { statusCode: 200, headers: { 'content-type': 'text/plain' }, bodyBytes: 2, remoteAddress: '127.0.0.1' },
    assertions: [],
    ...given,
  };
}
