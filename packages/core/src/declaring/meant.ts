/** Which of the things that are there each declared name means. */
import { type Move, nameKey, type ResourceKind } from './resource.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is known of one kind. */
export interface MeantInput<T extends Named> {
  readonly kind: ResourceKind;
  readonly names: readonly string[];
  readonly there: readonly T[];
  /** Ids of what the file brought, by `nameKey` of the declared name. */
  readonly brought: Readonly<Record<string, string>>;
  readonly moved: readonly Pick<Move, 'from' | 'to'>[];
  /** How one is called where nobody gave it its declared name, by `nameKey` of that: a webhook by its address. */
  readonly otherwise?: ReadonlyMap<string, string>;
}

/**
 * The one that the file says has moved there, otherwise the one that is called so, otherwise the one that the file
 * brought under that name and somebody renamed, otherwise the one that is what the declared one is called otherwise.
 * @returns by `nameKey` of the declared name
 */
export function whichAreMeant<T extends Named>({
  kind,
  names,
  there,
  brought,
  moved,
  otherwise,
}: MeantInput<T>): Map<string, T> {
  const keyOf = (name: string): string => nameKey(kind, name);
  const keys = names.map(keyOf);
  const byName = new Map(there.map((one) => [keyOf(one.name), one]));
  const byId = new Map(there.map((one) => [one.id, one]));
  const keyMoves = new Map(moved.map(({ from, to }) => [keyOf(from), keyOf(to)]));
  const moves = movesToMake(keyMoves, { declared: new Set(keys), there: new Set(byName.keys()) });
  const movedAway = new Set(moves.values());
  const found = new Map<string, T>();
  const taken = new Set<string>();
  const take = (key: string, one: T | undefined): void => {
    if (!one || found.has(key) || taken.has(one.id)) return;
    found.set(key, one);
    taken.add(one.id);
  };
  for (const key of keys) take(key, byName.get(moves.get(key) ?? ''));
  for (const key of keys) if (!movedAway.has(key)) take(key, byName.get(key));
  for (const key of keys) take(key, Object.hasOwn(brought, key) ? byId.get(brought[key]!) : undefined);
  for (const key of keys) take(key, byName.get(otherwise?.get(key) ?? ''));
  return found;
}

/**
 * A move is made once: while its old name is there, and its new one is free or gives way itself. Two that change places
 * never give way: there would be no telling whether it was done already.
 * @param next new names by old ones
 * @returns old names by new ones
 */
function movesToMake(
  next: ReadonlyMap<string, string>,
  { declared, there }: { readonly declared: ReadonlySet<string>; readonly there: ReadonlySet<string> },
): ReadonlyMap<string, string> {
  const possible = [...next.keys()]
    .filter((from) => there.has(from))
    .map((from) => ({ from, to: lastName(from, next, declared) }))
    .filter(({ to }) => declared.has(to));
  const made = new Map<string, string>();
  for (let before = -1; before !== made.size; ) {
    before = made.size;
    const free = new Set(made.values());
    for (const { from, to } of possible) if (!made.has(to) && (!there.has(to) || free.has(to))) made.set(to, from);
  }
  return made;
}

/** What was renamed twice since is followed to the name that it has in the file. */
function lastName(from: string, next: ReadonlyMap<string, string>, declared: ReadonlySet<string>): string {
  let name = next.get(from)!;
  for (const seen = new Set([from]); !declared.has(name) && next.has(name) && !seen.has(name); name = next.get(name)!)
    seen.add(name);
  return name;
}
