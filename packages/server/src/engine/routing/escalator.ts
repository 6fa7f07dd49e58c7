/**
 * Sees to it that somebody hears: when every channel of a step has failed, its policy's fallback is told (row A07). The
 * steps themselves are fired by the recorder's tick, because they follow from the state that it holds.
 */
import { type Delivery, escalateToFallback, type MonitorState } from '@upwatch/core';
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

/** A step that may have reached nobody. */
interface Suspect {
  readonly monitorId: string;
  readonly incidentId: string;
  readonly dispatchId: string;
  readonly stepNumber: number;
}

export class Escalator {
  readonly #options: EscalatorOptions;
  /** By dispatch and step: there are never more than there are steps at work. */
  readonly #suspects = new Map<string, Suspect>();
  #working: Promise<void> | undefined;

  constructor(options: EscalatorOptions) {
    this.#options = options;
  }

  /** Suspects every step of every open incident: an earlier run may have ended between a failure and its fallback. */
  start(): void {
    for (const { monitorId, state } of this.#options.recorder.told()) {
      for (const { id, incidentId, policyId, fires } of state.incident?.dispatches ?? []) {
        if (!this.#hasFallback(policyId)) continue;
        for (const { stepNumber } of fires) this.#suspect({ monitorId, incidentId, dispatchId: id, stepNumber });
      }
    }
    this.tick();
  }

  /** An alert has changed. */
  delivered({ status, kind, dispatchId, stepNumber, monitorId, incidentId }: Delivery): void {
    if (status !== 'FAILED' || kind === 'INCIDENT_RESOLVED') return;
    if (dispatchId === undefined || stepNumber === undefined || monitorId === undefined || !this.#hasFallback()) return;
    this.#suspect({ monitorId, incidentId, dispatchId, stepNumber });
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
    this.#suspects.set(`${suspect.dispatchId} ${suspect.stepNumber}`, suspect);
  }

  async #work(): Promise<void> {
    for (const [key, suspect] of [...this.#suspects]) {
      try {
        if (await this.#lookInto(suspect)) this.#suspects.delete(key);
      } catch (cause) {
        // It stays suspect and is looked into again with the next tick.
        this.#options.onTrouble(new Error('it could not be seen whether a step reached anybody', { cause }));
        return;
      }
    }
  }

  /** @returns whether it is settled */
  async #lookInto({ monitorId, incidentId, dispatchId, stepNumber }: Suspect): Promise<boolean> {
    const alerts = await this.#options.outbox.listByIncident(incidentId);
    const ofStep = alerts.filter(
      (alert) =>
        alert.dispatchId === dispatchId && alert.stepNumber === stepNumber && alert.kind !== 'INCIDENT_RESOLVED',
    );
    if (!hasReachedNobody(ofStep)) return true;
    let isHeld = false;
    const isTaken = this.#options.recorder.revise(monitorId, ({ telling, state, incident }) => {
      isHeld = telling.hold !== undefined;
      return isHeld ? undefined : escalateToFallback({ ...telling, state, incident }, { dispatchId, stepNumber });
    });
    // What nothing may be told of now stays suspect until it may.
    return isTaken && !isHeld;
  }
}

/**
 * Whether every channel of a step has failed. Judged by the newest time that it was told: earlier rounds are over.
 * @param alerts of the step
 */
export function hasReachedNobody(alerts: readonly Delivery[]): boolean {
  const newest = Math.max(...alerts.map(({ sequence }) => sequence));
  const last = alerts.filter(({ sequence }) => sequence === newest);
  const isOver = last.every(({ status }) => status === 'FAILED' || status === 'CANCELLED');
  return isOver && last.some(({ status }) => status === 'FAILED');
}
