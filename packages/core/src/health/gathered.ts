/** The dependencies of one document as they are gathered: bounded, each name once. */
import { type DependencyStatus, type ReportedDependency, worstOf } from './dependency.ts';

/** Dependencies of a document that are looked at; of a document with more the rest is not read. */
const ENTRIES_MAX = 2000;
/** Dependencies that are kept of a look. */
export const DEPENDENCIES_MAX = 50;
/** Characters of a name. */
export const NAME_MAX = 100;

/** A name that is cut ends in `…`. */
function boundedName(name: string): string {
  return name.length <= NAME_MAX ? name.toWellFormed() : `${name.slice(0, NAME_MAX - 1).toWellFormed()}…`;
}

export class Gathered {
  /** A map: a document may name a dependency `__proto__`. */
  readonly #byName = new Map<string, ReportedDependency>();
  #seen = 0;

  /** As many were added as are looked at. */
  get isFull(): boolean {
    return this.#seen >= ENTRIES_MAX;
  }

  get count(): number {
    return this.#byName.size;
  }

  /** Of all of them; undefined where there is none. */
  get worst(): DependencyStatus | undefined {
    let worst: DependencyStatus | undefined;
    for (const { status } of this.#byName.values()) worst = worst ? worstOf(worst, status) : status;
    return worst;
  }

  has(name: string): boolean {
    return this.#byName.has(boundedName(name));
  }

  /** Of two with one name, as of the nodes of a cluster, the worse stands, with the longer latency. */
  add(given: ReportedDependency): void {
    if (this.isFull) return;
    this.#seen += 1;
    const read = { ...given, name: boundedName(given.name) };
    const known = this.#byName.get(read.name);
    this.#byName.set(read.name, known ? joined(known, read) : read);
  }

  all(): readonly ReportedDependency[] {
    return [...this.#byName.values()];
  }
}

function joined(a: ReportedDependency, b: ReportedDependency): ReportedDependency {
  const worse = worstOf(a.status, b.status) === a.status ? a : b;
  const latencies = [a.latencyMs, b.latencyMs].filter((ms) => ms !== undefined);
  return { ...worse, ...(latencies.length > 0 && { latencyMs: Math.max(...latencies) }) };
}
