/** The values that the settings of assertions are made of, as schemas. */
import { z } from 'zod';
import { ASSERTION_OPERATORS } from '../assertion.ts';

const TEXT_LENGTH_MAX = 4096;
const INTEGER_MAX = 2 ** 31 - 1;

/** What is too long is not looked at any further. */
export const ends = { abort: true } as const;

export const operator = z.enum(ASSERTION_OPERATORS);
export const text = z.string().min(1).max(TEXT_LENGTH_MAX, ends);
/** May be empty only where it is not looked at. */
export const comparedWith = z.string().max(TEXT_LENGTH_MAX, ends).default('');
export const milliseconds = z.int().min(1).max(INTEGER_MAX);
export const count = z.int().min(0).max(INTEGER_MAX);
