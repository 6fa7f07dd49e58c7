/** Sentences apart from their language, on the wire. */
import { z } from 'zod';

/** Those in its gaps are of the same shape: the document says of them that they are an object. */
export const saidDto = z
  .object({
    code: z.string().meta({ description: 'Never renamed. `text`: what a person wrote, or what has no code.' }),
    params: z
      .looseObject({})
      .meta({ description: 'By the name of the gap: a text, another of these, or a list of them.' }),
  })
  .meta({ id: 'SaidDto', description: 'What the sentence beside it says, for who puts it into another language.' });

/** Beside `warnings`, in their order. */
export const warningsSaid = z.array(saidDto).meta({ description: 'The warnings, in their order.' });
