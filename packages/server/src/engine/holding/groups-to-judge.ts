/** Which groups are to be judged: those of which something has changed, and those of which time has something to say. */
export class GroupsToJudge {
  readonly #changed = new Set<string>();
  /** When each that waits for something waits no longer, by the wall clock. */
  readonly #dueAtMs = new Map<string, number>();

  /** Something that these are judged by has changed, or what follows could not be kept. */
  changed(ids: Iterable<string>): void {
    for (const id of ids) this.#changed.add(id);
  }

  /** These are all there are, and of none is it known how it stands. */
  reset(ids: Iterable<string>): void {
    this.#changed.clear();
    this.#dueAtMs.clear();
    this.changed(ids);
  }

  isAny(nowMs: number): boolean {
    return this.#changed.size > 0 || this.#dueAtMs.values().some((dueAtMs) => dueAtMs <= nowMs);
  }

  /** Whether it is to be judged now. What changes from here on is judged by the next tick. */
  take(id: string, nowMs: number): boolean {
    return this.#changed.delete(id) || (this.#dueAtMs.get(id) ?? Infinity) <= nowMs;
  }

  /** It stands as it did. @param dueAtMs until when, if nothing changes; undefined for ever */
  stands(id: string, dueAtMs: number | undefined): void {
    if (dueAtMs === undefined) this.#dueAtMs.delete(id);
    else this.#dueAtMs.set(id, dueAtMs);
  }
}
