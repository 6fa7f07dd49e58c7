/** The health endpoints of an application of Next.js: bundled into it, since Next.js compiles no source of ours. */
import { type NextHealth, nextHealth } from '../next.ts';
import { healthOfTable } from './table-health.ts';

export const handlers: NextHealth = nextHealth(await healthOfTable());
