/** Quiet hours when an alert is sent: what was held up until they began waits for their end as well (row A16). */
import { type Delivery, quietUntil } from '@upwatch/core';
import type { CoreStore } from '../../stores/port.ts';
import type { Routing } from '../routing/known-routing.ts';

/** Dispatches whose policy is remembered: those of one large storm. */
const REMEMBERED_MAX = 10_000;

export interface QuietNowOptions {
  readonly dispatches: Pick<CoreStore['dispatches'], 'get'>;
  readonly routing: Pick<Routing, 'policies'>;
}

export class QuietNow {
  readonly #options: QuietNowOptions;
  /** By dispatch: it never changes its policy. */
  readonly #policyIds = new Map<string, string | undefined>();

  constructor(options: QuietNowOptions) {
    this.#options = options;
  }

  /** The alerts, with those that may not be told now to be sent at the end of the quiet hours at the earliest. */
  async heed(alerts: readonly Delivery[], nowMs: number): Promise<readonly Delivery[]> {
    // Asked for each alert that is sent: as a rule no policy is quiet, and nothing is read.
    if (!this.#options.routing.policies().some(({ quietHours }) => quietHours)) return alerts;
    const heeded: Delivery[] = [];
    for (const alert of alerts) heeded.push(await this.#heedOne(alert, nowMs));
    return heeded;
  }

  async #heedOne(alert: Delivery, nowMs: number): Promise<Delivery> {
    const { status, dispatchId, message, notBeforeMs } = alert;
    if (dispatchId === undefined || (status !== 'PENDING' && status !== 'RETRY_PENDING')) return alert;
    const policyId = await this.#policyOf(dispatchId);
    const policy = this.#options.routing.policies().find(({ id }) => id === policyId);
    const untilMs = quietUntil(policy?.quietHours, message.severity, nowMs);
    return untilMs === undefined ? alert : { ...alert, notBeforeMs: Math.max(untilMs, notBeforeMs ?? untilMs) };
  }

  async #policyOf(dispatchId: string): Promise<string | undefined> {
    if (this.#policyIds.has(dispatchId)) return this.#policyIds.get(dispatchId);
    const policyId = (await this.#options.dispatches.get(dispatchId))?.policyId;
    if (this.#policyIds.size >= REMEMBERED_MAX) this.#policyIds.clear();
    this.#policyIds.set(dispatchId, policyId);
    return policyId;
  }
}
