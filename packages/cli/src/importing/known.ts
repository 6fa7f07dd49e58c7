/** What things of an import may name: what comes with it, and what the server has. */
import { isRow, textOf } from '@upwatch/server/foreign';
import { keyOf, nameIn } from './identity.ts';
import { type InheritedOf, inheritedEnvironments } from './inherited-environments.ts';
import type { ImportedThing, Section } from './imported.ts';
import type { Standing } from './standing.ts';

const NOWHERE = 'it is neither in the file nor on the server';
const NOT_TAKEN = 'it is not imported itself';

type Fields = Readonly<Record<string, unknown>>;

export class Known {
  readonly #there = new Set<string>();
  readonly #refused = new Set<string>();
  /** As they will be; what comes with the import stands before what is there. */
  readonly #environments: readonly Fields[];
  /** What monitors that name no environment have of their groups. */
  readonly inheritedOf: InheritedOf;

  constructor(imported: readonly ImportedThing[], { things }: Pick<Standing, 'things'>) {
    for (const [section, all] of Object.entries(things) as [Section, ReadonlyMap<string, Fields>][])
      for (const dto of all.values()) this.#there.add(keyOf(section, nameIn(section, dto) ?? ''));
    for (const { section, name } of imported) this.#there.add(keyOf(section, name));
    const brought = imported.filter(({ section }) => section === 'environments').map(({ body }) => body);
    this.inheritedOf = inheritedEnvironments(imported);
    this.#environments = [...brought, ...things.environments.values()];
  }

  /** It will not be taken after all. */
  refused({ section, name }: ImportedThing): void {
    this.#refused.add(keyOf(section, name));
  }

  /** Why nothing can name it; undefined where it can. */
  whyNot(section: Section, name: string): string | undefined {
    const key = keyOf(section, name);
    if (this.#refused.has(key)) return NOT_TAKEN;
    return this.#there.has(key) ? undefined : NOWHERE;
  }

  /** Whether an environment has a variable. @param slug absent: the default one */
  hasVariable(slug: string | undefined, name: string): boolean {
    const found = this.#environments.find((one) =>
      slug === undefined ? one['isDefault'] === true : textOf(one, 'slug') === slug,
    );
    const variables = found?.['variables'];
    return isRow(variables) && (variables[name] ?? undefined) !== undefined;
  }
}
