/** An answer as a `Response`: what everything that is built on `fetch` has in common. */
import type { HealthAnswer } from './answer.ts';
import type { Health } from './health.ts';

/** @returns `undefined` where the request is no probe */
export function answerOnFetch(
  health: Health,
  request: Request,
  address: string | undefined,
): Promise<Response> | undefined {
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
  return health.answer({ method: request.method, url: request.url, header, address })?.then(responseOf);
}

function responseOf({ status, headers, body }: HealthAnswer): Response {
  return new Response(body === '' ? null : body, { status, headers });
}
