/** A store that keeps what was committed, whole, as text, and nothing else. */
import type { Delivery, Incident, IncidentUpdate, MonitorState, Plan } from '@upwatch/core';

/** What one look changed. */
export interface Commit extends Omit<Plan, 'state'> {
  readonly monitorId: string;
  readonly state: MonitorState;
}

export class Store {
  readonly incidents = new Map<string, Incident>();
  readonly updates: IncidentUpdate[] = [];
  readonly outbox = new Map<string, Delivery>();
  readonly #open = new Map<string, Delivery>();
  readonly #states = new Map<string, string>();

  /** All or nothing: there is no effect between its lines that could fail. */
  commit(commit: Commit): void {
    this.keepState(commit);
    this.keepDeliveries(commit);
  }

  /** The first half of a transaction that is none: for showing that the invariants see it. */
  keepState({ monitorId, state, incident, updates }: Commit): void {
    this.#states.set(monitorId, JSON.stringify(state));
    if (incident) this.incidents.set(incident.id, JSON.parse(JSON.stringify(incident)) as Incident);
    this.updates.push(...updates);
  }

  keepDeliveries({ deliveries }: Commit): void {
    for (const delivery of deliveries) if (!this.outbox.has(delivery.key)) this.record(delivery);
  }

  state(monitorId: string): MonitorState | undefined {
    const text = this.#states.get(monitorId);
    return text === undefined ? undefined : (JSON.parse(text) as MonitorState);
  }

  stateBytes(monitorId: string): number {
    return this.#states.get(monitorId)?.length ?? 0;
  }

  record(delivery: Delivery): void {
    this.outbox.set(delivery.key, delivery);
    if (delivery.status === 'DELIVERED') this.#open.delete(delivery.key);
    else this.#open.set(delivery.key, delivery);
  }

  open(): Delivery[] {
    return [...this.#open.values()];
  }
}
