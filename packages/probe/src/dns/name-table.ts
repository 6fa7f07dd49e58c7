/** What is known of names: by record type, with the time until which it holds. Bounded, the longest unused go first. */
import type { ResolvedAddress } from './address.ts';
import type { DnsFailure } from './dns-failure.ts';

export type RecordType = 'A' | 'AAAA';

/** What came of a question. Exactly one of the two is there. */
export interface Answer {
  readonly addresses?: readonly ResolvedAddress[];
  readonly failure?: DnsFailure;
  /** Monotonic, milliseconds. */
  readonly untilMs: number;
}

/** One record type of a name. */
interface Slot {
  answer: Answer | undefined;
  /** Present while the question is under way. */
  pending: Promise<Answer> | undefined;
  /** When that question was put; monotonic. */
  askedAtMs: number;
}

/** One name. */
export interface NameEntry {
  readonly A: Slot;
  readonly AAAA: Slot;
  /** Both families together, ready to be given out; they hold while `bothUntilMs` lies ahead. */
  both: readonly ResolvedAddress[] | undefined;
  bothUntilMs: number;
  /** Asked for since eviction last came by. */
  isUsed: boolean;
}

export class NameTable {
  readonly #entries = new Map<string, NameEntry>();
  readonly #namesMax: number;

  constructor(namesMax: number) {
    this.#namesMax = namesMax;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(host: string): NameEntry | undefined {
    return this.#entries.get(host);
  }

  /** The entry of a name, made when there is none. */
  entry(host: string): NameEntry {
    const known = this.#entries.get(host);
    if (known) return known;
    if (this.#entries.size >= this.#namesMax) this.#evict();
    const entry: NameEntry = { A: newSlot(), AAAA: newSlot(), both: undefined, bothUntilMs: 0, isUsed: false };
    this.#entries.set(host, entry);
    return entry;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Second chance: moving an entry at every use, as strict LRU does, would double the cost of a hit. */
  #evict(): void {
    for (const [host, entry] of this.#entries) {
      this.#entries.delete(host);
      if (!entry.isUsed) return;
      entry.isUsed = false;
      this.#entries.set(host, entry);
    }
  }
}

function newSlot(): Slot {
  return { answer: undefined, pending: undefined, askedAtMs: 0 };
}

/**
 * Puts both families together, IPv4 first. They hold as long as the shorter-lived of the two; a family that failed
 * shortens nothing. One that is still being asked for leaves the pair open, unless it is to be done without.
 */
export function combine(entry: NameEntry, isWithoutPending: boolean): void {
  const { A, AAAA } = entry;
  entry.both = undefined;
  if (!isWithoutPending && (A.pending || AAAA.pending)) return;
  const found = [A, AAAA].flatMap((slot) => (!slot.pending && slot.answer?.addresses ? [slot.answer] : []));
  if (found.length === 0) return;
  entry.both = found.flatMap(({ addresses }) => addresses!);
  entry.bothUntilMs = Math.min(...found.map(({ untilMs }) => untilMs));
}
