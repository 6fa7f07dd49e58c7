/** What of the store in memory is told together. */
import type { Delivery } from '@upwatch/core';
import type { DeliveryAttempt, DigestStore, ToldMessage, WaitingAlert } from '../../packages/server/src/stores/port.ts';
import { byCreation, bySequence, compact, isOpen, listed, type MemoryTables } from './memory-tables.ts';

type Ending = Parameters<DigestStore['recordMany']>[0][number];

const DAY_MS = 86_400_000;

export function memoryDigests(tables: MemoryTables): DigestStore {
  const { deliveries, incidents } = tables;
  const membersOf = (digestId: string): Delivery[] => tables.ofDigest(digestId);
  return {
    waiting: async (afterId, limit) => {
      const ids = [...tables.open].filter((id) => afterId === undefined || id > afterId).toSorted();
      return ids.slice(0, limit).map((id) => withoutWords(deliveries.get(id)!, tables));
    },
    ofIncidents: async (channelId, ids) =>
      [...new Set(ids)]
        .flatMap((id) => tables.ofIncident(id))
        .filter((alert) => alert.channelId === channelId)
        .toSorted(bySequence),
    gather: async (digestId, { ids, toldIds }) => {
      const part = Math.max(0, ...membersOf(digestId).map(({ digestPart }) => digestPart ?? 0)) + 1;
      for (const id of ids) {
        const alert = deliveries.get(id);
        if (alert && isOpen(alert)) tables.put({ ...alert, digestId, digestPart: part });
      }
      for (const id of toldIds) {
        const alert = deliveries.get(id);
        if (alert?.status === 'DELIVERED' && alert.digestId === undefined)
          tables.put({ ...alert, digestId, digestPart: 0 });
      }
      return part;
    },
    gathered: async (digestId, part) =>
      membersOf(digestId)
        .filter((alert) => alert.digestPart === part && isOpen(alert))
        .toSorted(byCreation),
    standing: async (digestId) => {
      const counted = membersOf(digestId).filter(
        ({ kind, status }) =>
          (kind === 'INCIDENT_CREATED' || kind === 'INCIDENT_REOPENED') &&
          (status === 'PENDING' || status === 'RETRY_PENDING' || status === 'DELIVERED'),
      );
      const standing = counted.filter(({ incidentId }) => {
        const status = incidents.get(incidentId)?.status;
        return status !== undefined && status !== 'RESOLVED';
      });
      return new Set(standing.map(({ incidentId }) => incidentId)).size;
    },
    told: async (digestId) => {
      const arrived = membersOf(digestId).filter(({ status }) => status === 'DELIVERED');
      const named = arrived.filter(({ digestPart }) => (digestPart ?? 0) > 0);
      const newestFirst = named.toSorted((a, b) => (b.digestPart ?? 0) - (a.digestPart ?? 0));
      for (const { id } of newestFirst) {
        const externalId = tables.attempts.get(id)?.find((attempt) => attempt.externalId !== undefined)?.externalId;
        if (externalId !== undefined) return { isAny: true, externalId };
      }
      return { isAny: arrived.length > 0 };
    },
    toldSince: async (sinceMs) => toldSince(tables, sinceMs),
    recordMany: async (endings) => {
      for (const ending of endings) recordOne(tables, ending);
      const last = endings.at(-1);
      if (last) noteDelivery(tables, last.attempt, last.delivery);
    },
  };
}

function toldSince({ deliveries }: MemoryTables, sinceMs: number): readonly ToldMessage[] {
  const arrived = [...deliveries.values()].filter(
    ({ status, createdAtMs, deliveredAtMs }) =>
      status === 'DELIVERED' && createdAtMs >= sinceMs - DAY_MS && (deliveredAtMs ?? -Infinity) >= sinceMs,
  );
  const messages = Map.groupBy(arrived, ({ channelId, digestId, digestPart, id }) =>
    digestPart ? `${channelId} ${digestId} ${digestPart}` : `${channelId} ${id}`,
  );
  const told = [...messages.values()].map((members): ToldMessage => {
    const { channelId, digestId, digestPart } = members[0]!;
    return {
      channelId,
      deliveryId: members.map(({ id }) => id).toSorted()[0]!,
      kind: members
        .map(({ kind }) => kind)
        .toSorted()
        .at(-1)!,
      deliveredAtMs: Math.max(...members.map(({ deliveredAtMs }) => deliveredAtMs ?? 0)),
      ...(digestPart && digestId !== undefined ? { digestId } : {}),
    };
  });
  return told.toSorted((a, b) => a.deliveredAtMs - b.deliveredAtMs);
}

function recordOne(tables: MemoryTables, { attempt, delivery }: Ending): void {
  const current = tables.deliveries.get(delivery.id);
  if (!current) return;
  noteAttempt(tables, attempt);
  const isKept = current.status === 'DELIVERED' || (current.status === 'CANCELLED' && delivery.status !== 'DELIVERED');
  if (isKept) return;
  const { status, attemptCount, lastAttemptAtMs, deliveredAtMs, errorMessage, nextRetryAtMs } = delivery;
  const { digestId, digestPart } = delivery;
  const changes = { status, attemptCount, lastAttemptAtMs, deliveredAtMs, errorMessage, nextRetryAtMs };
  tables.put(compact(current, { ...changes, digestId, digestPart }));
}

/** An attempt is kept once. */
export function noteAttempt({ attempts }: MemoryTables, attempt: DeliveryAttempt): void {
  const known = listed(attempts, attempt.deliveryId, () => []);
  if (!known.some(({ id }) => id === attempt.id)) known.push(attempt);
}

/** What a channel did last. */
export function noteDelivery(
  { channels }: MemoryTables,
  attempt: DeliveryAttempt,
  { channelId, status }: Delivery,
): void {
  const { brokenReason, ...channel } = channels.get(channelId) ?? {};
  if (!('id' in channel)) return;
  const isMended = attempt.status === 'sent' || brokenReason === undefined;
  const last = { lastDeliveryAtMs: Math.round(attempt.attemptedAtMs), lastDeliveryStatus: status };
  channels.set(channelId, { ...channel, ...last, ...(!isMended && { brokenReason }) });
}

/** As far as it is read of what waits. */
function withoutWords(delivery: Delivery, tables: MemoryTables): WaitingAlert {
  const { key: _key, message: _message, errorMessage: _error, deliveredAtMs: _at, ...more } = delivery;
  const { dispatchId: _dispatchId, stepNumber: _stepNumber, fireCount: _fireCount, ...alert } = more;
  if (alert.sequence === 0 && alert.kind !== 'INCIDENT_RESOLVED') return alert;
  const told = tables
    .ofIncident(alert.incidentId)
    .findLast(({ channelId, status }) => channelId === alert.channelId && status === 'DELIVERED');
  if (!told || told.sequence >= alert.sequence) return alert;
  const { kind, sequence, digestId } = told;
  return { ...alert, told: { kind, sequence, ...(digestId !== undefined && { digestId }) } };
}
