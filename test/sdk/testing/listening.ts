/** A real server that listens on loopback, and a client of it. */
import type { AddressInfo } from 'node:net';
import { Upwatch, type UpwatchOptions } from '@upwatch/sdk';
import { KEY, type TestApi, testApi } from '../../../packages/server/src/api/testing/test-api.ts';

export interface Listening extends AsyncDisposable {
  readonly api: TestApi;
  readonly baseUrl: string;
  readonly client: Upwatch;
  /** Another client of the same server. */
  clientWith(options: Partial<UpwatchOptions>): Upwatch;
}

export async function listening(): Promise<Listening> {
  const api = await testApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const baseUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const clientWith = (options: Partial<UpwatchOptions>): Upwatch => new Upwatch({ token: KEY, baseUrl, ...options });
  return {
    api,
    baseUrl,
    client: clientWith({}),
    clientWith,
    [Symbol.asyncDispose]: async () => api[Symbol.asyncDispose](),
  };
}
