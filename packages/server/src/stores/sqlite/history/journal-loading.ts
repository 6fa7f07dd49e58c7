/** What the journal holds comes into memory a step at a time, once somebody needs it. */
import { load } from './loading.ts';
import type { Parts } from './parts.ts';

export class JournalLoading {
  readonly #parts: Parts;
  /** Journal entries not yet in memory. */
  readonly #unloaded: number[];
  #work: Generator<void> | undefined;

  constructor(parts: Parts, unloaded: number[]) {
    this.#parts = parts;
    this.#unloaded = unloaded;
  }

  /** One step; one that fails is taken again. @returns whether there is more */
  step(): boolean {
    if (this.#unloaded.length === 0 && this.#work === undefined) return false;
    this.#work ??= load(this.#parts, this.#unloaded);
    try {
      if (this.#work.next().done) this.#work = undefined;
    } catch (error) {
      this.#work = undefined;
      throw error;
    }
    return this.#work !== undefined;
  }
}
