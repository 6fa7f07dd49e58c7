/** Health endpoints of a Hono application, on Node, Bun and Deno. */
import { answerOnFetch } from './fetch-answer.ts';
import type { Health } from './health.ts';

/** What is used of Hono's context. */
export interface HonoHealthContext {
  readonly req: { readonly raw: Request };
  readonly env: unknown;
}

/** Where the address of whoever asks comes from. */
export interface HonoHealthOptions<Context extends HonoHealthContext> {
  /**
   * The address of whoever asks, for `allow`; on Bun and Deno by their `getConnInfo`.
   * @default that of the socket with `@hono/node-server`, otherwise none
   */
  readonly address?: (context: Context) => string | undefined;
}

/**
 * A middleware that answers probes.
 * @example
 * const app = new Hono();
 * app.use(honoHealth(createHealth({ version: '1.4.2' })));
 */
export function honoHealth<Context extends HonoHealthContext>(
  health: Health,
  { address = addressOnNode }: HonoHealthOptions<Context> = {},
): (context: Context, next: () => Promise<void>) => Promise<Response | void> {
  return (context, next) => answerOnFetch(health, context.req.raw, address(context)) ?? next();
}

function addressOnNode({ env }: HonoHealthContext): string | undefined {
  const { incoming } = (env ?? {}) as { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress;
}
