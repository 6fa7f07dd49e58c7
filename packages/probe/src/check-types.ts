/** The list of check types: a folder here and a line there make a new one. Loads the schemas; `runs.ts` does not. */
import { defineCheck } from './check.ts';
import { httpConfigSchema } from './http/config.ts';
import { HTTP_RUN } from './http/look.ts';

export const CHECK_TYPES = {
  HTTP: defineCheck({ ...HTTP_RUN, config: httpConfigSchema }),
} as const;
