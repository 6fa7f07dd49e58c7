import { z } from 'zod';

/** What a place to look from is called: `eu-west`. */
export const regionName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes, at most 63');

/** Where to look from. */
export const regionNames = z.array(regionName).min(1).max(100);
