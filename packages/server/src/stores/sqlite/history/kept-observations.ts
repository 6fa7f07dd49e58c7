/**
 * Facts when they change, and whole observations of looks that failed or warned, within bounds: a row of history holds a
 * number, the number of the observation whose facts hold for it.
 */
import { type Facts, type Observation, outcomeOf } from '@upwatch/core';
import { DAY_MS } from './schema.ts';

/** While a monitor goes on failing: so many observations whole, then one every ten minutes. */
const WHOLE_AT_FIRST = 20;
const WHOLE_EVERY_MS = 600_000;
/** Of one series and day. A site that flaps or answers from a hundred addresses must not fill the disk. */
const WHOLE_PER_DAY = 200;
const FACTS_PER_DAY = 48;
/** Sets of facts recognised when they come again, as with names that resolve to several addresses in turn. */
const FACTS_REMEMBERED = 8;
/** Characters of JSON; headers and body are left out above. */
const BODY_MAX = 32_768;
/** Of observations waiting to be written. Above, rows are kept without their facts. */
const PENDING_MAX = 16 * 1024 * 1024;

/** An observation on its way to disk. */
export interface PendingObservation {
  readonly id: number;
  readonly series: number;
  readonly slotMs: number;
  readonly isWhole: boolean;
  /** JSON: an observation, or `{ facts }`. */
  readonly body: string;
}

/** What is remembered of a series between looks. */
interface SeriesMemory {
  keptId: number;
  /** Until when `keptId` is known on disk to be referred to. */
  usedMs: number;
  /** Numbers by what tells facts apart, the least recently seen first. */
  readonly known: Map<string, { readonly id: number; readonly slotMs: number }>;
  failing: number;
  lastWholeMs: number;
  day: number;
  wholeToday: number;
  factsToday: number;
}

export class KeptObservations {
  readonly #series = new Map<number, SeriesMemory>();
  #pending = new Map<number, PendingObservation>();
  #pendingChars = 0;
  /** Numbers that are still in use after a day, with the slot of the newest look that uses them. */
  #stillUsed = new Map<number, number>();
  #nextId: number;
  readonly #newestOf: (series: number) => { readonly id: number; readonly usedMs: number } | undefined;

  /** @param newestOf finds what is on disk for a series that nothing is remembered of */
  constructor(
    nextId: number,
    newestOf: (series: number) => { readonly id: number; readonly usedMs: number } | undefined,
  ) {
    this.#nextId = nextId;
    this.#newestOf = newestOf;
  }

  get pending(): ReadonlyMap<number, PendingObservation> {
    return this.#pending;
  }

  get stillUsed(): ReadonlyMap<number, number> {
    return this.#stillUsed;
  }

  /** The number to keep with a row that came without its observation. */
  idFor(series: number, slotMs: number, isUp: boolean): number {
    const memory = this.#memoryOf(series);
    if (isUp) memory.failing = 0;
    if (memory.keptId !== 0 && slotMs - memory.usedMs > DAY_MS) {
      memory.usedMs = slotMs;
      this.#stillUsed.set(memory.keptId, slotMs);
    }
    return memory.keptId;
  }

  /** Takes an observation in, as far as the bounds allow, and says the number to keep with its row. */
  offer(series: number, observation: Observation): number {
    const memory = this.#memoryOf(series);
    this.#turnDay(memory, observation.slotMs);
    const isNotable = outcomeOf(observation) !== 'up';
    memory.failing = isNotable ? memory.failing + 1 : 0;
    if (isNotable && mayKeepWhole(memory, observation.slotMs)) {
      memory.wholeToday++;
      memory.lastWholeMs = observation.slotMs;
      this.#keep(memory, series, observation, true);
    } else {
      this.#keepFacts(memory, series, observation);
    }
    return memory.keptId;
  }

