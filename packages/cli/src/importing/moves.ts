/** What the source has by another name now is the same thing here, where it is there. */
import { keyOf, nameIn } from './identity.ts';
import type { Imported, ImportedThing, Moved, Remark } from './imported.ts';
import type { Standing } from './standing.ts';

export interface Moves {
  /** The things, each as what an earlier import remembers it as. */
  readonly things: readonly ImportedThing[];
  /** By `ref`: ids of those that nobody imported, and that are to be called as the source has them now. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly remarks: readonly Remark[];
}

export function followMoves({ things, moved = [] }: Imported, standing: Standing): Moves {
  const refs = new Set(things.map(({ ref }) => ref));
  const former = new Map<string, string>();
  const renamed = new Map<string, string>();
  const remarks: Remark[] = [];
  for (const move of moved) {
    // The former name may be another thing's by now.
    const isFree = refs.has(move.ref) && !refs.has(move.fromRef) && !standing.remembered.has(move.ref);
    const known = isFree ? standing.remembered.get(move.fromRef) : undefined;
    const id = isFree && !known ? namedBefore(move, standing) : undefined;
    if (known && standing.things[move.section].has(known.id)) former.set(move.ref, move.fromRef);
    else if (id !== undefined) renamed.set(move.ref, id);
    else if (!isThere(move, standing)) remarks.push(remarkOf(move));
  }
  return { things: things.map((one) => ({ ...one, ref: former.get(one.ref) ?? one.ref })), renamed, remarks };
}

/** The id of what has the former name, where nothing has the new one. */
function namedBefore(move: Moved, standing: Standing): string | undefined {
  return isThere(move, standing) ? undefined : idOf(move.section, move.from, standing);
}

/** Whether something is called as it is to be: a move is made once. */
function isThere({ section, to }: Moved, standing: Standing): boolean {
  return idOf(section, to, standing) !== undefined;
}

function idOf(section: Moved['section'], name: string, { things }: Standing): string | undefined {
  const key = keyOf(section, name);
  return [...things[section].values()].find((dto) => keyOf(section, nameIn(section, dto) ?? '') === key)?.id;
}

function remarkOf({ section, from, to }: Moved): Remark {
  const why = `there is none of that name to rename: ${section}.${to} is a new one`;
  return { level: 'note', where: 'moved', what: `${section}.${from}`, why };
}
