/** Linked identities, on the wire. */
import { z } from 'zod';
import { id, time, uuid } from './values.ts';

export const identityParams = z.object({ id });

export const identityDto = z
  .object({
    id: uuid,
    provider: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'As the settings name it; null where they name it no more: it lets nobody in.' }),
    issuer: z.string(),
    subject: z.string().meta({ description: 'What the provider calls you.' }),
    createdAt: time,
  })
  .meta({ id: 'IdentityDto' });
