/**
 * What is to be done: what the source says now, what it said at the last import, and what the server shows. Pure.
 * What was changed here since the last import stays as it is, and is said, unless overwriting is asked for.
 */
import { type Dto, fieldsOf, type Fingerprints, givenOf, isNew, shownOf } from './fingerprint.ts';
import { keyOf, nameIn } from './identity.ts';
import type { Imported, ImportedThing, Remark } from './imported.ts';
import { SECTIONS } from './imported.ts';
import { whereOf } from './gathering.ts';
import { isHalfMade } from './half-made.ts';
import { withFreeAddresses } from './page-addresses.ts';
import { openingFields } from './page-readers.ts';
import { followMoves, type Moves } from './moves.ts';
import type { Remembered, Standing } from './standing.ts';
import { Known } from './known.ts';
import { withoutMissing } from './without-missing.ts';

export type Step =
  | { readonly type: 'create'; readonly thing: ImportedThing }
  /** One of that name is there, and was not brought by an import. */
  | { readonly type: 'link'; readonly thing: ImportedThing; readonly id: string }
  | {
      readonly type: 'update';
      readonly thing: ImportedThing;
      readonly id: string;
      readonly fields: readonly string[];
      readonly before: Remembered;
      readonly kept: readonly string[];
      /** Fields that would let more people read it. */
      readonly closed?: readonly string[];
    }
  /** `kept`: fields that the source changed, and somebody here as well. */
  | {
      readonly type: 'same';
      readonly thing: ImportedThing;
      readonly id: string;
      readonly kept: readonly string[];
      readonly closed?: readonly string[];
    }
  /** It was deleted here since. */
  | { readonly type: 'gone'; readonly thing: ImportedThing }
  /** The server would not take it. */
  | { readonly type: 'refused'; readonly thing: ImportedThing; readonly why: string };

export interface Plan {
  readonly source: string;
  readonly steps: readonly Step[];
  readonly remarks: readonly Remark[];
  /** Imported before, and no longer at the source. They stay. */
  readonly vanished: readonly Remembered[];
}

export interface PlanOptions {
  /** Take the source's word against what was changed here, and make again what was deleted here. */
  readonly isOverwriting: boolean;
  /** Why the server would not take a thing; undefined when it would. */
  readonly problemOf: (thing: ImportedThing) => string | undefined;
}

export function planOf(imported: Imported, standing: Standing, options: PlanOptions): Plan {
  const moves = followMoves(imported, standing);
  const addressed = options.isOverwriting
    ? { things: moves.things, remarks: [] }
    : withFreeAddresses(moves.things, standing);
  const { things, refused, remarks } = acceptable(addressed.things, standing, options.problemOf);
  const steps = things.map((thing) => renamingOf(thing, standing, moves) ?? stepOf(thing, standing, options));
  const refs = new Set(moves.things.map(({ ref }) => ref));
  const vanished = [...standing.remembered.values()].filter(
    ({ ref, section, id }) => !refs.has(ref) && standing.things[section].has(id),
  );
  return {
    source: imported.source,
    steps: [...steps, ...refused].toSorted((a, b) => orderOf(a.thing) - orderOf(b.thing)),
    remarks: [...imported.remarks, ...moves.remarks, ...addressed.remarks, ...remarks, ...steps.flatMap(remarksOf)],
    vanished,
  };
}

function orderOf({ section }: ImportedThing): number {
  return SECTIONS.indexOf(section);
}

/** Things that will be taken. What names one that will not be names it no more, or is not taken itself. */
function acceptable(all: readonly ImportedThing[], standing: Standing, problemOf: PlanOptions['problemOf']) {
  const refused: Step[] = [];
  const remarks: Remark[] = [];
  const known = new Known(all, standing);
  const things: ImportedThing[] = [];
  for (const section of SECTIONS) {
    for (const asked of all.filter((one) => one.section === section)) {
      const { thing, dropped, empties } = withoutMissing(asked, known);
      const why = empties ?? problemOf(thing);
      if (why !== undefined) {
        known.refused(thing);
        refused.push({ type: 'refused', thing, why });
        remarks.push({ level: 'left out', where: whereOf(thing), what: thing.from, why });
        continue;
      }
      const where = whereOf(thing);
      for (const { name, why: cause } of dropped) remarks.push({ level: 'lost', where, what: name, why: cause });
      if (thing.pausedBecause !== undefined && asked.pausedBecause === undefined) {
        remarks.push({ level: 'changed', where, what: 'active', why: `imported paused: ${thing.pausedBecause}` });
      }
      things.push(thing);
    }
  }
  return { things, refused, remarks };
}

/** What is there by its former name, and was not imported, is called otherwise; the rest of it stays as it is. */
function renamingOf(thing: ImportedThing, { things }: Standing, { renamed }: Moves): Step | undefined {
  const { ref, section } = thing;
  const there = things[section].get(renamed.get(ref) ?? '');
  if (!there) return undefined;
  const { id } = there;
  const other = otherType(thing, there);
  if (other !== undefined) return { type: 'refused', thing, why: `what was to be renamed is a ${other} here` };
  const before = { ref, section, id, given: {}, shown: {} };
  return { type: 'update', thing, id, fields: ['name'], before, kept: [] };
}

