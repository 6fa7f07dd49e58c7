/** Pages whose addresses others have here: they are brought all the same, under addresses that are free. */
import { isHalfMade } from './half-made.ts';
import type { ImportedThing, Remark } from './imported.ts';
import type { Standing } from './standing.ts';

interface Addressed {
  readonly things: readonly ImportedThing[];
  readonly remarks: readonly Remark[];
}

export function withFreeAddresses(all: readonly ImportedThing[], { things, remembered }: Standing): Addressed {
  const there = new Map([...things.statusPages.values()].map((page) => [page['slug'], page]));
  const asked = new Set(all.filter(({ section }) => section === 'statusPages').map(({ name }) => name));
  const remarks: Remark[] = [];
  const free = (thing: ImportedThing): ImportedThing => {
    if (!thing.isMovable || remembered.has(thing.ref)) return thing;
    const isFree = (one: ImportedThing): boolean => {
      const page = there.get(one.name);
      return page ? isHalfMade(one, page) : one.name === thing.name || !asked.has(one.name);
    };
    for (let n = 1; ; n++) {
      const moved = n === 1 ? thing : called(thing, `${thing.name}-${n}`);
      if (!isFree(moved)) continue;
      asked.add(moved.name);
      if (n > 1) remarks.push(remarkOf(moved, thing.name));
      return moved;
    }
  };
  return { things: all.map(free), remarks };
}

function called(thing: ImportedThing, slug: string): ImportedThing {
  return { ...thing, name: slug, body: { ...thing.body, slug } };
}

function remarkOf({ name }: ImportedThing, was: string): Remark {
  const why = `was "${was}", which a page has here that nobody imported (--overwrite takes that one)`;
  return { level: 'changed', where: `status page "${name}"`, what: 'slug', why };
}
