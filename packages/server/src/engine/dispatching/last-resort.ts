/**
 * Sees to it that somebody hears when a channel cannot be told, whoever chose it: the channels of the setting
 * `fallbackChannels` are told in its place (row A07). A policy that has a fallback of its own sees to that itself, and where
 * it does so for a channel that others count on too, somebody hears: the server's fallback is for nobody else's.
 */
import { type Clock, type Delivery, standInLine, standInsOf, unreachedSteps, withStandIns } from '@upwatch/core';
import type { Channel, CoreStore } from '../../stores/port.ts';
import type { Routing } from '../routing/known-routing.ts';
import type { Recorder } from '../recording/recorder.ts';

/** What failed longer ago is old news when the server starts. */
const FRESH_MS = 3_600_000;
/** Alerts of each channel that are looked through at the start. */
const LATEST = 100;

export interface LastResortOptions {
  /** Names, as the setting has them. */
  readonly names: readonly string[];
  readonly store: Pick<CoreStore, 'incidents' | 'outbox' | 'dispatches'>;
  readonly channels: () => readonly Channel[];
  readonly recorder: Pick<Recorder, 'revise' | 'monitorOf'>;
  readonly routing: Pick<Routing, 'policies'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}

export class LastResort {
  readonly #options: LastResortOptions;
  /** By id: what failed and has not been looked into. There are never more than alerts that failed. */
  readonly #failed = new Map<string, Delivery>();
  #working: Promise<void> | undefined;

  constructor(options: LastResortOptions) {
    this.#options = options;
  }

  /** Takes up what failed shortly before an earlier run ended. @returns the names that no channel has */
  async start(): Promise<readonly string[]> {
    const { names, channels, store, clock } = this.#options;
    if (names.length === 0) return [];
    const sinceMs = clock.wall() - FRESH_MS;
    for (const { id } of channels()) {
      const { items } = await store.outbox.listByChannel(id, { page: 0, size: LATEST });
      for (const alert of items) if ((alert.lastAttemptAtMs ?? 0) >= sinceMs) this.delivered(alert);
    }
    return names.filter((name) => !channels().some((channel) => isNamed(channel, name)));
  }

  /** An alert has changed. */
  delivered(alert: Delivery): void {
    if (this.#options.names.length === 0 || alert.status !== 'FAILED' || alert.kind === 'INCIDENT_RESOLVED') return;
    this.#failed.set(alert.id, alert);
    this.tick();
  }

  /** Looks into what had to wait. To be called about once a second. */
  tick(): void {
    if (this.#working || this.#failed.size === 0) return;
    this.#working = this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Fulfils when what is under way is done. */
  async close(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    for (const [id, alert] of [...this.#failed]) {
      try {
        if (await this.#standIn(alert)) this.#failed.delete(id);
      } catch (cause) {
        // It is looked into again with the next tick.
        this.#options.onTrouble(new Error('the fallback of an alert that failed could not be told', { cause }));
        return;
      }
    }
  }

  /** @returns whether it is settled */
  async #standIn(alert: Delivery): Promise<boolean> {
    if (await this.#isPolicysOwn(alert)) return true;
    const { channels, clock, newId, store, recorder } = this.#options;
    const failed = channels().find(({ id }) => id === alert.channelId);
    // What was told in the place of another names that one, not the channel that failed in its turn.
    const channelName = alert.message.insteadOf?.channelName ?? failed?.name ?? 'a channel that is gone';
    const alerts = await store.outbox.listByIncident(alert.incidentId);
    if (await this.#isToldByAnother(alert, alerts)) return true;
    const told = new Set(alerts.map(({ key }) => key));
    const standIn = { channelName, instead: this.#fallbacks(alert), nowMs: clock.wall(), newId };
    const deliveries = standInsOf(alert, standIn).filter(({ key }) => !told.has(key));
    const incident = await store.incidents.get(alert.incidentId);
    if (deliveries.length === 0 || incident?.acknowledgement) return true;
    // A notice has no incident, and so no story.
    const updates = incident ? [standInLine(alert, standIn)] : [];
    const { monitorId } = alert;
    if (monitorId !== undefined && recorder.monitorOf(monitorId)) {
      let isHeld = false;
      const isTaken = recorder.revise(monitorId, ({ state, telling }) => {
        isHeld = telling.hold !== undefined;
        return isHeld ? undefined : { updates, deliveries, state: withStandIns(state, alert, standIn) };
      });
      return isTaken && !isHeld;
    }
    if (!incident) return true;
    await store.incidents.commit({ updates, deliveries }, undefined);
    this.#options.wakeDispatcher();
    return true;
  }

  #fallbacks({ channelId }: Delivery): readonly Channel[] {
    const { names, channels } = this.#options;
    return channels().filter((one) => one.id !== channelId && names.some((name) => isNamed(one, name)));
  }

  async #isPolicysOwn({ dispatchId, channelId }: Delivery): Promise<boolean> {
    if (dispatchId === undefined) return false;
    const dispatch = await this.#options.store.dispatches.get(dispatchId);
    return dispatch !== undefined && this.#hasOwnFallback(dispatch.policyId, channelId);
  }

  /** Whether a step of another policy counted on the channel too, reached nobody, and has a fallback of its own for that. */
  async #isToldByAnother({ incidentId, channelId }: Delivery, alerts: readonly Delivery[]): Promise<boolean> {
    const begun = await this.#options.store.dispatches.listByIncident(incidentId);
    const own = begun.filter(({ policyId }) => this.#hasOwnFallback(policyId, channelId));
    const unreached = unreachedSteps(own, alerts);
    return own.some(({ id, fires, fellBackAtSteps }) =>
      fires.some(
        ({ stepNumber, told }) =>
          told?.channelIds.includes(channelId) &&
          (fellBackAtSteps.includes(stepNumber) ||
            unreached.some((one) => one.dispatchId === id && one.stepNumber === stepNumber)),
      ),
    );
  }

  #hasOwnFallback(policyId: string, channelId: string): boolean {
    const own = this.#options.routing.policies().find(({ id }) => id === policyId)?.fallbackChannelIds ?? [];
    // Where the fallback of a policy fails as well, there is nobody else.
    return own.length > 0 && !own.includes(channelId);
  }
}

function isNamed({ name }: Channel, wanted: string): boolean {
  return name.normalize().toLowerCase() === wanted.normalize().toLowerCase();
}
