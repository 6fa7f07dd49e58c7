/** Puts together what is told together: many alerts are read in slices, and written down before they are sent. */
import type { Clock, Delivery } from '@upwatch/core';
import { type CoreStore, StoreRefusal } from '../../stores/port.ts';
import type { Endings } from './endings.ts';
import type { After } from './send.ts';
import type { QuietNow } from './quiet-now.ts';

/** Incidents read in one go: what else the process does has its turn between two of them. */
const READ_AT_ONCE = 500;
/** Beyond the numbers that a store gives to the messages of a digest. */
const FIRST_UNKEPT_PART = 1_000_000;

interface GatheringOptions {
  readonly store: { readonly digests: Pick<CoreStore['digests'], 'ofIncidents' | 'gather' | 'gathered'> };
  readonly after: After;
  readonly onTrouble: (error: Error) => void;
  readonly clock: Clock;
  readonly quiet?: Pick<QuietNow, 'heed'>;
}

export class Gathering {
  readonly #options: GatheringOptions;
  readonly #endings: Pick<Endings, 'correct'>;
  #nextUnkeptPart = FIRST_UNKEPT_PART;
  /** By digest and part, what is told together and could not be written down; until it has ended. */
  readonly #unkept = new Map<string, readonly Delivery[]>();

  constructor(options: GatheringOptions, endings: Pick<Endings, 'correct'>) {
    this.#options = options;
    this.#endings = endings;
  }

  /** All alerts of incidents to a channel, for each of the incidents in their order. */
  async read(channelId: string, incidentIds: readonly string[]): Promise<readonly (readonly Delivery[])[]> {
    const found: (readonly Delivery[])[] = [];
    for (let from = 0; from < incidentIds.length; from += READ_AT_ONCE) {
      if (from > 0) await this.giveWay(incidentIds);
      const ids = incidentIds.slice(from, from + READ_AT_ONCE);
      const read = await this.#options.store.digests.ofIncidents(channelId, ids);
      const alerts = await this.heed(this.#endings.correct(read));
      const byIncident = Map.groupBy(alerts, ({ incidentId }) => incidentId);
      found.push(...ids.map((id) => byIncident.get(id) ?? []));
    }
    return found;
  }

  /** The alerts, with those that may not be told now put off. */
  async heed(alerts: readonly Delivery[]): Promise<readonly Delivery[]> {
    const { quiet, clock } = this.#options;
    return quiet ? quiet.heed(alerts, clock.wall()) : alerts;
  }

  /** Lets what else the process does have its turn, where there is much to do. */
  async giveWay(much: readonly unknown[]): Promise<void> {
    if (much.length > READ_AT_ONCE) await new Promise<void>((resolve) => this.#options.after(0, resolve));
  }

  /**
   * Writes down what the next message of a digest tells. A full disk does not keep it from being told: only after a
   * crash would it be told once more, with another key.
   */
  async gather(
    digestId: string,
    members: readonly Delivery[],
    toldIds: readonly string[],
  ): Promise<{ readonly part: number; readonly gathered: readonly Delivery[] }> {
    const { store, onTrouble } = this.#options;
    const membersOf = (digestPart: number) => members.map((member) => ({ ...member, digestId, digestPart }));
    try {
      const part = await store.digests.gather(digestId, { ids: members.map(({ id }) => id), toldIds });
      return { part, gathered: membersOf(part) };
    } catch (error) {
      if (!(error instanceof StoreRefusal)) throw error;
      onTrouble(new Error('what is told together could not be kept', { cause: error }));
      const part = this.#nextUnkeptPart++;
      const gathered = membersOf(part);
      this.#unkept.set(nameOf(digestId, part), gathered);
      return { part, gathered };
    }
  }

  /** What a message that did not arrive tells, as it is known to be. */
  async again(digestId: string, part: number): Promise<readonly Delivery[]> {
    const kept = await this.#options.store.digests.gathered(digestId, part);
    const gathered = kept.length > 0 ? kept : (this.#unkept.get(nameOf(digestId, part)) ?? []);
    return this.#endings.correct(gathered).filter((alert) => alert.digestId === digestId);
  }

  /** It has ended, or is told in another message. */
  forget(digestId: string, part: number): void {
    this.#unkept.delete(nameOf(digestId, part));
  }
}

/** Whether the store knows of a message of a digest. */
export function isKeptPart(part: number): boolean {
  return part < FIRST_UNKEPT_PART;
}

function nameOf(digestId: string, part: number): string {
  return `${digestId} ${part}`;
}
