import type { AuditedChange, AuditEntry } from '../../stores/port.ts';
import { isoTime } from './time.ts';

/** A change, without its place in the trail: as it is told live. */
export function presentChange(change: AuditedChange) {
  return {
    actorId: change.actorId ?? null,
    action: change.action,
    resourceType: change.resourceType,
    resourceId: change.resourceId,
    resourceName: change.resourceName ?? null,
    createdAt: isoTime(change.atMs),
    actor: change.actor,
  };
}

/** A line of the audit trail. */
export function presentAuditEntry(entry: AuditEntry) {
  return {
    id: entry.number,
    ...presentChange(entry),
    actorType: entry.actorType ?? null,
    actorEmail: entry.actorEmail ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
  };
}
