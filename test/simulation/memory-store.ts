/**
 * What the engine keeps, in memory: the parts of the store's port that the recorder, the dispatcher and the watches
 * use. `memory-store.test.ts` and runs with `--store both` hold it to the SQLite store.
 */
import type { DeliveryStatus, Monitor } from '@upwatch/core';
import {
  type CoreStore,
  type KeptWindow,
  type NewMonitor,
  StoreRefusal,
} from '../../packages/server/src/stores/port.ts';
import { type MemoryBeats, memoryBeats } from './memory-beats.ts';
import { memoryDigests, noteAttempt, noteDelivery } from './memory-digests.ts';
import { type MemoryGroups, memoryGroups } from './memory-groups.ts';
import { byCreation, compact, isOpen, type MemoryTables } from './memory-tables.ts';

/** The parts that the engine uses. */
export interface EngineStore {
  readonly monitors: Pick<CoreStore['monitors'], 'all' | 'get' | 'create' | 'update' | 'changeMany'>;
  readonly channels: Pick<CoreStore['channels'], 'all' | 'get' | 'create' | 'setBroken'>;
  readonly states: CoreStore['states'];
  readonly incidents: Pick<CoreStore['incidents'], 'get' | 'list' | 'commit' | 'update'>;
  readonly commit: CoreStore['commit'];
  readonly certificates: CoreStore['certificates'];
  readonly outbox: Pick<
    CoreStore['outbox'],
    'attempts' | 'get' | 'listByIncident' | 'open' | 'record' | 'retry' | 'setStatus'
  >;
  readonly digests: CoreStore['digests'];
  readonly maintenance: Pick<CoreStore['maintenance'], 'all' | 'past' | 'create' | 'update' | 'delete'>;
  readonly notificationPolicies: Pick<CoreStore['notificationPolicies'], 'all' | 'create'>;
  readonly dispatches: Pick<CoreStore['dispatches'], 'listByIncident'>;
  readonly resourceGroups: MemoryGroups;
  readonly heartbeats: MemoryBeats;
}

