/** Configuration as a whole on the wire: plans, what became of them, and what is configured. */
import { RESOURCE_KINDS } from '@upwatch/core';
import { z } from 'zod';
import { projectName } from '../../declared/declared-file.ts';
import { whole } from './values.ts';

const kind = z.enum(RESOURCE_KINDS);
const document = z.record(z.string(), z.unknown()).meta({
  description: 'What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, …',
});
const prune = z.boolean().nullish().meta({ description: 'Delete what files of this project brought and lack now.' });
const EXAMPLE = {
  document: { monitors: [{ name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } }] },
};

export const planBody = z.strictObject({ document, prune }).meta({ id: 'PlanConfigurationRequest', example: EXAMPLE });

export const applyBody = z
  .strictObject({
    document,
    prune,
    allowMassDelete: z.boolean().nullish().meta({ description: 'Delete even most of what the files brought.' }),
    fingerprint: z
      .string()
      .max(100)
      .nullish()
      .meta({ description: 'Of the plan that was agreed to: 409 for another.' }),
    stepsMax: z
      .int()
      .min(1)
      .max(10_000)
      .nullish()
      .meta({ description: 'Do so many steps now; `remaining` says how many are left. Default: all.' }),
    skip: z
      .array(z.strictObject({ kind, name: z.string().max(300) }))
      .max(10_000)
      .nullish()
      .meta({ description: 'Resources to leave alone: those that were refused before.' }),
  })
  .meta({ id: 'ApplyConfigurationRequest', example: EXAMPLE });

const change = z.object({
  path: z.string(),
  from: z.unknown().optional().meta({ description: 'As it is; absent where there is none. A secret is masked.' }),
  to: z.unknown().optional(),
  isSecret: z.boolean().optional(),
});

const planStep = z
  .object({
    type: z.enum(['create', 'update', 'rename', 'delete', 'keep', 'unchanged']),
    kind,
    name: z.string(),
    id: z.string().nullable(),
    from: z.string().nullable().meta({ description: 'The name that it has, where it is renamed.' }),
    isReplaced: z.boolean().meta({ description: 'It is deleted and made again under its name.' }),
    changes: z.array(change),
  })
  .meta({ id: 'PlanStepDto' });

export const planDto = z
  .object({
    steps: z.array(planStep).meta({ description: 'In the order in which they are done.' }),
    changes: whole.meta({ description: 'How many steps change something.' }),
    massDeletions: z
      .array(z.object({ kind, deleted: whole, managed: whole }))
      .meta({ description: 'What is refused without `allowMassDelete`.' }),
    warnings: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .meta({ description: 'What is allowed, and may not be what was meant; `field` is one of the document.' }),
    fingerprint: z.string(),
  })
  .meta({ id: 'ConfigurationPlanDto' });

export const appliedDto = z
  .object({
    steps: z.array(planStep.extend({ failure: z.string().nullable() }).meta({ id: 'AppliedStepDto' })),
    remaining: whole,
  })
  .meta({ id: 'AppliedConfigurationDto' });

export const exportQuery = z.strictObject({
  project: projectName
    .optional()
    .meta({ description: 'Only what files of this project brought. Default: everything.', example: 'shop' }),
});

export const exportDto = z
  .object({
    document,
    secrets: z.array(z.object({ variable: z.string(), kind, name: z.string(), field: z.string() })).meta({
      description: 'What was left out, and the variables whose values stand in for it.',
    }),
  })
  .meta({ id: 'ExportedConfigurationDto' });

export const managedDto = z
  .object({ kind, id: z.string(), name: z.string(), project: z.string() })
  .meta({ id: 'ManagedResourceDto' });
