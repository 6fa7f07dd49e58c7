/** Monitors, and a channel that tells a sink, made through the API of a real server. */
import { dataOf, type ServerProcess } from './server-process.ts';

export async function makeChannel(server: ServerProcess, url: string): Promise<void> {
  dataOf(await server.call('POST', '/alert-channels', { name: 'sink', config: { channelType: 'webhook', url } }));
}

/** Monitors `m 1` to `m COUNT`, each at its own path of the target. */
export async function makeMonitors(
  server: ServerProcess,
  targetUrl: string,
  given: { readonly count: number; readonly seconds: number },
): Promise<void> {
  for (let number = 1; number <= given.count; number++) {
    const answer = await server.call('POST', '/monitors', {
      name: `m ${number}`,
      type: 'HTTP',
      config: { url: `${targetUrl}/${number}`, method: 'GET' },
      frequencySeconds: given.seconds,
      managedBy: 'API',
    });
    dataOf(answer);
  }
}

/** All pages of a list. */
export async function listAll(server: ServerProcess, path: string): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 0; ; page++) {
    const { status, body } = await server.call('GET', `${path}?page=${page}&size=200`);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
    const { data, hasNext } = body as { readonly data: Record<string, unknown>[]; readonly hasNext: boolean };
    found.push(...data);
    if (!hasNext) return found;
  }
}
