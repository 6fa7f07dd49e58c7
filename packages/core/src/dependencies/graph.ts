/** Who depends on whom: a router, what is behind it, and what is behind that. */

/** What a monitor depends on directly, or what depends on it directly. */
export type Neighbours = (monitorId: string) => readonly string[];

/** No more of a monitor's ancestors than this, the nearest first, are asked before it is told of. */
export const ANCESTORS_MAX = 100;
/** What one monitor may depend on directly. */
export const PARENTS_MAX = 20;

/** All that a monitor depends on, directly or not, the nearest first: `ANCESTORS_MAX` at most. */
export function ancestorsOf(monitorId: string, parentsOf: Neighbours): readonly string[] {
  return reachedFrom(monitorId, parentsOf, ANCESTORS_MAX);
}

/** All that depends on a monitor, directly or not. */
export function dependentsOf(monitorId: string, childrenOf: Neighbours): readonly string[] {
  return reachedFrom(monitorId, childrenOf, Number.POSITIVE_INFINITY);
}

/**
 * The way on which a monitor would depend on itself, from the first of `parents` that leads back to it; undefined when
 * there is none.
 * @example cycleOf('a', ['b'], (id) => ({ b: ['c'], c: ['a'] })[id] ?? []) // ['b', 'c', 'a']
 */
export function cycleOf(
  monitorId: string,
  parents: readonly string[],
  parentsOf: Neighbours,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>(parents.map((id) => [id, undefined]));
  for (const [id] of cameFrom) {
    if (id === monitorId) return wayTo(id, cameFrom);
    for (const next of parentsOf(id)) if (!cameFrom.has(next)) cameFrom.set(next, id);
  }
  return undefined;
}

function wayTo(id: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}

/** Breadth first. A set that grows while it is gone through is gone through to its end. */
function reachedFrom(monitorId: string, next: Neighbours, most: number): readonly string[] {
  const reached = new Set([monitorId]);
  for (const id of reached) {
    for (const one of next(id)) {
      if (reached.size > most) break;
      reached.add(one);
    }
  }
  reached.delete(monitorId);
  return [...reached];
}
