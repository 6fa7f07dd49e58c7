/** Environments on the wire. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { nameOf, time, uuid, whole } from './values.ts';

const VARIABLES_MAX = 500;
const VALUE_MAX = 32_768;

const name = nameOf(100);
const slug = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, dashes and underscores, such as prod-eu');
const variableName = nameOf(255)
  .refine((text) => !/[{}]/.test(text), 'must not contain braces')
  .refine((text) => text.trim() === text, 'must not begin or end with a blank');
const variables = z
  .record(
    variableName,
    z
      .string()
      .max(VALUE_MAX)
      .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
      .nullable(),
  )
  .refine((all) => Object.keys(all).length <= VARIABLES_MAX, `must have at most ${VARIABLES_MAX} entries`)
  .meta({ description: 'By name: settings of monitors say `{{variables.NAME}}`. One that is null is not there.' });

export const environmentBody = z
  .strictObject({ name, slug, variables: variables.nullish(), isDefault: z.boolean().nullish() })
  .meta({
    id: 'CreateEnvironmentRequest',
    example: { name: 'Production', slug: 'prod', variables: { BASE_URL: 'https://shop.example' }, isDefault: true },
  });
export const environmentChange = z
  .strictObject({ name: name.nullish(), variables: variables.nullish(), isDefault: z.boolean().nullish() })
  .meta({ id: 'UpdateEnvironmentRequest', example: { variables: { BASE_URL: 'https://shop.example' } } });

export const environmentParams = z.object({ slug: z.string().min(1).max(100) });

export const environmentDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      orgId: whole,
      name: z.string(),
      slug: z.string(),
      variables: z.record(z.string(), z.string()),
      createdAt: time,
      updatedAt: time,
      monitorCount: whole,
      isDefault: z.boolean().meta({ description: "Monitors without an environment have this one's variables." }),
    })
    .meta(named(dialect, 'EnvironmentDto'));
});

/** An environment beside something that is in it. */
export const environmentSummary = perDialect((dialect) => {
  return z.object({ id: uuid, name: z.string(), slug: z.string() }).meta(named(dialect, 'Summary'));
});
