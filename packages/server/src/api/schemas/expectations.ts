/** Assertions in the words of people, on the wire. Ours, not the contract's. */
import { z } from 'zod';
import { assertionBody } from './assertions.ts';

const EXPECTATIONS_MAX = 100;
/** Longer than any that a monitor takes. */
const LENGTH_MAX = 10_000;

export const expectationsBody = z
  .strictObject({
    type: z.string().min(1).max(50).meta({ description: 'The check type whose words are meant.', example: 'HTTP' }),
    expectations: z
      .array(z.string().min(1).max(LENGTH_MAX))
      .max(EXPECTATIONS_MAX)
      .optional()
      .meta({ description: 'As people write them: `status = 2xx`.' }),
    assertions: z
      .array(assertionBody('full'))
      .max(EXPECTATIONS_MAX)
      .optional()
      .meta({ description: 'As monitors have them, to be put into words.' }),
  })
  .meta({
    id: 'ReadExpectationsRequest',
    example: { type: 'HTTP', expectations: ['status = 2xx', 'warn time < 800ms'] },
  });

export const expectationDto = z
  .object({
    expectation: z.string().meta({ description: 'The assertion in words, always in the same spelling.' }),
    config: z.looseObject({ type: z.string() }),
    severity: z.enum(['fail', 'warn']),
  })
  .meta({ id: 'ExpectationDto' });
