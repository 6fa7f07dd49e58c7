/** `environments` of `upwatch.yml`: as the API's own bodies. They are called by their slugs, which never change. */
import { parseOrFaults } from '@upwatch/core/schemas';
import { environmentFrom } from '../api/environment-input.ts';
import { environmentBody } from '../api/schemas/environments.ts';
import { type NewEnvironment, StoreRefusal } from '../stores/port.ts';
import { withoutPasswords } from './masked.ts';
import { type Content, type DeclaredThing, type Hands, type Path, said, type Section } from './section.ts';

export const environmentSection: Section = {
  kind: 'environment',
  key: 'environments',
  nameField: 'slug',
  article: 'an environment',
  schema: () => environmentBody,
  read: (value, at) => {
    const result = parseOrFaults(environmentBody, value, at);
    return 'faults' in result ? result : { thing: thingOf(environmentFrom(result.value), at) };
  },
  named: ({ environments }) => environments.map(({ id, slug }) => ({ id, name: slug })),
  current: ({ environments }) =>
    environments.map((one) => ({ kind: 'environment', id: one.id, name: one.slug, ...contentOf(one) })),
  remove: (id, { core, actor }) => onSlugOf(id, core, (slug) => core.environments.delete(slug, actor)),
};

function thingOf(environment: NewEnvironment, at: Path): DeclaredThing {
  const { slug, ...wanted } = environment;
  return {
    ...{ kind: 'environment', name: slug, at, references: [] },
    supply: { type: 'environment', ...environment },
    content: () => contentOf(environment),
    make: async ({ core, actor, later }) => {
      const { id } = await inTwoSteps(
        () => core.environments.create(environment, actor),
        () => core.environments.create({ ...environment, isDefault: false }, actor),
        () => later(async () => void (await core.environments.update(slug, { isDefault: true }, actor))),
      );
      return id;
    },
    change: async (id, { core, actor, later }) => {
      const old = (await core.environments.all()).find((one) => one.id === id);
      const variables = { ...old?.variables, ...wanted.variables };
      await inTwoSteps(
        () => core.environments.update(slug, wanted, actor),
        () => core.environments.update(slug, { name: wanted.name, variables }, actor),
        () => later(async () => void (await core.environments.update(slug, wanted, actor))),
      );
    },
  };
}

/** What monitors still name, but no longer when all is applied, goes when they have been changed. */
async function inTwoSteps<T>(whole: () => Promise<T>, first: () => Promise<T>, rest: () => void): Promise<T> {
  try {
    return await whole();
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'in_use') throw error;
    const done = await first();
    rest();
    return done;
  }
}

async function onSlugOf(id: string, core: Hands['core'], work: (slug: string) => Promise<void>): Promise<void> {
  const found = (await core.environments.all()).find((one) => one.id === id);
  if (found) await work(found.slug);
}

/** Another slug is another environment. */
function contentOf({ name, slug, variables, isDefault }: NewEnvironment): Content {
  const fields = { name, ...said({ ...(isDefault && { isDefault }) }), variables };
  return { fields, shown: { ...fields, variables: withoutPasswords(variables) }, identity: slug };
}
