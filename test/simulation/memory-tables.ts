/** The tables of the store in memory. */
import type {
  Delivery,
  Dispatch,
  GroupState,
  Incident,
  IncidentUpdate,
  KnownCertificate,
  Monitor,
  MonitorState,
  NotificationPolicy,
  ResourceGroup,
} from '@upwatch/core';
import type { Signal } from '@upwatch/core/heartbeat';
import type {
  Channel,
  CoreStore,
  DeliveryAttempt,
  GroupCommit,
  GroupMember,
  KeptHeartbeat,
  KeptWindow,
} from '../../packages/server/src/stores/port.ts';

/** Of a look, or of a person, who need not name a monitor. */
export type CommitPart = Parameters<CoreStore['incidents']['commit']>[0];

/** What was kept of a monitor before a commit. */
export interface Before {
  readonly state: MonitorState | undefined;
  /** The row that the commit writes. */
  readonly row: Incident | undefined;
}

/** Told of each commit that is kept, at once. @param group what is kept of a group with it */
export type OnKept = (commit: CommitPart, before: Before, group?: GroupCommit) => void;

/** The tables, for whoever checks them. Rows are never changed in place. */
export class MemoryTables {
  readonly #onKept: OnKept;
  readonly monitors = new Map<string, Monitor>();
  readonly channels = new Map<string, Channel>();
  readonly states = new Map<string, MonitorState>();
  readonly incidents = new Map<string, Incident>();
  readonly updates = new Map<string, IncidentUpdate>();
  readonly deliveries = new Map<string, Delivery>();
  readonly attempts = new Map<string, DeliveryAttempt[]>();
  readonly dispatches = new Map<string, Dispatch>();
  readonly policies = new Map<string, NotificationPolicy>();
  readonly windows = new Map<string, KeptWindow>();
  readonly groups = new Map<string, ResourceGroup>();
  readonly members: GroupMember[] = [];
  readonly groupStates = new Map<string, GroupState>();
  readonly beats = new Map<string, KeptHeartbeat>();
  /** By monitor, what was reported of it. */
  readonly signals = new Map<string, Signal[]>();
  /** By incident, the ids of its alerts. */
  readonly alertsOf = new Map<string, string[]>();
  /** By digest, the ids of its alerts. */
  readonly alertsOfDigest = new Map<string, Set<string>>();
  /** Alerts by key. */
  readonly keys = new Map<string, string>();
  readonly certificates = new Map<string, readonly KnownCertificate[]>();
  readonly open = new Set<string>();
  /** The alerts that a person has tried again. */
  readonly triedAgain = new Set<string>();

  constructor(onKept: OnKept = () => undefined) {
    this.#onKept = onKept;
  }

  ofIncident(incidentId: string): Delivery[] {
    return (this.alertsOf.get(incidentId) ?? []).map((id) => this.deliveries.get(id)!).toSorted(bySequence);
  }

  ofDigest(digestId: string): Delivery[] {
    return [...(this.alertsOfDigest.get(digestId) ?? [])].map((id) => this.deliveries.get(id)!);
  }

  /** The windows that were announced of a monitor. */
  windowsOn(monitorId: string): readonly KeptWindow[] {
    return [...this.windows.values()].filter(
      ({ monitorIds }) => monitorIds.length === 0 || monitorIds.includes(monitorId),
    );
  }

  put(delivery: Delivery): void {
    const { id, incidentId, digestId } = delivery;
    const before = this.deliveries.get(id);
    if (!before) listed(this.alertsOf, incidentId, () => []).push(id);
    if (before?.digestId !== undefined && before.digestId !== digestId)
      this.alertsOfDigest.get(before.digestId)!.delete(id);
    if (digestId !== undefined) listed(this.alertsOfDigest, digestId, () => new Set<string>()).add(id);
    this.deliveries.set(id, delivery);
    if (isOpen(delivery)) this.open.add(id);
    else this.open.delete(id);
  }

  /** One transaction's worth of one monitor. @returns false when the monitor is gone */
  apply(commit: CommitPart): boolean {
    const { monitorId, state, incident } = commit;
    const before = {
      state: monitorId === undefined ? undefined : this.states.get(monitorId),
      row: incident && this.incidents.get(incident.id),
    };
    if (monitorId !== undefined && state) {
      if (!this.monitors.has(monitorId)) return false;
      this.states.set(monitorId, state);
      if (commit.certificates) this.certificates.set(monitorId, commit.certificates);
    }
    this.#write(commit);
    this.#onKept(commit, before);
    return true;
  }

  /** The same of a group. */
  applyGroup(change: GroupCommit): void {
    const { groupId, state, ...commit } = change;
    if (!this.groups.has(groupId)) return;
    const { incident } = commit;
    const before = { state: undefined, row: incident && this.incidents.get(incident.id) };
    this.groupStates.set(groupId, state);
    this.#write(commit);
    this.#onKept(commit, before, change);
  }

  /** What is kept whosever it is. */
  #write({ incident, ...commit }: CommitPart): void {
    if (incident) this.incidents.set(incident.id, incident);
    for (const update of commit.updates) if (!this.updates.has(update.id)) this.updates.set(update.id, update);
    if (commit.cancelDeliveriesOf !== undefined)
      for (const alert of this.ofIncident(commit.cancelDeliveriesOf)) this.#cancel(alert, 'no longer true');
    for (const dispatch of commit.dispatches ?? []) this.dispatches.set(dispatch.id, dispatch);
    for (const id of commit.cancelDispatches ?? []) this.#cancelOf(id);
    for (const delivery of commit.deliveries) this.insert(delivery);
  }

  insert(delivery: Delivery): void {
    if (this.keys.has(delivery.key) || !this.channels.has(delivery.channelId)) return;
    this.keys.set(delivery.key, delivery.id);
    this.put(delivery);
  }

  #cancelOf(dispatchId: string): void {
    const { incidentId } = this.dispatches.get(dispatchId) ?? {};
    for (const alert of this.ofIncident(incidentId ?? ''))
      if (alert.dispatchId === dispatchId && alert.kind !== 'INCIDENT_RESOLVED')
        this.#cancel(alert, 'it was acknowledged');
  }

  #cancel(alert: Delivery, errorMessage: string): void {
    if (!isOpen(alert)) return;
    const { nextRetryAtMs: _nextRetryAtMs, ...rest } = alert;
    this.put({ ...rest, status: 'CANCELLED', errorMessage });
  }
}

export function listed<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  const known = all.get(key) ?? make();
  all.set(key, known);
  return known;
}

export function isOpen({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

export function bySequence(a: Delivery, b: Delivery): number {
  return a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}

export function byCreation(a: Delivery, b: Delivery): number {
  return a.createdAtMs - b.createdAtMs || bySequence(a, b);
}

/** A row with changes of which undefined means that it has no such field any more. */
export function compact<T extends object>(row: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const changed = Object.entries({ ...row, ...changes }).filter(([, value]) => value !== undefined);
  // Only fields that a row may lack are changed to undefined.
  return Object.fromEntries(changed) as T;
}