/** The port over the tables. */
export function memoryStore(tables: MemoryTables, wall: () => number): EngineStore {
  const { monitors, channels, states, incidents, deliveries, windows, policies } = tables;
  const get = async <T>(value: T): Promise<T> => value;
  return {
    monitors: {
      all: () => get([...monitors.values()]),
      get: (id) => get(monitors.get(id)),
      create: async (given) => {
        const made = { ...given, key: monitors.size + 1, generation: 1, createdAtMs: wall(), updatedAtMs: wall() };
        monitors.set(made.id, made);
        return made;
      },
      update: async (id, change) => changedMonitor(id, change),
      // The engine makes none.
      changeMany: async (changes) =>
        changes.flatMap((one) => (one.type === 'update' ? changedMonitor(one.id, one.change) : [])),
    },
    channels: {
      all: () => get([...channels.values()]),
      get: (id) => get(channels.get(id)),
      create: async (given) => {
        const made = { ...given, createdAtMs: wall(), updatedAtMs: wall() };
        channels.set(made.id, made);
        return made;
      },
      setBroken: async (id, reason) => {
        const { brokenReason: _brokenReason, ...channel } = found(channels.get(id), 'channel', id);
        channels.set(id, { ...channel, ...(reason !== undefined && { brokenReason: reason }) });
      },
    },
    states: { all: () => get(new Map(states)) },
    incidents: {
      get: (id) => get(incidents.get(id)),
      list: async ({ monitorId, status, source }, { page, size }) => {
        const matching = [...incidents.values()].filter(
          (one) =>
            (!monitorId || one.monitorId === monitorId) &&
            (!status || one.status === status) &&
            (!source || one.source === source),
        );
        const inOrder = matching.toSorted((a, b) => b.startedAtMs - a.startedAtMs || (a.id < b.id ? 1 : -1));
        return { items: inOrder.slice(page * size, (page + 1) * size), total: matching.length };
      },
      commit: async (change) => {
        tables.apply(change);
      },
      update: async (id, change) => {
        const changed = change(found(incidents.get(id), 'incident', id));
        tables.apply({ ...changed, deliveries: [] });
        return changed.incident;
      },
    },
    commit: async (commits) => {
      for (const commit of commits) tables.apply(commit);
    },
    certificates: { all: () => get(new Map(tables.certificates)) },
    outbox: outboxOf(tables),
    digests: memoryDigests(tables),
    maintenance: {
      all: async () => [...windows.values()].filter(({ deletedAtMs }) => deletedAtMs === undefined).toSorted(byStart),
      past: async () => [...windows.values()].filter(({ deletedAtMs }) => deletedAtMs !== undefined).toSorted(byStart),
      create: async (content) => keptWindow(windows, { ...content, createdAtMs: wall(), updatedAtMs: wall() }),
      update: async (id, change) => {
        const current = found(windows.get(id), 'maintenance window', id);
        const { createdAtMs } = current;
        return keptWindow(windows, { ...change(current), id, createdAtMs, updatedAtMs: wall() });
      },
      delete: async (id) => {
        const { deletedAtMs: _deletedAtMs, ...window } = found(windows.get(id), 'maintenance window', id);
        if (window.startsAtMs > wall()) windows.delete(id);
        else windows.set(id, { ...window, deletedAtMs: wall(), updatedAtMs: wall() });
      },
    },
    notificationPolicies: {
      all: async () =>
        [...policies.values()].toSorted(
          (a, b) => b.priority - a.priority || a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1),
        ),
      create: async (given) => {
        const made = { ...given, createdAtMs: wall(), updatedAtMs: wall() };
        policies.set(made.id, made);
        return made;
      },
    },
    dispatches: {
      listByIncident: async (incidentId) =>
        [...tables.dispatches.values()]
          .filter((dispatch) => dispatch.incidentId === incidentId)
          .toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1)),
    },
    resourceGroups: memoryGroups(tables, wall),
    heartbeats: memoryBeats(tables),
  };

  function changedMonitor(id: string, change: (current: Monitor) => NewMonitor): Monitor {
    const current = found(monitors.get(id), 'monitor', id);
    const { key, generation, createdAtMs } = current;
    const changed = { ...change(current), key, generation: generation + 1, createdAtMs, updatedAtMs: wall() };
    monitors.set(id, changed);
    return changed;
  }

  function found<T>(value: T | undefined, kind: string, id: string): T {
    if (value === undefined) throw new StoreRefusal('not_found', `there is no ${kind} ${id}`);
    return value;
  }

  function outboxOf({ attempts }: MemoryTables): EngineStore['outbox'] {
    return {
      open: async (limit) =>
        [...tables.open]
          .map((id) => deliveries.get(id)!)
          .toSorted(byCreation)
          .slice(0, limit),
      get: (id) => get(deliveries.get(id)),
      listByIncident: (id) => get(tables.ofIncident(id)),
      attempts: async (id) =>
        (attempts.get(id) ?? []).toSorted((a, b) => a.attemptNumber - b.attemptNumber || (a.id < b.id ? -1 : 1)),
      record: async (attempt, delivery) => {
        const current = found(deliveries.get(delivery.id), 'delivery', delivery.id);
        noteAttempt(tables, attempt);
        const { status, attemptCount, lastAttemptAtMs, deliveredAtMs, errorMessage, nextRetryAtMs } = delivery;
        const isOver = current.status === 'CANCELLED' && isOpen(delivery);
        const changes = { attemptCount, lastAttemptAtMs, deliveredAtMs, errorMessage };
        const next = isOver ? undefined : nextRetryAtMs;
        tables.put(compact(current, { ...changes, nextRetryAtMs: next, status: isOver ? 'CANCELLED' : status }));
        noteDelivery(tables, attempt, delivery);
      },
      setStatus: async (id, status, errorMessage) => {
        const current = deliveries.get(id);
        if (!current || current.status === 'DELIVERED') return;
        const nextRetryAtMs = status === 'PENDING' || status === 'RETRY_PENDING' ? current.nextRetryAtMs : undefined;
        tables.put(compact(current, { status, nextRetryAtMs, ...(errorMessage !== undefined && { errorMessage }) }));
      },
      retry: async (id, nowMs) => {
        const current = found(deliveries.get(id), 'delivery', id);
        if (current.status === 'DELIVERED') throw new StoreRefusal('conflict', `delivery ${id} was delivered already`);
        const status: DeliveryStatus = current.attemptCount > 0 ? 'RETRY_PENDING' : 'PENDING';
        const again = compact(current, { status, nextRetryAtMs: nowMs });
        tables.put(again);
        tables.triedAgain.add(id);
        return again;
      },
    };
  }
}

function keptWindow(windows: Map<string, KeptWindow>, window: KeptWindow): KeptWindow {
  windows.set(window.id, window);
  return window;
}

function byStart(a: KeptWindow, b: KeptWindow): number {
  return a.startsAtMs - b.startsAtMs || (a.id < b.id ? -1 : 1);
}
