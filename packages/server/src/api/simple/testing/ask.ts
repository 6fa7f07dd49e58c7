import type { TestApi } from '../../testing/test-api.ts';

/** Asks as a client of the simple API does: without a key. */
export async function ask(
  api: TestApi,
  method: 'GET' | 'POST',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const { statusCode, payload } = await api.inject({
    method,
    url,
    headers: { host: '127.0.0.1:3000', ...headers },
    ...(body !== undefined && { payload: body as object }),
  });
  return { status: statusCode, body: JSON.parse(payload), text: payload };
}
