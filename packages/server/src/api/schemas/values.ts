/** The small schemas that every request and answer is put together from. */
import { z } from 'zod';

const WHOLE_NUMBER = /^-?\d{1,15}$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** A name that a person gives: one line, as SQLite and a log line can keep it. */
export function nameOf(charactersMax: number): z.ZodString {
  return z
    .string()
    .min(1, { abort: true })
    .max(charactersMax)
    .refine((text) => text.trim() !== '', 'must not be blank')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
    .refine((text) => !CONTROL.test(text), 'must be one line without control characters');
}

/** Text of several lines. */
export function proseOf(charactersMax: number): z.ZodString {
  return z
    .string()
    .max(charactersMax)
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
    .refine((text) => !text.includes('\0'), 'must not contain the character NUL');
}

export const id = z.uuid().transform((text) => text.toLowerCase());
export const managedBy = z.enum(['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API']);

/** A time in an answer. */
export const time = z.string().meta({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' });
/** A UUID in an answer. */
export const uuid = z.string().meta({ format: 'uuid' });
/** A whole number in an answer. */
export const whole = z.int();

/** A time in a request, given back as epoch milliseconds. */
export const timeMs = z.iso
  .datetime({ offset: true })
  .transform((text, context) => {
    const ms = Date.parse(text);
    // The schema takes a day that does not exist, such as the 31st of June.
    if (Number.isNaN(ms)) context.addIssue({ code: 'custom', message: 'must be a time such as 2026-01-31T12:00:00Z' });
    return ms;
  })
  .meta({ format: 'date-time' });

/** A whole number in a query: one that asks for more than there is gets the most, one below the least is refused. */
export function clamped(bounds: {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}): z.ZodType<number> {
  return z
    .string()
    .regex(WHOLE_NUMBER, 'must be a whole number')
    .transform((text, context) => {
      const asked = Number(text);
      if (asked < bounds.min) {
        context.addIssue({ code: 'custom', message: `must be at least ${bounds.min}`, input: asked });
      }
      return Math.min(bounds.max, asked);
    })
    .default(bounds.default)
    .meta({ override: { type: 'integer', minimum: bounds.min, maximum: bounds.max, default: bounds.default } });
}

/** `true` or `false` in a query. */
export const flag: z.ZodType<boolean> = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({
    override: ({ jsonSchema }) => {
      jsonSchema.type = 'boolean';
      delete jsonSchema.enum;
    },
  });

/** The number in a path. */
export const pathNumber: z.ZodType<number> = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)
  .meta({ override: { type: 'integer' } });

/** Search text in a query. */
export const search = z.string().max(500);
