/** A monitor in `upwatch.yml`, for editors: the API's body, but what it names is named, and `expect` beside it. */
import { PARENTS_MAX } from '@upwatch/core';
import { z } from 'zod';
import { authBody } from '../api/schemas/monitor-auth.ts';
import { createMonitorBody } from '../api/schemas/monitors.ts';
import type { ReadDeps } from './section.ts';

const names = z.array(z.string().min(1).max(255));

const secret = z.string().min(1).max(255).meta({ description: 'The key of a secret.' });

/** The API's body, with a secret's key in the place of its id. */
const declaredAuth = z.discriminatedUnion('type', [
  authBody.options[0].omit({ vaultSecretId: true }).extend({ secret }),
  authBody.options[1].omit({ vaultSecretId: true }).extend({ secret }),
  authBody.options[2].omit({ vaultSecretId: true }).extend({ secret }),
  authBody.options[3].omit({ vaultSecretId: true }).extend({ secret }),
]);
export type DeclaredAuth = z.output<typeof declaredAuth>;

/** What the file has in the place of the API's ids. */
export const namingFields = {
  tags: names.max(200).optional().meta({ description: 'Names; a tag that is not there is made.' }),
  alertChannels: names.max(200).nullish().meta({ description: 'Names. Without it: every channel; []: none.' }),
  dependsOn: names.max(PARENTS_MAX).optional().meta({ description: 'Names of the monitors it is reached through.' }),
  environment: z
    .string()
    .min(1)
    .max(100)
    .nullish()
    .meta({ description: 'By its slug. Without it: that of its groups, then the default one.' }),
  auth: declaredAuth.nullish().meta({ description: 'How it says who it is, by the key of a secret.' }),
  expect: z
    .array(z.string().max(4096))
    .max(100)
    .optional()
    .meta({ description: 'What must hold, in words: `status=2xx`, `time < 5s`, `warn tls.days > 14`.' }),
};

export function monitorEntrySchema({ checkTypes }: ReadDeps): z.ZodType {
  const union = createMonitorBody('full', checkTypes);
  const branches = (union.def.options as readonly z.ZodObject[]).map((branch) => branch.extend(namingFields));
  return z.discriminatedUnion('type', branches as unknown as [z.ZodObject]);
}
