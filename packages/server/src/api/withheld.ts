/**
 * What is shown to those alone who may change what is watched: pieces of the answers of targets, which may be those of
 * hosts that only the server reaches, and the addresses where jobs report.
 */
import type { FastifyInstance } from 'fastify';
import { isPermitted, WORK } from '../accounts/permissions.ts';

/** In whichever answer they stand; each may be null. */
const FIELDS = new Set(['responseBodySnapshot', 'bodyPreview', 'bodyExcerpt', 'responseBody', 'pingUrl']);

/** Takes them out of the answers of this scope to everybody else. */
export function withholdFromViewers(app: FastifyInstance): void {
  app.addHook('preSerialization', async ({ caller }, _reply, payload: unknown) =>
    caller === undefined || isPermitted(caller, WORK) ? payload : withheld(payload),
  );
}

/** The same of an answer that goes out in pieces. */
export function withheld(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withheld);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, FIELDS.has(name) ? null : withheld(inner)]),
  );
}
