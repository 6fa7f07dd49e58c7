/**
 * Sees to it that somebody hears: when every channel of a step has failed, its policy's fallback is told (row A07). The
 * steps themselves are fired by the recorder's tick, because they follow from the state that it holds.
 */
import { type Delivery, escalateToFallback, type MonitorState, unreachedSteps } from '@upwatch/core';
import type { CoreStore } from '../../stores/port.ts';
import type { Routing } from './known-routing.ts';
import type { Revise } from '../recording/recorder-options.ts';

export interface EscalatorOptions {
  readonly outbox: Pick<CoreStore['outbox'], 'listByIncident'>;
  readonly recorder: {
    /** Changes the incident of a monitor; false when that has to wait. */
    revise(monitorId: string, change: Revise): boolean;
    /** The states of which policies have told something. */
    told(): Iterable<{ readonly monitorId: string; readonly state: MonitorState }>;
  };
  readonly routing: Pick<Routing, 'policies'>;
  readonly onTrouble: (error: Error) => void;
}

/** An incident of which a step may have reached nobody. */
interface Suspect {
  readonly monitorId: string;
  readonly incidentId: string;
}

export class Escalator {
  readonly #options: EscalatorOptions;
  /** By incident: there are never more than there are open incidents. */
  readonly #suspects = new Map<string, Suspect>();
  #working: Promise<void> | undefined;

  constructor(options: EscalatorOptions) {
    this.#options = options;
  }

  /** Suspects every open incident: an earlier run may have ended between a failure and its fallback. */
  start(): void {
    for (const { monitorId, state } of this.#options.recorder.told()) {
      const dispatches = state.incident?.dispatches ?? [];
      const isTold = dispatches.some(({ policyId, fires }) => fires.length > 0 && this.#hasFallback(policyId));
      if (isTold) this.#suspect({ monitorId, incidentId: state.incident!.id });
    }
    this.tick();
  }

  /** An alert has changed. Whoever it is put down to: policies that reach the same channel count on it too. */
  delivered({ status, kind, monitorId, incidentId }: Delivery): void {
    if (status !== 'FAILED' || kind === 'INCIDENT_RESOLVED') return;
    if (monitorId === undefined || !this.#hasFallback()) return;
    this.#suspect({ monitorId, incidentId });
    this.tick();
  }

  /** Looks into what had to wait. To be called about once a second. */
  tick(): void {
    if (this.#working || this.#suspects.size === 0) return;
    this.#working = this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Fulfils when what is under way is done. */
  async close(): Promise<void> {
    await this.#working;
  }

  /** Whether a policy, or any at all, has one: in a storm of failures nothing is read for nothing. */
  #hasFallback(policyId?: string): boolean {
    return this.#options.routing
      .policies()
      .some(({ id, fallbackChannelIds }) => fallbackChannelIds && (policyId === undefined || id === policyId));
  }

  #suspect(suspect: Suspect): void {
    this.#suspects.set(suspect.incidentId, suspect);
  }

  async #work(): Promise<void> {
    for (const [key, suspect] of [...this.#suspects]) {
      try {
        const isSettled = await this.#lookInto(suspect);
        // One more failure, while the alerts were read, suspects it anew.
        if (isSettled && this.#suspects.get(key) === suspect) this.#suspects.delete(key);
      } catch (cause) {
        // It stays suspect and is looked into again with the next tick.
        this.#options.onTrouble(new Error('it could not be seen whether a step reached anybody', { cause }));
        return;
      }
    }
  }

  /** @returns whether it is settled */
  async #lookInto({ monitorId, incidentId }: Suspect): Promise<boolean> {
    const alerts = await this.#options.outbox.listByIncident(incidentId);
    let isHeld = false;
    const isTaken = this.#options.recorder.revise(monitorId, ({ telling, state, incident }) => {
      if (state.incident?.id !== incidentId) return undefined;
      const failed = unreachedSteps(state.incident.dispatches ?? [], alerts);
      isHeld = failed.length > 0 && telling.hold !== undefined;
      return isHeld ? undefined : escalateToFallback({ ...telling, state, incident }, failed);
    });
    // What nothing may be told of now stays suspect until it may.
    return isTaken && !isHeld;
  }
}
