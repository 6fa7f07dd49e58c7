/** Single sign-on, on the wire. */
import { z } from 'zod';

/** To a page of ours: a link that signs people in must not lead them elsewhere. */
const PAGE = /^\/(?![/\\])/;

export const providerParams = z.object({ provider: z.string().max(40) });
export const startQuery = z.object({
  to: z
    .string()
    .max(2000)
    .regex(PAGE, 'must be a path of this server')
    .default('/')
    .meta({ description: 'Where to go afterwards.' }),
});
/** What providers answer with; some add more. */
export const callbackQuery = z.looseObject({
  code: z.string().max(10_000).optional(),
  state: z.string().max(1000).optional(),
  iss: z.string().max(1000).optional(),
  error: z.string().max(1000).optional(),
});
