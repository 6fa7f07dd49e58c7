/**
 * An outbox beside that of alerts, in the form in which a dispatcher takes it: each thing that waits in it is told by
 * itself and is its own story, so that nothing is merged, held for quiet hours or told elsewhere.
 */
import type { AlertMessage, Delivery, JsonObject } from '@upwatch/core';
import type { DeliveryAttempt } from '../../stores/port.ts';
import type { DispatcherOptions } from './lane-work.ts';

/** What is kept of it. The incident of a delivery is the delivery itself; its channel names the lane that it waits in. */
interface OwnOutbox {
  delivery(id: string): Promise<Delivery | undefined>;
  /** Those that have not ended, in the order of their ids. */
  waiting(afterId: string | undefined, limit: number): Promise<readonly Delivery[]>;
  record(attempt: DeliveryAttempt, after: Delivery): Promise<void>;
  cancel(id: string, reason: string): Promise<void>;
  /** How what waits in a lane is sent; undefined where it is not sent any more. */
  channel(laneId: string): Promise<{ readonly type: string; readonly config: JsonObject } | undefined>;
}

export function ownOutbox(own: OwnOutbox): DispatcherOptions['store'] {
  return {
    outbox: {
      get: (id) => own.delivery(id),
      listByIncident: async (id) => {
        const found = await own.delivery(id);
        return found ? [found] : [];
      },
      attempts: async () => [],
      record: (attempt, delivery) => own.record(attempt, delivery),
      setStatus: (id, _status, reason = 'it was cancelled') => own.cancel(id, reason),
    },
    digests: {
      waiting: (afterId, limit) => own.waiting(afterId, limit),
      ofIncidents: async (_channelId, ids) =>
        (await Promise.all(ids.map((id) => own.delivery(id)))).filter((found) => found !== undefined),
      gather: () => Promise.reject(new Error('what waits here is never told together')),
      gathered: async () => [],
      standing: async () => 0,
      told: async () => ({ isAny: false }),
      toldSince: async () => [],
      recordMany: async (endings) => {
        for (const { attempt, delivery } of endings) await own.record(attempt, delivery);
      },
    },
    channels: {
      get: async (id) => {
        const channel = await own.channel(id);
        return channel && { ...channel, id, name: id, managedBy: 'API', createdAtMs: 0, updatedAtMs: 0 };
      },
      setBroken: async () => undefined,
    },
    incidents: { get: async () => undefined, list: async () => ({ items: [], total: 0 }) },
  };
}

/** A dispatcher knows messages: what is really sent hangs on one. */
export function messageOf({
  id,
  headline,
  occurredAtMs,
}: Pick<AlertMessage, 'headline' | 'occurredAtMs'> & { readonly id: string }): AlertMessage {
  return {
    kind: 'NOTICE',
    severity: 'DEGRADED',
    monitorName: '',
    target: '',
    monitorId: '',
    incidentId: id,
    headline,
    regions: [],
    startedAtMs: occurredAtMs,
    occurredAtMs,
  };
}
