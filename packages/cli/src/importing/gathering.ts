/** Gathers what an importer finds, with names that are unique and remarks that are not said twice. */
import { shownName } from './identity.ts';
import type { Imported, ImportedThing, Remark, Section } from './imported.ts';

const NAME_MAX: Readonly<Partial<Record<Section, number>>> = { tags: 100, maintenance: 100 };
const NAME_MAX_DEFAULT = 255;

export class Gathering {
  readonly #things: ImportedThing[] = [];
  readonly #remarks: Remark[] = [];
  readonly #taken = new Map<Section, Map<string, string>>();
  readonly #said = new Set<string>();

  add(thing: ImportedThing): void {
    this.#things.push(thing);
    if (thing.pausedBecause !== undefined) {
      this.changed(whereOf(thing), 'active', `imported paused: ${thing.pausedBecause}`);
    }
  }

  /** A tag, the first time that it is named. */
  tag(name: string, ref: string): void {
    if (this.#things.some((thing) => thing.section === 'tags' && thing.name === name)) return;
    this.#things.push({ section: 'tags', ref, name, from: 'tag', body: { name } });
  }

  lost(where: string, what: string, why: string): void {
    this.#say({ level: 'lost', where, what, why });
  }

  changed(where: string, what: string, why: string): void {
    this.#say({ level: 'changed', where, what, why });
  }

  leftOut(where: string, what: string, why: string): void {
    this.#say({ level: 'left out', where, what, why });
  }

  note(where: string, what: string, why: string): void {
    this.#say({ level: 'note', where, what, why });
  }

  #say(remark: Remark): void {
    const key = JSON.stringify(remark);
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#remarks.push(remark);
  }

  /**
   * A name that nothing else in its section has, on one line and not too long. The same thing, asked for again, has the
   * same name.
   * @param ref which thing: two that are called alike are told apart by it
   */
  name(section: Section, asked: string, ref: string): string {
    const taken = this.#taken.get(section) ?? new Map<string, string>();
    this.#taken.set(section, taken);
    const charactersMax = NAME_MAX[section] ?? NAME_MAX_DEFAULT;
    const clean = cleaned(asked, charactersMax) || ref;
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : ` (${n})`;
      const name = `${clean.slice(0, charactersMax - suffix.length).trimEnd()}${suffix}`;
      const owner = taken.get(name.toLowerCase());
      if (owner !== undefined && owner !== ref) continue;
      taken.set(name.toLowerCase(), ref);
      if (owner === undefined && name !== asked) this.#sayRenamed(section, { asked: clean, name, isTwice: n > 1 });
      return name;
    }
  }

  #sayRenamed(section: Section, { asked, name, isTwice }: { asked: string; name: string; isTwice: boolean }): void {
    const why = isTwice ? 'another one has that name' : 'names are one line, of a bounded length';
    this.changed(`${thingOf(section)} "${asked}"`, 'name', `is called "${name}": ${why}`);
  }

  result(source: string): Imported {
    return { source, things: this.#things, remarks: this.#remarks };
  }
}

/** How a thing is called in remarks. */
export function whereOf(thing: Pick<ImportedThing, 'section' | 'name'>): string {
  return `${thingOf(thing.section)} "${shownName(thing)}"`;
}

const THINGS: Readonly<Record<Section, string>> = {
  tags: 'tag',
  environments: 'environment',
  secrets: 'secret',
  alertChannels: 'channel',
  monitors: 'monitor',
  notificationPolicies: 'policy',
  resourceGroups: 'group',
  maintenance: 'maintenance',
  statusPages: 'status page',
  webhooks: 'webhook',
};

function thingOf(section: Section): string {
  return THINGS[section];
}

/** On one line, and not too long. */
export function cleaned(text: string, charactersMax: number): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  const line = text
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return line.slice(0, charactersMax).toWellFormed().trim();
}
