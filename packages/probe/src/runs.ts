/** Every check type as a looking thread knows it: what runs, without the schemas (see `check.ts`). */
import { type CheckRun, defineRun } from './check.ts';
import { HTTP_RUN } from './http/look.ts';

export const RUNS: Readonly<Record<string, CheckRun>> = {
  HTTP: defineRun(HTTP_RUN),
};
