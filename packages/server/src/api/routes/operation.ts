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
  return { ...described, tags: [...described.tags], security: [{ bearerAuth: [] }, { cookieAuth: [] }] };
}

/** The same of how people get in: there may be a session, and need not be. */
export function forStrangers(described: Parameters<typeof operation>[0]) {
  return { ...operation(described), security: [{}, { cookieAuth: [] }] };
}

/** The same of what people do in a browser with their own account. Programs have keys. */
export function forBrowsers(described: Parameters<typeof operation>[0]) {
  return { ...operation(described), security: [{ cookieAuth: [] }] };
}
