/** An engine for tests of the API: it looks at nothing, says what a test wants to hear, and remembers what it was told. */
import {
  acknowledgeByHand,
  changeSeverityByHand,
  initialState,
  type KnownCertificate,
  type Monitor,
  type MonitorState,
  type Observation,
  unacknowledgeByHand,
  type Verdict,
} from '@upwatch/core';
import type { ProbeLimits } from '@upwatch/probe';
import { forensicsOfPerson } from '../../engine/recording/forensics.ts';
import type { Engine, LookRequest } from '../../engine/port.ts';
import type { CoreStore } from '../../stores/port.ts';

export interface QuietEngine extends Engine {
  readonly changed: Monitor[];
  readonly deleted: Monitor[];
  readonly looks: LookRequest[];
  readonly verdicts: Map<string, Verdict>;
  /** By monitor's id, where not as after a start. */
  readonly states: Map<string, MonitorState>;
  readonly certificates: Map<string, KnownCertificate>;
  /** By monitor's id, milliseconds. */
  readonly overdue: Map<string, number>;
  /** By region, epoch milliseconds. */
  readonly newest: Map<string, number>;
  /** What the next look shows. */
  nextLook: (request: LookRequest) => Promise<Observation>;
}

export function quietEngine(core: CoreStore, newId: () => string): QuietEngine {
  let limits: ProbeLimits = { concurrency: 2048, concurrencyPerHost: 32, queueMax: 10_000 };
  const engine: QuietEngine = {
    changed: [],
    deleted: [],
    looks: [],
    verdicts: new Map(),
    states: new Map(),
    certificates: new Map(),
    overdue: new Map(),
    newest: new Map(),
    nextLook: async () => observationOf({}),
    monitorChanged: (monitor) => void engine.changed.push(monitor),
    monitorDeleted: (monitor) => void engine.deleted.push(monitor),
    stateOf: (id): MonitorState =>
      engine.states.get(id) ?? { ...initialState(1, 0), verdict: engine.verdicts.get(id) ?? 'unknown' },
    certificateOf: (id) => engine.certificates.get(id),
    newestByRegion: () => engine.newest,
    overdueMsOf: (id) => engine.overdue.get(id) ?? 0,
    statusOf: ({ id, isEnabled }) => (isEnabled ? (engine.verdicts.get(id) ?? 'unknown') : 'paused'),
    look: async (request) => {
      engine.looks.push(request);
      return engine.nextLook(request);
    },
    openIncident: async (incident, update, actor) => {
      const { createdAtMs: nowMs, monitorId } = incident;
      const monitor = monitorId === undefined ? undefined : await core.monitors.get(monitorId);
      const by = { nowMs, newId, engineVersion: '0.1.0', before: undefined, body: update.body };
      const forensics = monitor && forensicsOfPerson({ ...by, monitor, after: incident });
      const change = { incident, updates: [update], deliveries: [], ...(forensics && { forensics }) };
      await core.incidents.commit(change, { name: actor });
    },
    acknowledgeIncident: async (id, how) => {
      const plan = acknowledgeByHand({ ...(await toldOf(core, id)), ...how });
      if (plan) await core.incidents.commit(plan, { name: how.by });
      return plan !== undefined;
    },
    unacknowledgeIncident: async (id, how) => {
      const plan = unacknowledgeByHand({ ...(await toldOf(core, id)), ...how });
      if (plan) await core.incidents.commit(plan, { name: how.by });
    },
    changeSeverity: async (id, how) => {
      const plan = changeSeverityByHand({ ...(await toldOf(core, id)), ...how });
      if (plan) await core.incidents.commit(plan, { name: how.by });
      return plan !== undefined;
    },
    updateIncident: ({ id }, change, actor) => core.incidents.update(id, change, actor),
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

/** An incident half a second after it began, with what is kept of telling it. */
async function toldOf(core: CoreStore, id: string) {
  const incident = (await core.incidents.get(id))!;
  return {
    incident,
    deliveries: await core.outbox.listByIncident(id),
    dispatches: await core.dispatches.listByIncident(id),
    monitor: { id: incident.monitorId ?? '', name: incident.title, target: '' },
    channels: [],
    nowMs: incident.startedAtMs + 500,
    newId: () => crypto.randomUUID(),
  };
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
