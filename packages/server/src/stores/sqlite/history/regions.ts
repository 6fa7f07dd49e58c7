/** Regions by number. A new one gets its number at once and is written with the next batch. */
import { REGIONS } from './schema.ts';

export class Regions {
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();
  readonly #unwritten = new Set<number>();

  constructor(known: readonly { readonly id: number; readonly name: string }[]) {
    for (const { id, name } of known) this.#add(id, name);
  }

  /** The number of a region; undefined where there are too many of them. */
  idOf(name: string): number | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    if (id >= REGIONS) return undefined;
    this.#add(id, name);
    this.#unwritten.add(id);
    return id;
  }

  /** Numbers of one region, or of all, by name. */
  named(name?: string): number[] {
    const names = [...this.#ids.keys()].filter((known) => name === undefined || known === name);
    return names.sort().map((known) => this.#ids.get(known)!);
  }

  nameOf(id: number): string {
    return this.#names.get(id) ?? `region-${id}`;
  }

  unwritten(): readonly { readonly id: number; readonly name: string }[] {
    return [...this.#unwritten].map((id) => ({ id, name: this.nameOf(id) }));
  }

  written(ids: readonly number[]): void {
    for (const id of ids) this.#unwritten.delete(id);
  }

  /** The file is another one: it knows none of them. */
  forgetWritten(): void {
    for (const id of this.#names.keys()) this.#unwritten.add(id);
  }

  #add(id: number, name: string): void {
    this.#ids.set(name, id);
    this.#names.set(id, name);
  }
}
