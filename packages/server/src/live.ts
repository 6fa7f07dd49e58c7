/** What is happening, as it happens: one bus from the engine to everyone who watches (the API's event stream). */
import type { Delivery, Incident, LookRow, MonitorState, Observation } from '@upwatch/core';
import type { PhaseEvent } from '@upwatch/probe';
import type { AuditedChange } from './stores/port.ts';

export type LiveEvent =
  | { readonly type: 'phase'; readonly data: PhaseEvent }
  | {
      readonly type: 'observation';
      readonly data: {
        readonly monitorId: string;
        readonly region: string;
        readonly row: LookRow;
        readonly observation?: Observation;
      };
    }
  | {
      readonly type: 'verdict';
      readonly data: { readonly monitorId: string; readonly state: MonitorState; readonly previous: MonitorState };
    }
  | { readonly type: 'incident'; readonly data: Incident }
  | { readonly type: 'delivery'; readonly data: Delivery }
  /** Somebody changed something: each line of the audit trail, once it is committed. */
  | { readonly type: 'change'; readonly data: AuditedChange };

/** Fans events out to listeners. Holds nothing back and keeps nothing: the event stream keeps its own window. */
export class LiveBus {
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #onInterest: (isWatched: boolean) => void;

  /** @param onInterest told when the first listener comes and the last one goes */
  constructor(onInterest: (isWatched: boolean) => void) {
    this.#onInterest = onInterest;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  publish(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns ends the subscription */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#onInterest(true);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#onInterest(false);
    };
  }
}