function stepOf(thing: ImportedThing, { things, remembered }: Standing, options: PlanOptions): Step {
  const before = remembered.get(thing.ref);
  const there = before && things[thing.section].get(before.id);
  if (before && there) return changeOf(thing, before, there, options);
  const namesake = namesakeOf(thing, things[thing.section]);
  if (namesake) return linkOf(thing, namesake, options);
  return before && !options.isOverwriting ? { type: 'gone', thing } : { type: 'create', thing };
}

function namesakeOf(thing: ImportedThing, there: ReadonlyMap<string, Dto>): Dto | undefined {
  const { section } = thing;
  const key = keyOf(section, thing.name);
  return [...there.values()].find((dto) => keyOf(section, nameIn(section, dto) ?? '') === key);
}

function linkOf(thing: ImportedThing, there: Dto, { isOverwriting }: PlanOptions): Step {
  const { id } = there;
  const other = otherType(thing, there);
  if (other !== undefined) return { type: 'refused', thing, why: `there is already one of that name, a ${other}` };
  if (!isOverwriting && !isHalfMade(thing, there)) return { type: 'link', thing, id };
  const before = { ref: thing.ref, section: thing.section, id, given: {}, shown: {} };
  return closing({ type: 'update', thing, id, fields: Object.keys(fieldsOf(thing)), before, kept: [] }, there);
}

function changeOf(thing: ImportedThing, before: Remembered, there: Dto, { isOverwriting }: PlanOptions): Step {
  const { id } = before;
  const other = otherType(thing, there);
  if (other !== undefined) {
    return {
      type: 'refused',
      thing,
      why: `here it is a ${other}, and a type stays: delete it here to have it made anew`,
    };
  }
  const given = givenOf(thing);
  const shown = shownOf(thing.section, there, Object.keys(before.shown));
  const body = fieldsOf(thing);
  const atSource = Object.keys(given).filter((field) => isNew(body, field, given, before.given));
  const here = new Set(Object.keys(before.shown).filter((field) => shown[field] !== before.shown[field]));
  const fields = isOverwriting ? Object.keys(given).filter((field) => here.has(field) || atSource.includes(field)) : [];
  const updated = isOverwriting ? fields : atSource.filter((field) => !here.has(field));
  const kept = isOverwriting ? [] : atSource.filter((field) => here.has(field));
  return closing({ type: 'update', thing, id, fields: updated, before, kept }, there);
}

/** Without what would let more people read it, and without a change where there is none. */
function closing(step: Extract<Step, { type: 'update' }>, there: Dto): Step {
  const opening = openingFields(step.thing, there);
  const fields = step.fields.filter((field) => !opening.includes(field));
  const closed = step.fields.filter((field) => opening.includes(field));
  if (fields.length > 0) return { ...step, fields, closed };
  const { thing, id, kept } = step;
  return { type: 'same', thing, id, kept, closed };
}

/** The type that it has here, where that is another. */
function otherType({ section, body }: ImportedThing, there: Dto): string | undefined {
  const wanted = section === 'monitors' ? body['type'] : section === 'alertChannels' ? channelTypeOf(body) : undefined;
  const has = section === 'monitors' ? there['type'] : there['channelType'];
  return typeof wanted === 'string' && typeof has === 'string' && wanted !== has ? has : undefined;
}

function channelTypeOf({ config }: ImportedThing['body']): unknown {
  return typeof config === 'object' && config !== null && 'channelType' in config ? config['channelType'] : undefined;
}

function remarksOf(step: Step): readonly Remark[] {
  const where = whereOf(step.thing);
  if (step.type === 'link') {
    return [
      {
        level: 'note',
        where,
        what: 'name',
        why: 'there is already one: it stays as it is (--overwrite takes the source)',
      },
    ];
  }
  if (step.type === 'gone') {
    return [
      {
        level: 'note',
        where,
        what: 'deleted',
        why: 'was deleted in Upwatch, and stays so (--overwrite makes it again)',
      },
    ];
  }
  if (step.type === 'refused') return [{ level: 'left out', where, what: step.thing.from, why: step.why }];
  if (step.type === 'create') return [];
  const kept = step.kept.map((field): Remark => {
    const why = 'changed at the source and in Upwatch: stays as it is in Upwatch (--overwrite takes the source)';
    return { level: 'note', where, what: field === 'all' ? 'settings' : field, why };
  });
  const closed = (step.closed ?? []).map((what): Remark => {
    return { level: 'note', where, what, why: 'stays as it is in Upwatch: no import lets more people read a page' };
  });
  return [...kept, ...closed];
}

/** What is to be remembered of a thing after its step. @param there what the server shows then */
export function rememberedAfter(step: Exclude<Step, { type: 'gone' | 'refused' }>, there: Dto): Remembered {
  const { ref, section } = step.thing;
  const given = givenOf(step.thing);
  const shown = shownOf(section, there, Object.keys(given));
  if (step.type !== 'update') return { ref, section, id: there.id, given, shown };
  // What was kept here goes on being different, so that it is said again the next time.
  const keep = (now: Fingerprints, then: Fingerprints): Fingerprints =>
    Object.fromEntries(
      Object.keys(now).map((field) => {
        const isSettled = step.fields.includes(field) || then[field] === undefined;
        return [field, isSettled ? now[field]! : then[field]!];
      }),
    );
  return { ref, section, id: there.id, given: keep(given, step.before.given), shown: keep(shown, step.before.shown) };
}