  #keepFacts(memory: SeriesMemory, series: number, observation: Observation): void {
    const likeness = likenessOf(observation.facts);
    const known = memory.known.get(likeness);
    // Facts of another day are kept anew: their headers are refreshed, and what is old may go.
    if (known && observation.slotMs - known.slotMs < DAY_MS) {
      memory.keptId = known.id;
      memory.usedMs = known.slotMs;
      memory.known.delete(likeness);
      memory.known.set(likeness, known);
      return;
    }
    if (memory.factsToday >= FACTS_PER_DAY) return;
    memory.factsToday++;
    this.#keep(memory, series, observation, false);
  }

  #keep(memory: SeriesMemory, series: number, observation: Observation, isWhole: boolean): void {
    const { slotMs, facts } = observation;
    const body = isWhole ? wholeBody(observation) : factsBody(facts);
    if (this.#pendingChars + body.length > PENDING_MAX) return;
    const id = this.#nextId++;
    this.#pending.set(id, { id, series, slotMs, isWhole, body });
    this.#pendingChars += body.length;
    const likeness = likenessOf(facts);
    memory.known.delete(likeness);
    memory.known.set(likeness, { id, slotMs });
    if (memory.known.size > FACTS_REMEMBERED) memory.known.delete(memory.known.keys().next().value!);
    memory.keptId = id;
    memory.usedMs = slotMs;
  }

  /** What was written needs no longer be held. */
  written(observations: readonly PendingObservation[], used: readonly number[]): void {
    for (const { id, body } of observations) if (this.#pending.delete(id)) this.#pendingChars -= body.length;
    for (const id of used) this.#stillUsed.delete(id);
  }

  forget(monitorKeyOwns: (series: number) => boolean): void {
    for (const series of this.#series.keys()) if (monitorKeyOwns(series)) this.#series.delete(series);
    this.written(
      [...this.#pending.values()].filter(({ series }) => monitorKeyOwns(series)),
      [],
    );
  }

  #memoryOf(series: number): SeriesMemory {
    const found = this.#series.get(series);
    if (found) return found;
    const onDisk = this.#newestOf(series);
    const memory: SeriesMemory = {
      keptId: onDisk?.id ?? 0,
      usedMs: onDisk?.usedMs ?? 0,
      known: new Map(),
      failing: 0,
      lastWholeMs: 0,
      day: 0,
      wholeToday: 0,
      factsToday: 0,
    };
    this.#series.set(series, memory);
    return memory;
  }

  #turnDay(memory: SeriesMemory, slotMs: number): void {
    const day = Math.floor(slotMs / DAY_MS);
    if (day === memory.day) return;
    memory.day = day;
    memory.wholeToday = 0;
    memory.factsToday = 0;
  }
}

function mayKeepWhole(memory: SeriesMemory, slotMs: number): boolean {
  if (memory.wholeToday >= WHOLE_PER_DAY) return false;
  return memory.failing <= WHOLE_AT_FIRST || slotMs - memory.lastWholeMs >= WHOLE_EVERY_MS;
}

/** Facts with the same likeness are the same facts: what changes with every answer (a date, a body) does not count. */
function likenessOf(facts: Facts): string {
  return JSON.stringify([
    facts.statusCode,
    facts.remoteAddress,
    facts.remotePort,
    facts.httpVersion,
    facts.finalUrl,
    facts.redirects?.map(({ url, statusCode }) => [url, statusCode]),
    facts.tls && [facts.tls.fingerprint, facts.tls.protocol, facts.tls.cipher, facts.tls.isVerified],
  ]);
}

function factsBody(facts: Facts): string {
  const { bodyExcerpt: _ownOfOneLook, ...lasting } = facts;
  const body = JSON.stringify({ facts: lasting });
  if (body.length <= BODY_MAX) return body;
  const { headers: _tooLong, ...short } = lasting;
  return JSON.stringify({ facts: short });
}

/** Monitor and region are known from where it is kept. */
function wholeBody(observation: Observation): string {
  const { monitorId: _known, region: _knownToo, ...rest } = observation;
  const body = JSON.stringify(rest);
  if (body.length <= BODY_MAX) return body;
  const { headers: _tooLong, bodyExcerpt: _tooLongToo, ...facts } = observation.facts;
  return JSON.stringify({ ...rest, facts });
}
