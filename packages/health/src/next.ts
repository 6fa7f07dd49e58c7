/** Health endpoints of a Next.js application: route handlers. */
import { answerOnFetch } from './fetch-answer.ts';
import type { Health } from './health.ts';

/** Answers a request to a route. */
export type NextHealthHandler = (request: Request) => Promise<Response>;

/** A handler of each method that Next.js hands on; those that are refused are refused as everywhere else. */
export interface NextHealth {
  readonly GET: NextHealthHandler;
  readonly HEAD: NextHealthHandler;
  readonly POST: NextHealthHandler;
  readonly PUT: NextHealthHandler;
  readonly PATCH: NextHealthHandler;
  readonly DELETE: NextHealthHandler;
  readonly OPTIONS: NextHealthHandler;
}

/** Where the address of whoever asks comes from. */
export interface NextHealthOptions {
  /**
   * The address of whoever asks, for `allow`. Next.js does not say; a proxy of yours may, in a header that it sets itself.
   * @default none
   */
  readonly address?: (request: Request) => string | undefined;
}

/**
 * The handlers for `app/health/route.ts`, `app/ready/route.ts`, `app/ready/[name]/route.ts` and `app/startup/route.ts`,
 * each of which also has `export const dynamic = 'force-dynamic'`.
 * @example
 * const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextHealth(createHealth({ version: '1.4.2' }));
 * console.log((await GET(new Request('http://127.0.0.1/health'))).status);
 */
export function nextHealth(health: Health, { address = () => undefined }: NextHealthOptions = {}): NextHealth {
  const handle: NextHealthHandler = async (request) =>
    (await answerOnFetch(health, request, address(request))) ?? new Response(null, { status: 404 });
  return { GET: handle, HEAD: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle };
}
