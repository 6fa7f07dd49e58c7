/**
 * `secrets` of `upwatch.yml`: the files name where a value is, never the value. What is compared is a fingerprint, and
 * what is shown is that there is a secret.
 */
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { secretBody } from '../api/schemas/secrets.ts';
import type { SecretValue } from '../stores/port.ts';
import { MASK } from './masked.ts';
import type { Content, DeclaredThing, Path, Section, World } from './section.ts';

/** In the files; whoever reads them fills the value in. */
const secretEntry = z.strictObject({
  key: secretBody.shape.key,
  value: z.string().optional().meta({ description: 'A variable of the environment: `${API_TOKEN}`.' }),
  file: z.string().min(1).optional().meta({ description: 'A file with the value; relative to this one.' }),
});

export const secretSection: Section = {
  kind: 'secret',
  key: 'secrets',
  nameField: 'key',
  article: 'a secret',
  schema: () => secretEntry,
  read: (value, at) => {
    const result = parseOrFaults(secretBody, value, at);
    return 'faults' in result ? result : { thing: thingOf(result.value, at) };
  },
  named: ({ secrets }) => secrets.map(({ id, key }) => ({ id, name: key })),
  current: ({ secrets, fingerprintOf }) =>
    secrets.map((one) => ({ kind: 'secret', id: one.id, name: one.key, ...contentOf(one, fingerprintOf) })),
  remove: async (id, { core, actor }) => {
    const found = (await core.secrets.values()).find((one) => one.id === id);
    if (found) await core.secrets.delete(found.key, actor);
  },
};

function thingOf({ key, value }: z.output<typeof secretBody>, at: Path): DeclaredThing {
  return {
    ...{ kind: 'secret', name: key, at, references: [] },
    supply: { type: 'secret', key, value },
    content: (_names, _config, { fingerprintOf }) => contentOf({ key, value }, fingerprintOf),
    make: async ({ core, actor }) => (await core.secrets.create({ key, value }, actor)).id,
    change: async (_id, { core, actor }) => void (await core.secrets.update(key, value, actor)),
  };
}

/** Another key is another secret. */
function contentOf({ key, value }: Pick<SecretValue, 'key' | 'value'>, fingerprintOf: World['fingerprintOf']): Content {
  return { fields: { value: fingerprintOf(value) }, shown: { value: MASK }, identity: key };
}
