/**
 * Keeps with each incident the last look that was good before it, out of history, where it would be dropped one day. In
 * the background, a few at a time: when thousands of monitors fail at once, alerts come first.
 */
import type { Incident, Observation } from '@upwatch/core';
import type { CoreStore, HistoryStore, IncidentLook, KeptLook } from '../../stores/port.ts';
import { lookOfRow } from './look.ts';

/** Read from history and written in one go. */
const BATCH = 20;
/** Between batches, milliseconds. */
const PAUSE_MS = 200;
/** Incidents that may wait for theirs. What is beyond is found at the next start. */
const WAITING_MAX = 20_000;

export interface GoodLooksOptions {
  readonly incidents: Pick<CoreStore['incidents'], 'keepGoodLooks' | 'withoutGoodLook'>;
  readonly history: Pick<HistoryStore, 'looks'>;
  /** The number that stands for a monitor in history; undefined when the monitor is gone. */
  readonly monitorOf: (
    id: string,
  ) => { readonly key: number; readonly id: string; readonly generation: number } | undefined;
  readonly onTrouble: (error: Error) => void;
  /** Calls back once, in so many milliseconds, unless it is cancelled. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

type Sought = Pick<Incident, 'id' | 'monitorId' | 'startedAtMs' | 'trigger'>;

export class GoodLooks {
  readonly #options: GoodLooksOptions;
  #waiting: Sought[] = [];
  #working: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: GoodLooksOptions) {
    this.#options = options;
  }

  /** Looks for what an earlier run did not come to. */
  async start(): Promise<void> {
    for (const incident of await this.#options.incidents.withoutGoodLook(1000)) this.want(incident);
  }

  /** An incident has opened. */
  want(incident: Sought): void {
    if (!incident.trigger || this.#waiting.length >= WAITING_MAX) return;
    this.#waiting.push(incident);
    this.#soon();
  }

  /** Fulfils when the batch under way is done; what waits is found at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#working;
  }

  #soon(): void {
    if (this.#working || this.#cancel || this.#isClosed || this.#waiting.length === 0) return;
    this.#cancel = this.#options.after(PAUSE_MS, () => {
      this.#cancel = undefined;
      this.#working = this.#work().finally(() => {
        this.#working = undefined;
        this.#soon();
      });
    });
  }

  async #work(): Promise<void> {
    const batch = this.#waiting.splice(0, BATCH);
    try {
      const found: IncidentLook[] = [];
      for (const incident of batch) {
        const look = await this.#lookBefore(incident);
        if (look) found.push({ incidentId: incident.id, look });
      }
      if (found.length > 0) await this.#options.incidents.keepGoodLooks(found);
    } catch (cause) {
      this.#options.onTrouble(new Error('the last good looks of incidents could not be kept', { cause }));
    }
  }

  async #lookBefore({ monitorId, startedAtMs, trigger }: Sought): Promise<Observation | undefined> {
    const monitor = monitorId === undefined ? undefined : this.#options.monitorOf(monitorId);
    if (!monitor || !trigger) return undefined;
    const query = { span: { toMs: startedAtMs }, region: trigger.region, passed: true, limit: 1 };
    const [kept] = await this.#options.history.looks(monitor, query);
    return kept && observationOf(kept, monitor);
  }
}

/** Whole where it was kept whole, otherwise its row with the facts that held then. */
function observationOf(kept: KeptLook, monitor: { readonly id: string; readonly generation: number }): Observation {
  if (kept.observation) return kept.observation;
  const { observation } = lookOfRow(kept.row, monitor, kept.region);
  return { ...observation, facts: { ...kept.facts, ...observation.facts } };
}
