/** What the routes share in how they are described. */
import { z } from 'zod';
import { id } from '../schemas/values.ts';

/** The path of one thing. */
export const idParams = z.object({ id });

/** An answer without a body. */
export const nothing = { 204: { description: 'Done; there is no body.' } } as const;

/** The describing part of a route's schema. */
export function operation(described: {
  /** Unique and readable: `listMonitors`. */
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
}) {
  return { ...described, tags: [...described.tags], security: [{ bearerAuth: [] }] };
}
